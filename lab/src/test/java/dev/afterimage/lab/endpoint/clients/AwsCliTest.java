// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Account;
import dev.afterimage.lab.api.Call;
import dev.afterimage.lab.api.Caller;
import dev.afterimage.lab.api.CliShape;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.endpoint.LabServer;
import dev.afterimage.lab.endpoint.Weather;
import dev.afterimage.lab.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The seed's account as the AWS CLI prints it; it must print what the account answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsCliTest {
  private static final Account ACCOUNT = TestingSeed.account();
  private static final String RUN = TestingSeed.runs().get(1);
  private static final String FUNCTION = "embedding-line-poll-lambda-dev";
  private static final String WINDOW =
      "--start-time 2025-11-17T02:00:00Z --end-time 2025-11-17T04:00:00Z ";

  /** Members that came after version 2.9 of the AWS CLI. */
  private static final List<String> YOUNG =
      List.of(
          "redriveCount", "redriveStatus", "redriveStatusReason", "revisionId", "LoggingConfig");

  private final Weather weather = new Weather();
  private LabServer server;
  private TestingCli cli;

  @BeforeAll
  void start(@TempDir Path home) throws IOException {
    server = LabServer.start(ACCOUNT, weather, 0);
    Optional<TestingCli> found = TestingCli.find(server.url(), ACCOUNT.region(), home);
    if (found.isEmpty() && "true".equals(System.getenv("AFTERIMAGE_CI"))) {
      fail("the AWS CLI is not on the path: install Debian's package awscli");
    }
    assumeTrue(found.isPresent(), "no AWS CLI on the path");
    cli = found.get();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private String aws(String words) {
    TestingCli.Result result = cli.aws(words(words));
    assertThat(result.status()).as(words + ": " + result.err()).isZero();
    return result.out();
  }

  private static List<String> words(String line) {
    return Arrays.stream(line.trim().split(" +", -1))
        .map(word -> word.replace("RUN", RUN).replace("FUNCTION", FUNCTION))
        .toList();
  }

  private static JsonNode answer(String action, String input) throws ServiceException {
    int colon = action.indexOf(':');
    ObjectNode members = Json.parseObject(input.replace("RUN", RUN).replace("FUNCTION", FUNCTION));
    Caller caller = new Caller("arn:aws:iam::" + ACCOUNT.id() + ":user/lab", "127.0.0.1", "test");
    String service = action.substring(0, colon);
    ObjectNode answer =
        ACCOUNT.answer(new Call(service, action.substring(colon + 1), members, caller));
    JsonNode printed = new CliShape(ZoneOffset.UTC).shape(service, answer);
    return TestingModel.plain("", "", printed);
  }

  /** Takes out tokens, which the CLI keeps to itself, and members that it may be too old for. */
  private static JsonNode withoutYoung(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(YOUNG);
      object.remove(List.of("nextToken", "NextToken"));
    }
    node.forEach(AwsCliTest::withoutYoung);
    return node;
  }

  /** Command, action and input; the CLI must print what the account answers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sts get-caller-identity|sts:GetCallerIdentity|{}",
        "stepfunctions describe-execution --execution-arn RUN"
            + "|states:DescribeExecution|{\"executionArn\":\"RUN\"}",
        "stepfunctions get-execution-history --execution-arn RUN --no-paginate --max-results 1000"
            + "|states:GetExecutionHistory|{\"executionArn\":\"RUN\",\"maxResults\":1000}",
        "stepfunctions describe-state-machine-for-execution --execution-arn RUN"
            + "|states:DescribeStateMachineForExecution|{\"executionArn\":\"RUN\"}",
        "lambda get-function --function-name FUNCTION"
            + "|lambda:GetFunction|{\"FunctionName\":\"FUNCTION\"}",
        "lambda get-function-configuration --function-name FUNCTION --qualifier $LATEST"
            + "|lambda:GetFunctionConfiguration|{\"FunctionName\":\"FUNCTION\",\"Qualifier\":\"$LATEST\"}",
        "lambda list-versions-by-function --function-name FUNCTION"
            + "|lambda:ListVersionsByFunction|{\"FunctionName\":\"FUNCTION\"}",
        "lambda get-account-settings|lambda:GetAccountSettings|{}",
        "ecr describe-images --repository-name embedding-line-poll-docker-repo-4146688"
            + "|ecr:DescribeImages|{\"repositoryName\":\"embedding-line-poll-docker-repo-4146688\"}",
        "logs filter-log-events --log-group-name /aws/lambda/FUNCTION --no-paginate"
            + "|logs:FilterLogEvents|{\"logGroupName\":\"/aws/lambda/FUNCTION\"}",
        "logs describe-log-streams --log-group-name /aws/lambda/FUNCTION --no-paginate"
            + "|logs:DescribeLogStreams|{\"logGroupName\":\"/aws/lambda/FUNCTION\"}",
        "cloudtrail lookup-events --no-paginate --max-results 7"
            + "|cloudtrail:LookupEvents|{\"MaxResults\":7}",
        "ec2 describe-subnets|ec2:DescribeSubnets|{}",
        "service-quotas list-service-quotas --service-code lambda"
            + "|servicequotas:ListServiceQuotas|{\"ServiceCode\":\"lambda\"}",
        "service-quotas get-service-quota --service-code lambda --quota-code L-B99A9384"
            + "|servicequotas:GetServiceQuota|{\"ServiceCode\":\"lambda\",\"QuotaCode\":\"L-B99A9384\"}",
        "efs describe-file-systems|elasticfilesystem:DescribeFileSystems|{}"
      })
  void command_printsWhatTheAccountAnswers(String row) throws ServiceException {
    String[] parts = row.split("[|]", -1);
    JsonNode printed = withoutYoung(TestingModel.plain("", "", Json.parse(aws(parts[0]))));
    JsonNode expected = withoutYoung(answer(parts[1], parts[2]));
    assertThat(printed).isEqualTo(expected);
  }

  @Test
  void history_isTheSame_howeverItIsPaged() {
    String command = "stepfunctions get-execution-history --execution-arn RUN ";
    JsonNode whole = Json.parse(aws(command)).path("events");
    JsonNode small = Json.parse(aws(command + "--page-size 9")).path("events");
    JsonNode some = Json.parse(aws(command + "--max-items 5"));
    assertThat(small).hasSizeGreaterThan(9).isEqualTo(whole);
    assertThat(some.path("events")).hasSize(5).first().isEqualTo(whole.get(0));
    assertThat(some.path("NextToken").asText()).isNotEmpty();
  }

  @Test
  void executions_areListed() {
    String machine =
        RUN.substring(0, RUN.lastIndexOf(':')).replace(":execution:", ":stateMachine:");
    JsonNode listed =
        Json.parse(aws("stepfunctions list-executions --state-machine-arn " + machine));
    assertThat(listed.path("executions")).hasSize(2);
    assertThat(listed.path("executions").get(0).path("executionArn").asText()).isEqualTo(RUN);
  }

  @Test
  void noReservedConcurrency_printsNothing() {
    assertThat(aws("lambda get-function-concurrency --function-name FUNCTION")).isEmpty();
  }

  @Test
  void metricData_isAskedByQuery() {
    String metric =
        "{\"Namespace\":\"AWS/Lambda\",\"MetricName\":\"Invocations\",\"Dimensions\":[{\"Name\":\"FunctionName\",\"Value\":\"FUNCTION\"}]}";
    JsonNode data =
        Json.parse(
            aws(
                "cloudwatch get-metric-data "
                    + WINDOW
                    + "--metric-data-queries [{\"Id\":\"a\",\"MetricStat\":{\"Metric\":"
                    + metric
                    + ",\"Period\":60,\"Stat\":\"Sum\"}}]"));
    JsonNode result = data.path("MetricDataResults").get(0);
    assertThat(result.path("Values")).isNotEmpty().hasSameSizeAs(result.path("Timestamps"));
    assertThat(result.path("Timestamps").get(0).asText()).startsWith("2025-11-17T03:1");
  }

  @Test
  void errors_areTheService_own() {
    TestingCli.Result missing =
        cli.aws(words("lambda get-function --function-name nothing-of-that-name"));
    assertThat(missing.status()).isEqualTo(254);
    assertThat(missing.err()).contains("(ResourceNotFoundException)", "Function not found");
    TestingCli.Result unknown = cli.aws(words("lambda list-layers"));
    assertThat(unknown.err()).contains("(UnknownOperationException)");
    assertThat(cli.aws(words("ec2 describe-instances")).err()).contains("(InvalidAction)");
    assertThat(cli.aws(words("cloudwatch describe-alarms")).err()).contains("(InvalidAction)");
  }

  @Test
  void throttledAndCutCalls_areTriedAgain() {
    try {
      weather.throttleEvery(3).cutFirst("states:GetExecutionHistory");
      JsonNode history =
          Json.parse(aws("stepfunctions get-execution-history --execution-arn RUN --page-size 60"));
      assertThat(history.path("events")).hasSizeGreaterThan(60);
    } finally {
      weather.throttleEvery(0);
    }
  }
}
