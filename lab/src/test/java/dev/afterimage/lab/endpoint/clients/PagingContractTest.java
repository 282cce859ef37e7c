// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Service;
import dev.afterimage.lab.endpoint.LabServer;
import dev.afterimage.lab.endpoint.TestingAccount;
import dev.afterimage.lab.endpoint.TestingPages;
import dev.afterimage.lab.endpoint.Weather;
import dev.afterimage.lab.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** Seven items in pages of three, as the paginators of AWS's own clients read them. */
class PagingContractTest {
  private static final String SHAPES =
      """
      states,GetExecutionHistory,nextToken,nextToken,events,type
      states,ListExecutions,nextToken,nextToken,executions,name
      states,ListMapRuns,nextToken,nextToken,mapRuns,mapRunArn
      states,ListStateMachines,nextToken,nextToken,stateMachines,name
      lambda,ListFunctions,Marker,NextMarker,Functions,FunctionName
      lambda,ListVersionsByFunction,Marker,NextMarker,Versions,Version
      lambda,ListAliases,Marker,NextMarker,Aliases,Name
      lambda,ListProvisionedConcurrencyConfigs,Marker,NextMarker,ProvisionedConcurrencyConfigs,Status
      ecr,DescribeImages,nextToken,nextToken,imageDetails,imageDigest
      ecr,DescribeRepositories,nextToken,nextToken,repositories,repositoryName
      logs,FilterLogEvents,nextToken,nextToken,events,message
      logs,DescribeLogStreams,nextToken,nextToken,logStreams,logStreamName
      logs,DescribeLogGroups,nextToken,nextToken,logGroups,logGroupName
      cloudtrail,LookupEvents,NextToken,NextToken,Events,EventId
      cloudwatch,GetMetricData,NextToken,NextToken,MetricDataResults,Id
      cloudwatch,ListMetrics,NextToken,NextToken,Metrics,MetricName
      ec2,DescribeSubnets,NextToken,NextToken,Subnets,SubnetId
      ec2,DescribeSecurityGroups,NextToken,NextToken,SecurityGroups,GroupId
      ec2,DescribeNatGateways,NextToken,NextToken,NatGateways,NatGatewayId
      ec2,DescribeNetworkInterfaces,NextToken,NextToken,NetworkInterfaces,NetworkInterfaceId
      ec2,DescribeRouteTables,NextToken,NextToken,RouteTables,RouteTableId
      elasticfilesystem,DescribeFileSystems,Marker,NextMarker,FileSystems,FileSystemId
      elasticfilesystem,DescribeMountTargets,Marker,NextMarker,MountTargets,MountTargetId
      elasticfilesystem,DescribeAccessPoints,NextToken,NextToken,AccessPoints,AccessPointId
      servicequotas,ListServiceQuotas,NextToken,NextToken,Quotas,QuotaCode
      """;

  private static Service service(
      String name, String operation, TestingPages.Shape shape, String id) {
    TestingClients.Api api = api(name);
    SdkBuilder<?, ?> request = TestingClients.shape(api, operation, "Request");
    List<String> parameters = new ArrayList<>();
    TestingModel.sample((SdkPojo) request).fieldNames().forEachRemaining(parameters::add);
    return new TestingPages(
        name,
        new TestingPages.Shape(
            operation, String.join(" ", parameters), shape.token(), shape.next(), shape.items()),
        7,
        i -> Json.object(id, "item-" + i));
  }

  private static TestingClients.Api api(String name) {
    return TestingClients.all().stream()
        .filter(api -> api.service().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<List<String>> pages(
      LabServer server, String name, String operation, TestingPages.Shape shape, String id) {
    SdkBuilder<?, ?> request = TestingClients.shape(api(name), operation, "Request");
    ObjectNode input = TestingModel.sample((SdkPojo) request);
    input.remove(shape.token());
    Object paginator =
        TestingClients.call(
            api(name), server, operation + "Paginator", TestingModel.fill(request, input));
    List<List<String>> pages = new ArrayList<>();
    for (Object page : (Iterable<?>) paginator) {
      List<String> ids = new ArrayList<>();
      for (JsonNode item : TestingModel.tree((SdkPojo) page).path(shape.items())) {
        ids.add(item.path(id).asText());
      }
      pages.add(ids);
    }
    return pages;
  }

  private static List<String> items(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "item-" + i).toList();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(textBlock = SHAPES)
  void paginator_readsEveryPage(
      String name, String operation, String token, String next, String items, String id)
      throws IOException {
    TestingPages.Shape shape = new TestingPages.Shape(operation, "", token, next, items);
    try (LabServer server =
        LabServer.start(TestingAccount.of(service(name, operation, shape, id)), new Weather(), 0)) {
      assertThat(pages(server, name, operation, shape, id))
          .containsExactly(items(0, 3), items(3, 6), items(6, 7));
      assertThat(server.calls().repeated()).isEmpty();
    }
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(textBlock = SHAPES)
  void emptyPages_comeBeforeEachPage(
      String name, String operation, String token, String next, String items, String id)
      throws IOException {
    TestingPages.Shape shape = new TestingPages.Shape(operation, "", token, next, items);
    try (LabServer server =
        LabServer.start(
            TestingAccount.of(service(name, operation, shape, id)),
            new Weather().emptyPages(name + ":" + operation),
            0)) {
      assertThat(pages(server, name, operation, shape, id))
          .containsExactly(List.of(), items(0, 3), List.of(), items(3, 6), List.of(), items(6, 7));
    }
  }
}
