// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.cases;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Account;
import dev.afterimage.lab.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Asks about functions: configuration, versions, concurrency, images, network, file systems. */
final class FunctionGatherer {
  private static final String LAMBDA = "lambda";
  private static final String EC2 = "ec2";
  private static final String NAME = "FunctionName";

  private final Asker asker;
  private final Account account;
  private final Set<String> logGroups = new TreeSet<>();
  private final Set<String> natGateways = new TreeSet<>();

  FunctionGatherer(Asker asker, Account account) {
    this.asker = requireNonNull(asker, "asker is null");
    this.account = requireNonNull(account, "account is null");
  }

  /** Returns the log groups of the functions that were gathered. */
  Set<String> logGroups() {
    return Collections.unmodifiableSet(logGroups);
  }

  /** Returns the NAT gateways behind them. */
  Set<String> natGateways() {
    return Collections.unmodifiableSet(natGateways);
  }

  void gather(FunctionRef ref) {
    ObjectNode request = Json.object(NAME, ref.name());
    if (!ref.qualifier().isEmpty()) {
      request.put("Qualifier", ref.qualifier());
    }
    Optional<ObjectNode> function = asker.ask(LAMBDA, "GetFunction", request);
    ObjectNode byName = Json.object(NAME, ref.name());
    asker.ask(LAMBDA, "ListVersionsByFunction", byName.deepCopy());
    asker.ask(LAMBDA, "ListAliases", byName.deepCopy());
    asker.ask(LAMBDA, "GetFunctionConcurrency", byName.deepCopy());
    asker.ask(LAMBDA, "ListProvisionedConcurrencyConfigs", byName.deepCopy());
    logGroups.add(
        function
            .map(f -> f.path("Configuration").path("LoggingConfig").path("LogGroup").asText(""))
            .filter(group -> !group.isEmpty())
            .orElse("/aws/lambda/" + ref.name()));
    if (function.isPresent()) {
      gatherImage(function.get().path("Code"));
      gatherNetwork(function.get().path("Configuration"));
      gatherFileSystems(function.get().path("Configuration"));
    }
  }

  private void gatherImage(JsonNode code) {
    String resolved = code.path("ResolvedImageUri").asText("");
    if (resolved.isEmpty()) {
      return;
    }
    String path = resolved.substring(resolved.indexOf('/') + 1);
    String repository = path.substring(0, path.indexOf('@'));
    String digest = path.substring(path.indexOf('@') + 1);
    if (describeImage(repository, "imageDigest", digest).isEmpty()) {
      asker.ask("ecr", "DescribeImages", Json.object("repositoryName", repository));
    }
    ObjectNode get = Json.object("repositoryName", repository);
    get.putArray("imageIds").addObject().put("imageDigest", digest);
    asker.ask("ecr", "BatchGetImage", get);
    String uri = code.path("ImageUri").asText();
    int colon = uri.lastIndexOf(':');
    if (colon > uri.lastIndexOf('/') && !uri.contains("@")) {
      describeImage(repository, "imageTag", uri.substring(colon + 1));
    }
  }

  private Optional<ObjectNode> describeImage(String repository, String member, String value) {
    ObjectNode request =
        Json.object().put("registryId", account.id()).put("repositoryName", repository);
    request.putArray("imageIds").addObject().put(member, value);
    return asker.ask("ecr", "DescribeImages", request);
  }

  private void gatherNetwork(JsonNode configuration) {
    List<String> subnets = texts(configuration.path("VpcConfig").path("SubnetIds"));
    if (subnets.isEmpty()) {
      return;
    }
    String vpc = configuration.path("VpcConfig").path("VpcId").asText();
    ObjectNode bySubnets = Json.object();
    bySubnets.set("SubnetIds", Json.texts(subnets));
    asker.ask(EC2, "DescribeSubnets", bySubnets);
    ObjectNode byGroups = Json.object();
    byGroups.set(
        "GroupIds", Json.texts(texts(configuration.path("VpcConfig").path("SecurityGroupIds"))));
    asker.ask(EC2, "DescribeSecurityGroups", byGroups);
    asker.ask(EC2, "DescribeRouteTables", filter("association.subnet-id", subnets));
    asker.ask(EC2, "DescribeNetworkAcls", filter("association.subnet-id", subnets));
    asker.ask(EC2, "DescribeVpcEndpoints", filter("vpc-id", List.of(vpc)));
    asker.ask(EC2, "DescribeNetworkInterfaces", filter("subnet-id", subnets));
    asker
        .ask(EC2, "DescribeNatGateways", filter("vpc-id", List.of(vpc)))
        .ifPresent(
            answer ->
                answer
                    .path("NatGateways")
                    .forEach(nat -> natGateways.add(nat.path("NatGatewayId").asText())));
  }

  private static ObjectNode filter(String name, List<String> values) {
    ObjectNode request = Json.object();
    ArrayNode filters = request.putArray("Filters");
    filters.addObject().put("Name", name).set("Values", Json.texts(values));
    return request;
  }

  private void gatherFileSystems(JsonNode configuration) {
    for (JsonNode mounted : configuration.path("FileSystemConfigs")) {
      String arn = mounted.path("Arn").asText();
      String point = arn.substring(arn.lastIndexOf('/') + 1);
      String efs = "elasticfilesystem";
      asker.ask(efs, "DescribeAccessPoints", Json.object("AccessPointId", point));
      asker.ask(efs, "DescribeMountTargets", Json.object("AccessPointId", point));
      asker.ask(efs, "DescribeFileSystems", Json.object());
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }
}
