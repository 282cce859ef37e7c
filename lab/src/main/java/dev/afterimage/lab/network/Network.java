// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.network;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Timestamps;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.sim.RandomStream;
import dev.afterimage.lab.sim.Randoms;
import dev.afterimage.lab.sim.Simulation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The account's virtual networks. */
public final class Network {

  /** Kinds of resources, with the array that Describe answers them in. */
  enum Kind {
    SUBNET("Subnets"),
    ROUTE_TABLE("RouteTables"),
    NAT_GATEWAY("NatGateways"),
    SECURITY_GROUP("SecurityGroups"),
    NETWORK_ACL("NetworkAcls"),
    ENDPOINT("VpcEndpoints"),
    INTERFACE("NetworkInterfaces");

    private final String array;

    Kind(String array) {
      this.array = array;
    }

    String array() {
      return array;
    }
  }

  private final Simulation simulation;
  private final RandomStream ids;
  private final String account;
  private final String region;
  private final Map<Kind, Resources> resources = new EnumMap<>(Kind.class);
  private final Set<String> withoutDns = new TreeSet<>();

  /** No network yet. */
  public Network(Simulation simulation, Randoms randoms, String account, String region) {
    this.simulation = requireNonNull(simulation, "simulation is null");
    this.ids = randoms.stream("network");
    this.account = requireNonNull(account, "account is null");
    this.region = requireNonNull(region, "region is null");
    for (Kind kind : Kind.values()) {
      resources.put(kind, new Resources());
    }
  }

  Resources of(Kind kind) {
    return requireNonNull(resources.get(kind), "no resources of that kind");
  }

  String account() {
    return account;
  }

  /** Returns a new id: {@code subnet-0a1b...}. */
  String newId(String prefix) {
    return prefix + "-0" + ids.hex(16);
  }

  /** Creates a VPC with a private subnet in each zone, one NAT gateway each, and one group. */
  public Vpc createVpc(List<String> zones) {
    return new VpcBuilder(this, simulation.now(), region).build(zones);
  }

  /** Turns a VPC's resolver off or on. */
  public void resolveNames(String vpc, boolean enabled) {
    if (enabled) {
      withoutDns.remove(vpc);
    } else {
      withoutDns.add(vpc);
    }
  }

  boolean resolvesNames(String vpc) {
    return !withoutDns.contains(vpc);
  }

  /** Returns a subnet as Describe shows it. */
  public Optional<ObjectNode> subnet(String id) {
    return of(Kind.SUBNET).get(id);
  }

  /** Returns a security group as Describe shows it. */
  public Optional<ObjectNode> securityGroup(String id) {
    return of(Kind.SECURITY_GROUP).get(id);
  }

  /** Returns a subnet's Availability Zone; empty where the subnet is gone. */
  public String zoneOf(String subnet) {
    return subnet(subnet).map(node -> node.path("AvailabilityZone").asText()).orElse("");
  }

  /** Sets how many addresses of a subnet are free. */
  public void setFreeAddresses(String subnet, int free) {
    subnet(subnet).ifPresent(node -> node.put("AvailableIpAddressCount", free));
  }

  /** Deletes a subnet. */
  public void deleteSubnet(String id) {
    of(Kind.SUBNET).remove(id);
  }

  /** Deletes a security group. */
  public void deleteSecurityGroup(String id) {
    of(Kind.SECURITY_GROUP).remove(id);
  }

  /** Deletes a NAT gateway: it stays for a while, as deleted, and its routes lead nowhere. */
  public void deleteNatGateway(String id) {
    of(Kind.NAT_GATEWAY)
        .get(id)
        .ifPresent(
            nat -> {
              nat.put("State", "deleted");
              nat.set("DeleteTime", Timestamps.seconds(simulation.now()));
            });
    of(Kind.ROUTE_TABLE).all().stream()
        .flatMap(table -> stream(table.withArray("Routes")))
        .filter(route -> route.path("NatGatewayId").asText().equals(id))
        .forEach(route -> route.put("State", "blackhole"));
  }

  /** Deletes the default route of a table. */
  public void deleteDefaultRoute(String table) {
    of(Kind.ROUTE_TABLE)
        .get(table)
        .ifPresent(
            node -> removeWhere(node.withArray("Routes"), "DestinationCidrBlock", "0.0.0.0/0"));
  }

  /** Takes all outgoing rules from a security group. */
  public void revokeEgress(String group) {
    securityGroup(group).ifPresent(node -> node.putArray("IpPermissionsEgress"));
  }

  /** Puts a rule before all others of the network ACL of a subnet that denies answers. */
  public void denyAnswers(String acl) {
    of(Kind.NETWORK_ACL)
        .get(acl)
        .ifPresent(
            node -> {
              ObjectNode entry =
                  Json.object()
                      .put("CidrBlock", "0.0.0.0/0")
                      .put("Egress", false)
                      .put("Protocol", "6")
                      .put("RuleAction", "deny")
                      .put("RuleNumber", 50);
              entry.putObject("PortRange").put("From", 1024).put("To", 65535);
              node.withArray("Entries").insert(0, entry);
            });
  }

  /** Creates the interfaces through which functions reach a subnet, unless they are there. */
  public void attach(String subnet, List<String> groups) {
    String key = subnet + groups;
    boolean known =
        of(Kind.INTERFACE).all().stream()
            .anyMatch(node -> node.path("Description").asText().endsWith("-" + hash(key)));
    if (!known) {
      String id = newId("eni");
      ObjectNode node =
          Json.object()
              .put("AvailabilityZone", zoneOf(subnet))
              .put("Description", "AWS Lambda VPC ENI-" + hash(key));
      ArrayNode attached = node.putArray("Groups");
      groups.forEach(group -> attached.addObject().put("GroupId", group));
      node.put("InterfaceType", "lambda")
          .put("NetworkInterfaceId", id)
          .put("OwnerId", account)
          .put("RequesterManaged", true)
          .put("Status", "in-use")
          .put("SubnetId", subnet)
          .put("VpcId", subnet(subnet).map(s -> s.path("VpcId").asText()).orElse(""));
      of(Kind.INTERFACE).put(id, node);
    }
  }

  private static String hash(String key) {
    return Integer.toHexString(key.hashCode());
  }

  private static Stream<ObjectNode> stream(ArrayNode array) {
    return IntStream.range(0, array.size()).mapToObj(i -> (ObjectNode) array.get(i));
  }

  private static void removeWhere(ArrayNode array, String member, String value) {
    for (int i = array.size() - 1; i >= 0; i--) {
      if (array.get(i).path(member).asText().equals(value)) {
        array.remove(i);
      }
    }
  }
}
