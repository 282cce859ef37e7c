// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.network;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Timestamps;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.network.Network.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lays out a VPC as most accounts have it: private subnets behind NAT gateways. */
final class VpcBuilder {
  private static final String ANYWHERE = "0.0.0.0/0";

  private final Network network;
  private final Instant now;
  private final String region;
  private final String vpc;
  private final List<String> subnets = new ArrayList<>();
  private final List<String> tables = new ArrayList<>();
  private final List<String> gateways = new ArrayList<>();

  VpcBuilder(Network network, Instant now, String region) {
    this.network = network;
    this.now = now;
    this.region = region;
    this.vpc = network.newId("vpc");
  }

  Vpc build(List<String> zones) {
    for (int i = 0; i < zones.size(); i++) {
      addSubnet(zones.get(i), i);
      addNatGateway();
      addRouteTable(i);
    }
    String acl = addAcl();
    String group = addGroup();
    addEndpoint();
    return new Vpc(vpc, subnets, tables, gateways, acl, group);
  }

  private void addSubnet(String zone, int index) {
    String id = network.newId("subnet");
    subnets.add(id);
    network
        .of(Kind.SUBNET)
        .put(
            id,
            Json.object()
                .put("AvailabilityZone", zone)
                .put("AvailableIpAddressCount", 240 - 7 * index)
                .put("CidrBlock", "10.0." + (16 + index) + ".0/24")
                .put("DefaultForAz", false)
                .put("MapPublicIpOnLaunch", false)
                .put("OwnerId", network.account())
                .put("State", "available")
                .put("SubnetId", id)
                .put("VpcId", vpc));
  }

  private void addNatGateway() {
    String id = network.newId("nat");
    gateways.add(id);
    ObjectNode node = Json.object();
    node.set("CreateTime", Timestamps.seconds(now.minus(Duration.ofDays(200))));
    node.put("NatGatewayId", id).put("State", "available");
    node.put("SubnetId", network.newId("subnet")).put("VpcId", vpc);
    node.put("ConnectivityType", "public");
    node.putArray("NatGatewayAddresses")
        .addObject()
        .put("PublicIp", "198.51.100." + gateways.size());
    network.of(Kind.NAT_GATEWAY).put(id, node);
  }

  private void addRouteTable(int index) {
    String id = network.newId("rtb");
    tables.add(id);
    ObjectNode node = Json.object();
    node.putArray("Associations")
        .addObject()
        .put("Main", false)
        .put("RouteTableAssociationId", network.newId("rtbassoc"))
        .put("RouteTableId", id)
        .put("SubnetId", subnets.get(index));
    node.put("RouteTableId", id);
    ArrayNode routes = node.putArray("Routes");
    routes
        .addObject()
        .put("DestinationCidrBlock", "10.0.0.0/16")
        .put("GatewayId", "local")
        .put("Origin", "CreateRouteTable")
        .put("State", "active");
    routes
        .addObject()
        .put("DestinationCidrBlock", ANYWHERE)
        .put("NatGatewayId", gateways.get(index))
        .put("Origin", "CreateRoute")
        .put("State", "active");
    node.put("VpcId", vpc).put("OwnerId", network.account());
    network.of(Kind.ROUTE_TABLE).put(id, node);
  }

  private String addAcl() {
    String id = network.newId("acl");
    ObjectNode node = Json.object();
    ArrayNode associations = node.putArray("Associations");
    subnets.forEach(
        subnet ->
            associations
                .addObject()
                .put("NetworkAclAssociationId", network.newId("aclassoc"))
                .put("NetworkAclId", id)
                .put("SubnetId", subnet));
    ArrayNode entries = node.putArray("Entries");
    for (boolean egress : new boolean[] {true, false}) {
      entries
          .addObject()
          .put("CidrBlock", ANYWHERE)
          .put("Egress", egress)
          .put("Protocol", "-1")
          .put("RuleAction", "allow")
          .put("RuleNumber", 100);
    }
    node.put("IsDefault", true).put("NetworkAclId", id).put("VpcId", vpc);
    network.of(Kind.NETWORK_ACL).put(id, node.put("OwnerId", network.account()));
    return id;
  }

  private String addGroup() {
    String id = network.newId("sg");
    ObjectNode node = Json.object();
    node.put("Description", "functions").put("GroupName", "functions");
    node.putArray("IpPermissions")
        .addObject()
        .put("FromPort", 2049)
        .put("IpProtocol", "tcp")
        .put("ToPort", 2049)
        .putArray("UserIdGroupPairs")
        .addObject()
        .put("GroupId", id)
        .put("UserId", network.account());
    node.put("OwnerId", network.account()).put("GroupId", id);
    node.putArray("IpPermissionsEgress")
        .addObject()
        .put("IpProtocol", "-1")
        .putArray("IpRanges")
        .addObject()
        .put("CidrIp", ANYWHERE);
    network.of(Kind.SECURITY_GROUP).put(id, node.put("VpcId", vpc));
    return id;
  }

  private void addEndpoint() {
    String id = network.newId("vpce");
    ObjectNode node =
        Json.object()
            .put("VpcEndpointId", id)
            .put("VpcEndpointType", "Gateway")
            .put("VpcId", vpc)
            .put("ServiceName", "com.amazonaws." + region + ".s3")
            .put("State", "available");
    ArrayNode routes = node.putArray("RouteTableIds");
    tables.forEach(routes::add);
    node.set("CreationTimestamp", Timestamps.seconds(now.minus(Duration.ofDays(200))));
    network.of(Kind.ENDPOINT).put(id, node.put("OwnerId", network.account()));
  }
}
