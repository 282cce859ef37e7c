// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.network;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.provenance.ConfigurationInForce;
import dev.afterimage.core.provenance.TrailEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Changes between the runs of what lies on the way out of a function's subnets. */
final class NetworkChanges {
  /** Operations that can close a way, as CloudTrail names them. */
  private static final Pattern CLOSES =
      Pattern.compile(
          "DeleteNatGateway|DeleteRoute|ReplaceRoute|ReplaceRouteTableAssociation"
              + "|DisassociateRouteTable|RevokeSecurityGroupEgress|CreateNetworkAclEntry"
              + "|ReplaceNetworkAclEntry|ReplaceNetworkAclAssociation|DeleteVpcEndpoints"
              + "|ModifyVpcEndpoint|DeleteInternetGateway|DetachInternetGateway"
              + "|ModifySecurityGroupRules");

  private static final Pattern ID = Pattern.compile("(subnet|sg|vpc|nat|rtb|acl|vpce|igw)-[\\w-]+");

  private final Situation situation;
  private final Set<String> own = new HashSet<>();
  private final Set<String> others = new HashSet<>();

  NetworkChanges(Situation situation, ConfigurationInForce configuration) {
    this.situation = situation;
    JsonNode vpc = configuration.json().path("VpcConfig");
    vpc.path("SubnetIds").forEach(id -> own.add(id.asText()));
    vpc.path("SecurityGroupIds").forEach(id -> own.add(id.asText()));
    Json.text(vpc, "VpcId").ifPresent(own::add);
    for (Kind kind :
        List.of(Kind.ROUTE_TABLE, Kind.NAT_GATEWAY, Kind.NETWORK_ACL, Kind.VPC_ENDPOINT)) {
      situation.evidence().stream(kind).forEach(this::place);
    }
  }

  /** What is tied to the function's subnets, or to its VPC, is its own; all else is another's. */
  private void place(EvidenceRecord record) {
    Set<String> ids = ids(record.body());
    boolean tied = ids.stream().anyMatch(own::contains);
    (tied ? own : others).addAll(ids);
  }

  private static Set<String> ids(JsonNode node) {
    Set<String> ids = new HashSet<>();
    if (node.isTextual() && ID.matcher(node.textValue()).matches()) {
      ids.add(node.textValue());
    }
    node.forEach(child -> ids.addAll(ids(child)));
    return ids;
  }

  /**
   * Returns the changes that lie on the function's way, or may: a gateway whose network no answer
   * tells is taken for the function's, a security group or subnet only where the function has it.
   */
  List<Ref> ofPath() {
    return situation
        .provenance()
        .trail()
        .between(situation.pair().from(), situation.pair().until())
        .filter(event -> event.succeeded() && event.source().equals("ec2.amazonaws.com"))
        .filter(event -> CLOSES.matcher(event.name()).matches())
        .filter(this::isOnTheWay)
        .map(TrailEvent::ref)
        .toList();
  }

  private boolean isOnTheWay(TrailEvent event) {
    Set<String> ids = ids(event.request());
    if (ids.stream().anyMatch(own::contains)) {
      return true;
    }
    boolean named = ids.stream().anyMatch(id -> id.startsWith("sg-") || id.startsWith("subnet-"));
    return !named && ids.stream().noneMatch(others::contains);
  }
}
