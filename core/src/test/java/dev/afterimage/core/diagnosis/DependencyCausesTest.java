// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static dev.afterimage.core.diagnosis.DiagnosisAssert.assertDiagnosis;
import static dev.afterimage.core.diagnosis.TestingCall.in;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Causes in what a function calls and on the way there, and in the data it is given. */
class DependencyCausesTest {
  private static final String VPC = "{'SubnetIds':['subnet-1'],'SecurityGroupIds':['sg-1']}";

  /** Processes of every age fail alike. */
  private static TestingScenario everywhere(String type, String message) {
    return new TestingScenario()
        .a(in("s1").cold(), in("s2").cold(), in("s3").cold())
        .b(
            in("s1").raises(type, message),
            in("s2").raises(type, message),
            in("s4").cold().raises(type, message),
            in("s5").cold().raises(type, message));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "dep-5xx | HTTPError | 503 Server Error: Service Unavailable for url:"
            + " http://inventory/items",
        "dep-5xx | APIConnectionError | Connection error.",
        "dep-5xx | Error | connect ECONNREFUSED 10.0.0.7:8080",
        "dep-429 | RateLimitError | Error code: 429 - {'error': {'code': 'rate_limit_exceeded'}}",
        "dep-429 | RateLimitError | You exceeded your current quota (insufficient_quota)",
        "dns | Error | getaddrinfo ENOTFOUND api.internal",
        "dns | ConnectionError | [Errno -3] Temporary failure in name resolution",
        "dns | OpError | dial tcp: lookup api.example.com on 169.254.78.1:53: server misbehaving",
        "aws-api-throttle | KmsException | You have exceeded the rate at which you may call KMS."
            + " (Service: Kms, Status Code: 400, Request ID: 1)",
        "aws-api-throttle | ClientError | An error occurred (TooManyRequestsException) when calling"
            + " the GetExport operation (reached max retries: 4): Too Many Requests",
        "ddb-throttle | ClientError | An error occurred (ProvisionedThroughputExceededException)"
            + " when calling the PutItem operation",
        "aws-api-throttle | ClientError | An error occurred (SlowDown) when calling the PutObject"
            + " operation",
        "aws-api-throttle | ClientError | An error occurred (ThrottlingException) when calling the"
            + " GetParameter operation: Rate exceeded",
        "dependency-auth | ClientError | An error occurred (AccessDeniedException) when calling the"
            + " GetObject operation: User: arn:aws:sts::1:assumed-role/r/s is not authorized to"
            + " perform: s3:GetObject"
      })
  void dependency_isConfirmed_byItsAnswer(String id, String type, String message) {
    assertDiagnosis(everywhere(type, message)).confirms(id);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "dep-5xx | ValueError | expected 500 rows, got 3",
        "dep-5xx | KeyError | 'total'",
        "dep-429 | ValueError | row 429 is broken",
        "dns | ValueError | the name is not known to the registry",
        "dns | ValueError | lookup failed: no such row",
        "dep-429 | ClientError | An error occurred (TooManyRequestsException) when calling the"
            + " GetExport operation: Too Many Requests",
        "ddb-throttle | ClientError | An error occurred (ValidationException) when calling the"
            + " PutItem operation",
        "aws-api-throttle | ClientError | An error occurred (NoSuchKey) when calling the GetObject"
            + " operation",
        "dependency-auth | ValueError | user 401 unknown",
        "net-no-route | ValueError | the route is not valid",
        "data-race | ValueError | the version is too old"
      })
  void otherError_isNot(String id, String type, String message) {
    assertDiagnosis(everywhere(type, message)).rejects(id);
  }

  @Test
  void failureLogged_byWorkingInvocationsToo_explainsNothing() {
    String aside = "metric not sent: HTTP 503, ignored";
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold().says(aside), in("s2").cold())
                .b(
                    in("s1").says(aside).raises("LayoutError", "unexpected token"),
                    in("s2").says(aside).raises("LayoutError", "unexpected token")))
        .rejects("dep-5xx");
  }

  @Test
  void connectTimeouts_behindADeletedNat_areNoRoute() {
    assertDiagnosis(
            everywhere("ConnectTimeoutError", "Connect timeout on endpoint URL")
                .configured("VpcConfig", VPC)
                .trail(
                    600,
                    "ec2",
                    "DeleteNatGateway",
                    "{'requestParameters':{'natGatewayId':'nat-1'}}"))
        .confirms("net-no-route")
        .rejects("dns", "dep-5xx");
  }

  @Test
  void connectTimeouts_withoutAVpc_areNot() {
    assertDiagnosis(everywhere("ConnectTimeoutError", "Connect timeout on endpoint URL"))
        .rejects("net-no-route", "nat-ports", "hyperplane-burst");
  }

  @Test
  void portErrorsOfTheNat_areConfirmed() {
    assertDiagnosis(
            everywhere("ConnectTimeoutError", "Connect timeout on endpoint URL")
                .configured("VpcConfig", VPC)
                .metric("AWS/NATGateway/ErrorPortAllocation/NatGatewayId=nat-1/Sum", 12))
        .confirms("nat-ports")
        .rejects("hyperplane-burst");
  }

  @Test
  void cleanNat_refutesItsPorts() {
    assertDiagnosis(
            everywhere("ConnectTimeoutError", "Connect timeout on endpoint URL")
                .configured("VpcConfig", VPC)
                .metric("AWS/NATGateway/ErrorPortAllocation/NatGatewayId=nat-1/Sum", 0))
        .rejects("nat-ports");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ConditionalCheckFailedException", "deadlock detected"})
  void conflict_ofOverlappingWork_isARace(String message) {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold(), in("s2").cold())
                .b(in("s1").taking(900).raises("ConflictError", message), in("s2").taking(900)))
        .confirms("data-race");
  }

  private static TestingScenario poison(TestingCall again) {
    return new TestingScenario()
        .a(
            in("s1").cold().given("{'row':'r-1001'}"),
            in("s2").cold().given("{'row':'r-1002'}"),
            in("s3").cold().given("{'row':'r-1003'}"),
            in("s4").cold().given("{'row':'r-1004'}"))
        .b(
            in("s1").given("{'row':'r-2001'}"),
            in("s2").given("{'row':'r-2002'}").at(300),
            in("s3").given("{'row':'r-2003'}"),
            in("s4").given("{'row':'r-2004'}"),
            in("s1").given("{'row':'r-2005'}").at(900),
            again);
  }

  @Test
  void oneItem_thatFailsAgainWhereOthersWork_isPoison() {
    assertDiagnosis(
            poison(
                in("s2")
                    .at(900)
                    .given("{'row':'r-6666'}")
                    .raises("ValueError", "cannot parse")
                    .again(in("s1").at(2_900).raises("ValueError", "cannot parse"))))
        .confirms("poison-item")
        .rejects("stale-init-state", "dep-5xx");
  }

  @Test
  void oneItem_thatFailsOnce_isOnlyLikelyPoison() {
    assertDiagnosis(
            poison(in("s2").at(900).given("{'row':'r-6666'}").raises("ValueError", "cannot parse")))
        .hasVerdict("poison-item", Verdict.SUPPORTED)
        .rejects("dep-5xx");
  }

  @Test
  void oneItem_thatWorkedInTheBaseline_isNotPoison() {
    assertDiagnosis(
            poison(in("s2").at(900).given("{'row':'r-1001'}").raises("ValueError", "cannot parse")))
        .rejects("poison-item");
  }

  @Test
  void everyItem_thatFails_isNotPoison() {
    assertDiagnosis(everywhere("ValueError", "cannot parse")).rejects("poison-item");
  }

  private static TestingScenario retrying(String names, String error) {
    return new TestingScenario()
        .definitions(retrier(names), retrier(names))
        .a(in("s1").cold(), in("s2").cold())
        .b(in("s1"), in("s2").raises(error, "try later"));
  }

  private static String retrier(String names) {
    return ",'Retry':[{'ErrorEquals':[" + names + "],'MaxAttempts':3}]";
  }

  @Test
  void retrierThatMisspellsTheError_isConfirmed() {
    assertDiagnosis(retrying("'NotReadyYetError'", "NotReadyYet"))
        .confirms("retry-mismatch")
        .doubts("nondeterminism");
  }

  @Test
  void retrierOfAnotherError_isNoMismatch() {
    assertDiagnosis(retrying("'NotReadyYetError'", "BrokenInput")).doubts("retry-mismatch");
  }
}
