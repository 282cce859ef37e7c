// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.gather;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.aws.ask.Answered;
import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.ask.Query;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.aws.call.Target;
import dev.afterimage.core.evidence.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.efs.model.DescribeAccessPointsRequest;
import software.amazon.awssdk.services.efs.model.DescribeFileSystemsRequest;
import software.amazon.awssdk.services.efs.model.DescribeMountTargetsRequest;

/** Asks about the network and the file systems of functions, only of those that have any. */
final class Networks {
  /** Interfaces of other things in the same groups; one page tells whether a subnet is full. */
  private static final int INTERFACE_PAGES = 2;

  private final Asker asker;
  private final Set<String> natGateways = new ConcurrentSkipListSet<>();
  private final Set<String> fileSystems = new ConcurrentSkipListSet<>();

  Networks(Asker asker) {
    this.asker = asker;
  }

  CompletableFuture<Void> ofFunction(FunctionKey key, Answered function) {
    JsonNode configuration = function.json().path("Configuration");
    List<CompletableFuture<?>> all = new ArrayList<>();
    List<String> subnets = texts(configuration.path("VpcConfig").path("SubnetIds"));
    if (!subnets.isEmpty()) {
      all.add(vpc(key.target(), configuration.path("VpcConfig"), subnets, function.depth()));
    }
    for (JsonNode mount : configuration.path("FileSystemConfigs")) {
      Json.text(mount, "Arn")
          .ifPresent(arn -> all.add(fileSystem(key.target(), arn, function.depth())));
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  private static List<String> texts(JsonNode list) {
    TreeSet<String> texts = new TreeSet<>();
    list.forEach(node -> texts.add(node.asText()));
    return List.copyOf(texts);
  }

  private CompletableFuture<Void> vpc(
      Target target, JsonNode config, List<String> subnets, int depth) {
    List<String> groups = texts(config.path("SecurityGroupIds"));
    String vpc = Json.text(config, "VpcId").orElse("");
    String place = subnets.size() == 1 ? subnets.get(0) : subnets.get(0) + " and others";
    List<CompletableFuture<?>> all = new ArrayList<>();
    all.add(
        asker.ask(
            Query.of(
                ApiCall.DESCRIBE_SUBNETS,
                target,
                DescribeSubnetsRequest.builder().subnetIds(subnets).build(),
                String.join(" ", subnets)),
            depth));
    if (!groups.isEmpty()) {
      all.add(
          asker.ask(
              Query.of(
                  ApiCall.DESCRIBE_SECURITY_GROUPS,
                  target,
                  DescribeSecurityGroupsRequest.builder().groupIds(groups).build(),
                  String.join(" ", groups)),
              depth));
    }
    all.add(
        asker.ask(
            Query.of(
                    ApiCall.DESCRIBE_NETWORK_INTERFACES,
                    target,
                    DescribeNetworkInterfacesRequest.builder()
                        .filters(filter("subnet-id", subnets))
                        .build(),
                    place)
                .reading(Query.Reading.atMost(INTERFACE_PAGES)),
            depth));
    if (!vpc.isEmpty()) {
      all.add(ofVpc(target, vpc, depth));
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Void> ofVpc(Target target, String vpc, int depth) {
    Filter filter = filter("vpc-id", List.of(vpc));
    return CompletableFuture.allOf(
        asker.ask(
            Query.of(
                ApiCall.DESCRIBE_ROUTE_TABLES,
                target,
                DescribeRouteTablesRequest.builder().filters(filter).build(),
                vpc),
            depth),
        asker.ask(
            Query.of(
                ApiCall.DESCRIBE_NAT_GATEWAYS,
                target,
                DescribeNatGatewaysRequest.builder().filter(filter).build(),
                vpc),
            depth,
            item -> Json.text(item, "NatGatewayId").ifPresent(natGateways::add)),
        asker.ask(
            Query.of(
                ApiCall.DESCRIBE_NETWORK_ACLS,
                target,
                DescribeNetworkAclsRequest.builder().filters(filter).build(),
                vpc),
            depth),
        asker.ask(
            Query.of(
                ApiCall.DESCRIBE_VPC_ENDPOINTS,
                target,
                DescribeVpcEndpointsRequest.builder().filters(filter).build(),
                vpc),
            depth));
  }

  private static Filter filter(String name, List<String> values) {
    return Filter.builder().name(name).values(values).build();
  }

  /** A function mounts an access point; that tells the file system. */
  private CompletableFuture<Void> fileSystem(Target target, String arn, int depth) {
    String accessPoint = arn.substring(arn.lastIndexOf('/') + 1);
    Query query =
        Query.of(
            ApiCall.DESCRIBE_ACCESS_POINTS,
            target,
            DescribeAccessPointsRequest.builder().accessPointId(accessPoint).build(),
            accessPoint);
    List<String> found = new ArrayList<>();
    return asker
        .ask(query, depth, item -> Json.text(item, "FileSystemId").ifPresent(found::add))
        .thenCompose(
            answered ->
                CompletableFuture.allOf(
                    found.stream()
                        .map(id -> mounts(target, id, answered.depth()))
                        .toArray(CompletableFuture[]::new)));
  }

  private CompletableFuture<Void> mounts(Target target, String fileSystem, int depth) {
    fileSystems.add(fileSystem);
    return CompletableFuture.allOf(
        asker.ask(
            Query.of(
                ApiCall.DESCRIBE_MOUNT_TARGETS,
                target,
                DescribeMountTargetsRequest.builder().fileSystemId(fileSystem).build(),
                fileSystem),
            depth),
        asker.ask(
            Query.of(
                ApiCall.DESCRIBE_FILE_SYSTEMS,
                target,
                DescribeFileSystemsRequest.builder().fileSystemId(fileSystem).build(),
                fileSystem),
            depth));
  }

  Set<String> natGateways() {
    return new TreeSet<>(natGateways);
  }

  Set<String> fileSystems() {
    return new TreeSet<>(fileSystems);
  }
}
