// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.network;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.provenance.ConfigurationInForce;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The way out of a function's subnets, as the answers of EC2 show it. */
final class NetworkPath {
  private static final String ANYWHERE = "0.0.0.0/0";

  private final Evidence evidence;

  NetworkPath(Evidence evidence) {
    this.evidence = evidence;
  }

  /** Returns what shows that a subnet of the function has no way out; empty where none is shown. */
  List<Ref> missing(ConfigurationInForce configuration) {
    List<Ref> refs = new ArrayList<>();
    Set<String> subnets = new HashSet<>();
    configuration
        .json()
        .path("VpcConfig")
        .path("SubnetIds")
        .forEach(id -> subnets.add(id.asText()));
    for (String subnet : subnets) {
      routeTable(subnet).ifPresent(table -> refs.addAll(deadEnds(table)));
    }
    configuration
        .json()
        .path("VpcConfig")
        .path("SecurityGroupIds")
        .forEach(id -> closedGroup(id.asText()).ifPresent(refs::add));
    return refs;
  }

  private Optional<EvidenceRecord> routeTable(String subnet) {
    return evidence.stream(Kind.ROUTE_TABLE)
        .filter(table -> associates(table, subnet))
        .findFirst()
        .or(() -> mainTable(subnet));
  }

  private static boolean associates(EvidenceRecord table, String subnet) {
    for (JsonNode association : table.get("Associations")) {
      if (Json.text(association, "SubnetId").filter(subnet::equals).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** A subnet without a table of its own uses the main one of its VPC. */
  private Optional<EvidenceRecord> mainTable(String subnet) {
    Optional<String> vpc =
        evidence.stream(Kind.SUBNET)
            .filter(record -> record.text("SubnetId").filter(subnet::equals).isPresent())
            .flatMap(record -> record.text("VpcId").stream())
            .findFirst();
    return evidence.stream(Kind.ROUTE_TABLE)
        .filter(table -> vpc.isPresent() && table.text("VpcId").equals(vpc))
        .filter(
            table -> {
              for (JsonNode association : table.get("Associations")) {
                if (association.path("Main").asBoolean(false)) {
                  return true;
                }
              }
              return false;
            })
        .findFirst();
  }

  /** A table without a default route, or whose default route leads to what is gone. */
  private List<Ref> deadEnds(EvidenceRecord table) {
    int index = 0;
    for (JsonNode route : table.get("Routes")) {
      if (Json.text(route, "DestinationCidrBlock").filter(ANYWHERE::equals).isPresent()) {
        boolean blackhole = Json.text(route, "State").filter("blackhole"::equals).isPresent();
        Optional<Ref> gone = Json.text(route, "NatGatewayId").flatMap(this::goneNat);
        // An internet gateway is no way out either: Lambda's interfaces have no public address.
        boolean internet =
            Json.text(route, "GatewayId").filter(id -> id.startsWith("igw-")).isPresent();
        Ref ref = table.ref("Routes").child(index);
        return gone.map(nat -> List.of(ref, nat))
            .orElse(blackhole || internet ? List.of(ref) : List.of());
      }
      index++;
    }
    return List.of(table.ref("Routes"));
  }

  private Optional<Ref> goneNat(String id) {
    return evidence.stream(Kind.NAT_GATEWAY)
        .filter(nat -> nat.text("NatGatewayId").filter(id::equals).isPresent())
        .filter(nat -> nat.text("State").filter("available"::equals).isEmpty())
        .map(nat -> nat.ref("State"))
        .findFirst();
  }

  private Optional<Ref> closedGroup(String id) {
    return evidence.stream(Kind.SECURITY_GROUP)
        .filter(group -> group.text("GroupId").filter(id::equals).isPresent())
        .filter(group -> group.get("IpPermissionsEgress").isArray())
        .filter(group -> group.get("IpPermissionsEgress").isEmpty())
        .map(group -> group.ref("IpPermissionsEgress"))
        .findFirst();
  }
}
