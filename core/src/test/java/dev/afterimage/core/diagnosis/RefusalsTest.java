// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static dev.afterimage.core.diagnosis.DiagnosisAssert.assertDiagnosis;
import static dev.afterimage.core.diagnosis.TestingCall.in;
import static dev.afterimage.core.diagnosis.TestingCall.refused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Causes in which Lambda refused the call. */
class RefusalsTest {
  private static TestingScenario refusedWith(
      String error, String text, String status, String code) {
    return new TestingScenario()
        .a(in("s1").cold(), in("s2").cold())
        .b(
            refused(
                error,
                text
                    + " (Service: AWSLambda; Status Code: "
                    + status
                    + "; Error Code: "
                    + code
                    + "; Request ID: 11111111-1111-4111-8111-111111111111; Proxy: null)"),
            in("s2"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "sfn-permission | Lambda.AWSLambdaException | User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: lambda:InvokeFunction on resource: arn because no identity-based policy allows it | 403 | AccessDeniedException",
        "fn-not-found | Lambda.ResourceNotFoundException | Function not found: arn:aws:lambda:eu-west-1:1:function:worker:$LATEST | 404 | ResourceNotFoundException",
        "fn-pending-inactive | Lambda.CodeArtifactUserPendingException | Lambda is initializing your function. It will be ready to invoke shortly. | 409 | CodeArtifactUserPendingException",
        "fn-pending-inactive | Lambda.AWSLambdaException | Lambda is initializing your function. | 500 | CodeArtifactUserPendingException",
        "image-bad | Lambda.AWSLambdaException | ERROR: Lambda cannot initialize the provided container image. Verify the image. | 409 | CodeArtifactUserFailedException",
        "image-deleted | Lambda.AWSLambdaException | The function is trying to use a deleted image. | 502 | CodeArtifactUserDeletedException",
        "ecr-permission | Lambda.AWSLambdaException | Lambda does not have permission to access the ECR image. | 403 | ImageAccessDenied",
        "kms | Lambda.KMSDisabledException | Lambda was unable to decrypt the environment variables because the KMS key used is disabled. | 502 | KMSDisabledException",
        "efs | Lambda.EFSMountConnectivityException | The function couldn't connect to the EFS file system. | 408 | EFSMountConnectivityException",
        "eni-limit | Lambda.SubnetIPAddressLimitReachedException | no IP addresses left | 502 | SubnetIPAddressLimitReachedException",
        "vpc-config-invalid | Lambda.InvalidSubnetIDException | the subnet does not exist | 502 | InvalidSubnetIDException",
        "recursion | Lambda.RecursiveInvocationException | Lambda has detected a recursive loop | 400 | RecursiveInvocationException",
        "service-fault | Lambda.ServiceException | Service failure | 500 | ServiceException"
      })
  void refusal_isConfirmed_byItsName(
      String id, String error, String text, String status, String code) {
    assertDiagnosis(refusedWith(error, text, status, code)).confirms(id);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "sfn-permission | AccessDeniedException | User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: dynamodb:PutItem",
        "fn-not-found | ResourceNotFoundException | Requested resource not found: table",
        "throttle-reserved | TooManyRequestsException | Rate exceeded",
        "throttle-account | TooManyRequestsException | Rate exceeded",
        "throttle-rate | TooManyRequestsException | Rate exceeded",
        "kms | AccessDeniedException | not authorized to perform: kms:Decrypt on resource: arn:aws:kms:key",
        "efs | OSError | [Errno 5] Input/output error: '/mnt/efs/x'",
        "fn-pending-inactive | RuntimeError | the service is initializing",
        "service-fault | ServiceException | upstream failed",
        "image-deleted | FileNotFoundError | image logo.png not found",
        "ecr-permission | PermissionError | no permission to access the image",
        "recursion | RecursionError | maximum recursion depth exceeded",
        "eni-limit | RuntimeError | ENI limit",
        "vpc-config-invalid | ValueError | invalid subnet"
      })
  void sameWord_raisedByTheCode_isNot(String id, String type, String message) {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold(), in("s2").cold())
                .b(in("s1").raises(type, message), in("s2")))
        .rejects(id);
  }

  private static TestingScenario throttled() {
    return refusedWith(
        "Lambda.TooManyRequestsException", "Rate Exceeded.", "429", "TooManyRequestsException");
  }

  @Test
  void reservedConcurrency_atItsValue_isConfirmed() {
    assertDiagnosis(
            throttled()
                .file("concurrency-worker.json", "{'ReservedConcurrentExecutions':2}")
                .file(
                    "settings.json",
                    "{'AccountLimit':{'ConcurrentExecutions':1000},'AccountUsage':{}}")
                .metric("AWS/Lambda/ConcurrentExecutions/FunctionName=worker/Maximum", 2)
                .metric("AWS/Lambda/ConcurrentExecutions/Maximum", 40))
        .confirms("throttle-reserved")
        .rejects("throttle-account", "throttle-rate");
  }

  @Test
  void accountConcurrency_atItsLimit_isConfirmed() {
    assertDiagnosis(
            throttled()
                .file("concurrency-worker.json", "{}")
                .file(
                    "settings.json",
                    "{'AccountLimit':{'ConcurrentExecutions':1000},'AccountUsage':{}}")
                .metric("AWS/Lambda/ConcurrentExecutions/FunctionName=worker/Maximum", 20)
                .metric("AWS/Lambda/ConcurrentExecutions/Maximum", 1000))
        .confirms("throttle-account")
        .rejects("throttle-reserved", "throttle-rate");
  }

  @Test
  void bothLimits_withRoom_areTheRate() {
    assertDiagnosis(
            throttled()
                .file("concurrency-worker.json", "{'ReservedConcurrentExecutions':500}")
                .file(
                    "settings.json",
                    "{'AccountLimit':{'ConcurrentExecutions':1000},'AccountUsage':{}}")
                .metric("AWS/Lambda/ConcurrentExecutions/FunctionName=worker/Maximum", 20)
                .metric("AWS/Lambda/ConcurrentExecutions/Maximum", 40))
        .confirms("throttle-rate")
        .rejects("throttle-reserved", "throttle-account");
  }

  @Test
  void throttle_withoutLimitsInTheEvidence_isNotConfirmed_andSaysWhatWouldDecide() {
    assertDiagnosis(throttled()).doubts("throttle-reserved", "throttle-account", "throttle-rate");
  }

  @Test
  void loweredReservedConcurrency_isTheRoot() {
    assertDiagnosis(
            throttled()
                .file("concurrency-worker.json", "{'ReservedConcurrentExecutions':1}")
                .metric("AWS/Lambda/ConcurrentExecutions/FunctionName=worker/Maximum", 1)
                .trail(
                    300,
                    "lambda",
                    "PutFunctionConcurrency20171031",
                    "{'requestParameters':{'functionName':'worker','reservedConcurrentExecutions':1}}"))
        .confirms("config-changed")
        .hasVerdict("throttle-reserved", Verdict.CONFIRMED);
  }

  @Test
  void deletedDigest_explainsAnUnnamedRefusal() {
    assertDiagnosis(
            refusedWith("Lambda.AWSLambdaException", "Internal error", "502", "InternalFailure")
                .trail(
                    7_200,
                    "ecr",
                    "PolicyExecutionEvent",
                    "{'serviceEventDetails':{'lifecycleEventImageActions':[{'lifecycleEventImage':{'digest':'sha256:"
                        + "1".repeat(64)
                        + "'}}]}}"))
        .isRoot("image-deleted");
  }
}
