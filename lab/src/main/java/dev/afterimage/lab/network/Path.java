// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.network;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.network.Network.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The way of a connection out of a subnet.
 *
 * @param network the network
 * @param subnet where it begins
 * @param groups the security groups it leaves with
 */
public record Path(Network network, String subnet, List<String> groups) {

  /** What becomes of a connection. */
  public enum Outcome {
    /** It is made. */
    OPEN,
    /** No answer ever comes. */
    DROPPED,
    /** The name is not resolved. */
    NO_NAME
  }

  public Path {
    requireNonNull(network, "network is null");
    requireNonNull(subnet, "subnet is null");
    groups = List.copyOf(groups);
  }

  /** Returns what becomes of a connection to a host on the internet. */
  public Outcome toInternet() {
    if (!resolves()) {
      return Outcome.NO_NAME;
    }
    boolean open = leavesGroup() && answersPass() && gateway().isPresent();
    return open ? Outcome.OPEN : Outcome.DROPPED;
  }

  /** Returns what becomes of a connection to a host in the same network. */
  public Outcome toPrivateHost() {
    if (!resolves()) {
      return Outcome.NO_NAME;
    }
    return leavesGroup() && answersPass() ? Outcome.OPEN : Outcome.DROPPED;
  }

  /** Returns what becomes of a connection to S3: through the gateway endpoint or out. */
  public Outcome toS3() {
    boolean endpoint =
        network.of(Kind.ENDPOINT).all().stream()
            .anyMatch(
                node ->
                    node.path("ServiceName").asText().endsWith(".s3")
                        && node.path("State").asText().equals("available"));
    return endpoint ? toPrivateHost() : toInternet();
  }

  private boolean resolves() {
    return network
        .subnet(subnet)
        .map(node -> network.resolvesNames(node.path("VpcId").asText()))
        .orElse(false);
  }

  private boolean leavesGroup() {
    return groups.stream()
        .map(network::securityGroup)
        .flatMap(Optional::stream)
        .anyMatch(group -> !group.path("IpPermissionsEgress").isEmpty());
  }

  private boolean answersPass() {
    return network.of(Kind.NETWORK_ACL).all().stream()
        .filter(acl -> has(acl.path("Associations"), "SubnetId", subnet))
        .noneMatch(acl -> has(acl.path("Entries"), "RuleAction", "deny"));
  }

  /** Returns the NAT gateway that the default route leads to. */
  public Optional<String> gateway() {
    return network.of(Kind.ROUTE_TABLE).all().stream()
        .filter(table -> has(table.path("Associations"), "SubnetId", subnet))
        .flatMap(table -> StreamSupport.stream(table.path("Routes").spliterator(), false))
        .filter(route -> route.path("DestinationCidrBlock").asText().equals("0.0.0.0/0"))
        .filter(route -> route.path("State").asText().equals("active"))
        .map(route -> route.path("NatGatewayId").asText())
        .filter(this::isAvailable)
        .findFirst();
  }

  private boolean isAvailable(String gateway) {
    Optional<ObjectNode> nat = network.of(Kind.NAT_GATEWAY).get(gateway);
    return nat.map(node -> node.path("State").asText().equals("available")).orElse(false);
  }

  private static boolean has(JsonNode array, String member, String value) {
    return StreamSupport.stream(array.spliterator(), false)
        .anyMatch(node -> node.path(member).asText().equals(value));
  }
}
