// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.network;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.network.Network.Kind;
import dev.afterimage.lab.service.Input;
import dev.afterimage.lab.service.ModelledService;
import dev.afterimage.lab.service.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** EC2 as its API shows the network, with ids, filters and pages. */
public final class NetworkService extends ModelledService {
  private static final Pages PAGES = Pages.of("NextToken", "MaxResults", 1000, 1000);

  /** Filters by name, each a path into the resource; arrays on the way are searched. */
  private static final Map<String, String> FILTERS =
      Map.ofEntries(
          Map.entry("vpc-id", "VpcId"),
          Map.entry("subnet-id", "SubnetId"),
          Map.entry("group-id", "GroupId"),
          Map.entry("group-name", "GroupName"),
          Map.entry("availability-zone", "AvailabilityZone"),
          Map.entry("description", "Description"),
          Map.entry("interface-type", "InterfaceType"),
          Map.entry("status", "Status"),
          Map.entry("state", "State"),
          Map.entry("service-name", "ServiceName"),
          Map.entry("nat-gateway-id", "NatGatewayId"),
          Map.entry("route-table-id", "RouteTableId"),
          Map.entry("network-acl-id", "NetworkAclId"),
          Map.entry("association.subnet-id", "Associations.SubnetId"),
          Map.entry("route.nat-gateway-id", "Routes.NatGatewayId"));

  private final Network network;

  /** The network as its API shows it. */
  public NetworkService(Network network) {
    super("ec2");
    this.network = requireNonNull(network, "network is null");
    describe("DescribeSubnets", Kind.SUBNET, "SubnetId", "SubnetIds");
    describe("DescribeSecurityGroups", Kind.SECURITY_GROUP, "GroupId", "GroupIds");
    describe("DescribeRouteTables", Kind.ROUTE_TABLE, "RouteTableId", "RouteTableIds");
    describe("DescribeNetworkAcls", Kind.NETWORK_ACL, "NetworkAclId", "NetworkAclIds");
    describe("DescribeNatGateways", Kind.NAT_GATEWAY, "NatGatewayId", "NatGatewayIds");
    describe("DescribeVpcEndpoints", Kind.ENDPOINT, "VpcEndpointId", "VpcEndpointIds");
    describe(
        "DescribeNetworkInterfaces", Kind.INTERFACE, "NetworkInterfaceId", "NetworkInterfaceIds");
  }

  private void describe(String operation, Kind kind, String id, String ids) {
    operation(
        operation,
        ids + " Filters Filter MaxResults NextToken DryRun",
        input -> {
          List<ObjectNode> found = new ArrayList<>();
          if (input.has(ids)) {
            for (String wanted : input.texts(ids)) {
              found.add(network.of(kind).get(wanted).orElseThrow(() -> missing(id, wanted)));
            }
          } else {
            found.addAll(network.of(kind).all());
          }
          return answer(kind, filtered(found, input), input);
        });
  }

  private static ServiceException missing(String member, String id) {
    String kind = member.substring(0, member.length() - 2);
    String code =
        switch (kind) {
          case "NatGateway" -> "NatGatewayNotFound";
          case "Group" -> "InvalidGroup.NotFound";
          case "VpcEndpoint" -> "InvalidVpcEndpointId.NotFound";
          default -> "Invalid" + kind + "ID.NotFound";
        };
    return new ServiceException(code, 400, "The ID '" + id + "' does not exist");
  }

  private static List<ObjectNode> filtered(List<ObjectNode> found, Input input)
      throws ServiceException {
    List<ObjectNode> filters = new ArrayList<>(input.objects("Filters"));
    filters.addAll(input.objects("Filter"));
    List<ObjectNode> left = found;
    for (ObjectNode filter : filters) {
      String name = filter.path("Name").asText();
      String path = FILTERS.getOrDefault(name, "");
      if (path.isEmpty()) {
        throw new ServiceException(
            "InvalidParameterValue", 400, "The filter '" + name + "' is invalid");
      }
      List<Pattern> values =
          StreamSupport.stream(filter.path("Values").spliterator(), false)
              .map(value -> wildcard(value.asText()))
              .toList();
      left = left.stream().filter(node -> matches(node, path, values)).toList();
    }
    return left;
  }

  private static Pattern wildcard(String value) {
    return Pattern.compile(
        ("\\Q" + value + "\\E").replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
  }

  private static boolean matches(JsonNode node, String path, List<Pattern> values) {
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false)
          .anyMatch(item -> matches(item, path, values));
    }
    int dot = path.indexOf('.');
    if (dot > 0) {
      return matches(node.path(path.substring(0, dot)), path.substring(dot + 1), values);
    }
    if (path.equals("GroupId") && node.has("Groups")) {
      return matches(node.path("Groups"), path, values);
    }
    String value = node.path(path).asText();
    return values.stream().anyMatch(pattern -> pattern.matcher(value).matches());
  }

  private static ObjectNode answer(Kind kind, List<ObjectNode> found, Input input)
      throws ServiceException {
    Pages.Page<ObjectNode> page = PAGES.page(found, input);
    ObjectNode answer = Json.object();
    answer.set(kind.array(), Json.nodes(page.items()));
    PAGES.write(answer, page.next());
    return answer.deepCopy();
  }
}
