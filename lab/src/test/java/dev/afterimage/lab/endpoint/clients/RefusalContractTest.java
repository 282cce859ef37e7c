// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.afterimage.lab.endpoint.LabServer;
import dev.afterimage.lab.endpoint.TestingAccount;
import dev.afterimage.lab.endpoint.TestingService;
import dev.afterimage.lab.endpoint.Weather;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;

/** Every service's refusals, as AWS's own clients understand them. */
class RefusalContractTest {
  private static final Map<String, String> DENIED =
      Map.of(
          "ec2", "UnauthorizedOperation",
          "cloudwatch", "AccessDenied",
          "sts", "AccessDenied");
  private static final Map<String, String> UNKNOWN =
      Map.of("ec2", "InvalidAction", "cloudwatch", "InvalidAction", "sts", "InvalidAction");

  static List<TestingClients.Api> apis() {
    return TestingClients.all();
  }

  private static AwsServiceException refusal(TestingClients.Api api, Weather weather)
      throws IOException {
    try (LabServer server =
        LabServer.start(TestingAccount.of(new TestingService(api.service())), weather, 0)) {
      return catchThrowableOfType(
          AwsServiceException.class,
          () -> TestingClients.callWithSample(api, server, api.operations().get(0)));
    }
  }

  @ParameterizedTest
  @MethodSource("apis")
  void denial_namesActionAndCaller(TestingClients.Api api) throws IOException {
    AwsServiceException refusal = refusal(api, new Weather().deny(api.service() + ":*"));
    assertThat(refusal.awsErrorDetails().errorCode())
        .isEqualTo(DENIED.getOrDefault(api.service(), "AccessDeniedException"));
    assertThat(refusal.awsErrorDetails().errorMessage())
        .contains("User: arn:aws:iam::123456789012:user/lab is not authorized to perform: ")
        .contains(api.service() + ":" + api.operations().get(0));
    assertThat(refusal.isThrottlingException()).isFalse();
    assertThat(refusal.statusCode()).isIn(400, 403);
    assertThat(refusal.requestId()).matches("[0-9a-f-]{36}");
  }

  @ParameterizedTest
  @MethodSource("apis")
  void throttling_isKnownAsThrottling(TestingClients.Api api) throws IOException {
    AwsServiceException refusal = refusal(api, new Weather().throttleEvery(1));
    assertThat(refusal.isThrottlingException()).isTrue();
    assertThat(refusal.statusCode()).isIn(400, 429, 503);
  }

  @ParameterizedTest
  @MethodSource("apis")
  void unmodelledOperation_isRefused(TestingClients.Api api) throws IOException {
    AwsServiceException refusal = refusal(api, new Weather());
    assertThat(refusal.awsErrorDetails().errorCode())
        .isEqualTo(UNKNOWN.getOrDefault(api.service(), "UnknownOperationException"));
    assertThat(refusal.awsErrorDetails().errorMessage()).contains(api.operations().get(0));
  }

  @ParameterizedTest
  @MethodSource("apis")
  void anotherRegion_isRefused(TestingClients.Api api) throws IOException {
    try (LabServer server =
        LabServer.start(
            TestingAccount.in("eu-west-3", new TestingService(api.service())), new Weather(), 0)) {
      AwsServiceException refusal =
          catchThrowableOfType(
              AwsServiceException.class,
              () -> TestingClients.callWithSample(api, server, api.operations().get(0)));
      assertThat(refusal.awsErrorDetails().errorMessage())
          .isEqualTo("Credential should be scoped to a valid Region, not 'eu-central-1'.");
      assertThat(server.calls().calls()).singleElement().matches(call -> !call.isAnswered());
    }
  }

  @Test
  void unmodelledService_isRefused() throws IOException {
    try (LabServer server = LabServer.start(TestingAccount.of(), new Weather(), 0)) {
      SfnClient client = TestingClients.client(SfnClient.builder(), server);
      AwsServiceException refusal =
          catchThrowableOfType(AwsServiceException.class, client::listStateMachines);
      assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("UnrecognizedClientException");
    }
  }

  @Test
  void modelledException_hasItsClass() throws IOException {
    try (LabServer server = LabServer.start(TestingSeed.account(), new Weather(), 0)) {
      SfnClient client =
          TestingClients.client(
              SfnClient.builder(), server.url(), TestingSeed.account().region(), 1);
      assertThat(
              catchThrowableOfType(
                  ExecutionDoesNotExistException.class,
                  () ->
                      client.describeExecution(
                          r -> r.executionArn(TestingSeed.runs().get(0) + "x"))))
          .isNotNull();
    }
  }
}
