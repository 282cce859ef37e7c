// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.lab.endpoint.LabServer;
import dev.afterimage.lab.endpoint.Weather;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** The seed's two runs over the wire, as AWS's own clients see them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeedScenarioTest {
  private static final String POLL = "embedding-line-poll-lambda-dev";

  private final Weather weather = new Weather().emptyPages("logs:GetLogEvents");
  private LabServer server;

  @BeforeAll
  void start() throws IOException {
    server = LabServer.start(TestingSeed.account(), weather, 0);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private <B extends AwsClientBuilder<B, C>, C> C client(AwsClientBuilder<B, C> builder) {
    return TestingClients.client(builder, server.url(), TestingSeed.account().region(), 1);
  }

  private static String bad() {
    return TestingSeed.runs().get(1);
  }

  @Test
  void history_isTheSameFromBothEnds() {
    SfnClient client = client(SfnClient.builder());
    List<HistoryEvent> forwards =
        client
            .getExecutionHistoryPaginator(r -> r.executionArn(bad()).maxResults(50))
            .events()
            .stream()
            .toList();
    List<HistoryEvent> backwards =
        client
            .getExecutionHistoryPaginator(
                r -> r.executionArn(bad()).maxResults(50).reverseOrder(true))
            .events()
            .stream()
            .sorted((a, b) -> Long.compare(a.id(), b.id()))
            .toList();
    assertThat(forwards).hasSizeGreaterThan(50).isEqualTo(backwards);
    assertThat(forwards.get(0).previousEventId()).isZero();
  }

  @Test
  void runs_endAsTheWorldSays() {
    SfnClient client = client(SfnClient.builder());
    DescribeExecutionResponse good =
        client.describeExecution(r -> r.executionArn(TestingSeed.runs().get(0)));
    DescribeExecutionResponse bad = client.describeExecution(r -> r.executionArn(bad()));
    assertThat(good.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(bad.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(bad.startDate()).isAfter(good.stopDate());
  }

  @Test
  void function_runsAnImageByDigest() {
    GetFunctionResponse function =
        client(LambdaClient.builder()).getFunction(r -> r.functionName(POLL));
    assertThat(function.code().resolvedImageUri())
        .endsWith("@sha256:" + function.configuration().codeSha256());
  }

  @Test
  void logStream_isReadToItsEnd_acrossEmptyPages() {
    CloudWatchLogsClient client = client(CloudWatchLogsClient.builder());
    String group = "/aws/lambda/" + POLL;
    String stream =
        client.describeLogStreams(r -> r.logGroupName(group)).logStreams().get(0).logStreamName();
    List<String> whole =
        client
            .filterLogEventsPaginator(r -> r.logGroupName(group).logStreamNames(stream))
            .events()
            .stream()
            .map(event -> event.message())
            .toList();
    List<String> paged =
        client
            .getLogEventsPaginator(
                r -> r.logGroupName(group).logStreamName(stream).startFromHead(true).limit(2))
            .events()
            .stream()
            .map(OutputLogEvent::message)
            .toList();
    assertThat(paged).hasSizeGreaterThan(4).isEqualTo(whole);
  }

  @Test
  void trail_isNewestFirst() {
    List<Event> events =
        client(CloudTrailClient.builder())
            .lookupEventsPaginator(r -> r.maxResults(10))
            .events()
            .stream()
            .toList();
    assertThat(events).isNotEmpty();
    assertThat(events).extracting(Event::eventTime).isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void metrics_comeInCbor() {
    DescribeExecutionResponse bad =
        client(SfnClient.builder()).describeExecution(r -> r.executionArn(bad()));
    CloudWatchClient client = client(CloudWatchClient.builder());
    Metric errors =
        Metric.builder()
            .namespace("AWS/Lambda")
            .metricName("Errors")
            .dimensions(Dimension.builder().name("FunctionName").value(POLL).build())
            .build();
    MetricDataQuery query =
        MetricDataQuery.builder()
            .id("a")
            .metricStat(s -> s.period(60).stat("Sum").metric(errors))
            .build();
    List<MetricDataResult> results =
        client
            .getMetricData(
                r ->
                    r.startTime(bad.startDate().minusSeconds(120))
                        .endTime(bad.stopDate().plusSeconds(120))
                        .metricDataQueries(query))
            .metricDataResults();
    assertThat(results).hasSize(1);
    assertThat(results.get(0).values()).anyMatch(count -> count > 0);
  }
}
