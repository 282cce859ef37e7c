// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.service;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.cause.GivenError;
import dev.afterimage.core.diagnosis.cause.GivenError.Signs;
import java.util.List;

/**
 * Causes that a refusal by Lambda names. Where the SDK of Step Functions does not model an
 * exception, the error is {@code Lambda.AWSLambdaException} and its true name stands in the
 * message.
 */
public final class ServiceErrors {
  private static final String ANY_LAMBDA = "Lambda\\.\\w+";

  private ServiceErrors() {}

  /** Returns the tests, one row a cause. */
  public static List<CauseTest> all() {
    return List.of(
        new GivenError(
            cause(
                "sfn-permission",
                "Step Functions may not call the function",
                "Lambda refused the call with 403: not authorized to perform lambda:InvokeFunction.",
                new Cause.Remedy(
                    "Grant the state machine's role lambda:InvokeFunction on the function and on"
                        + " function:*",
                    "a version or alias is a resource of its own")),
            Signs.error(ANY_LAMBDA).message("is not authorized to perform|AccessDenied"),
            "AccessDeniedException"),
        new GivenError(
            cause(
                "fn-not-found",
                "The function, version or alias is gone",
                "Lambda.ResourceNotFoundException is the error.",
                new Cause.Remedy(
                    "Restore the function, version or alias, or point the state to what is there",
                    "the qualifier in the message is what was asked for")),
            Signs.error(ANY_LAMBDA)
                .message(
                    "Function not found|Error Code: ResourceNotFoundException|Cannot find alias"),
            "ResourceNotFoundException"),
        new GivenError(
            cause(
                "fn-pending-inactive",
                "The function was not ready",
                "Lambda says that it is initialising the function, or that its state is pending.",
                new Cause.Remedy(
                    "Retry for two minutes; keep the function warm, or wait for Active after a deploy",
                    "Lambda gives up the optimised image of a function that was idle for weeks")),
            Signs.error(ANY_LAMBDA)
                .message(
                    "CodeArtifactUserPending|is initializing your function"
                        + "|in the following state: Pending|ResourceNotReady|state: Inactive"),
            "CodeArtifactUserPendingException"),
        new GivenError(
            cause(
                "image-bad",
                "The image cannot be initialised",
                "Lambda says that it cannot initialise the provided image.",
                new Cause.Remedy(
                    "Push a plain image manifest (--provenance=false), and deploy again",
                    "Lambda refuses indexes and attestations")),
            Signs.error(ANY_LAMBDA)
                .message("CodeArtifactUserFailed|cannot initialize the provided container image")
                .reason("InvalidImage"),
            "CodeArtifactUserFailedException"),
        new GivenError(
            cause(
                "ecr-permission",
                "Lambda may not read the image",
                "Lambda says that it has no permission to access the image.",
                new Cause.Remedy(
                    "Restore the repository's policy for lambda.amazonaws.com",
                    "Lambda fetches the image again from time to time")),
            Signs.error(ANY_LAMBDA)
                .message("permission to access the (ECR|specified) image")
                .reason("ImageAccessDenied"),
            "ImageAccessDenied"),
        new GivenError(
            cause(
                "kms",
                "A key cannot be used",
                "A KMS exception of Lambda is the error.",
                new Cause.Remedy(
                    "Enable the key, or save the function's key again to renew its grant",
                    "the environment and the image are encrypted with it")),
            Signs.error("Lambda\\.KMS\\w+|Lambda\\.AWSLambdaException")
                .message("KMS")
                .unless("is not authorized to perform: lambda")
                .reason("(Disabled)?KMSKey\\w*|InvalidStateKMSKey|DisabledKMSKey"),
            "KMSAccessDeniedException"),
        new GivenError(
            cause(
                "recursion",
                "Lambda stopped a loop of calls",
                "Lambda.RecursiveInvocationException is the error.",
                new Cause.Remedy(
                    "Break the loop between function and queue", "each turn starts another")),
            Signs.error(ANY_LAMBDA).message("RecursiveInvocation|[Rr]ecursive loop"),
            "RecursiveInvocationException"),
        new GivenError(
            cause(
                "service-fault",
                "Lambda itself failed",
                "Lambda.ServiceException or a client error of Step Functions is the error.",
                new Cause.Remedy(
                    "Retry Lambda.ServiceException, Lambda.SdkClientException and"
                        + " Lambda.ClientExecutionTimeoutException with backoff",
                    "such errors pass")),
            Signs.error(ANY_LAMBDA + "|States\\.TaskFailed")
                .message(
                    "Lambda\\.(ServiceException|SdkClientException|ClientExecutionTimeoutException)"
                        + "|Status Code: 5\\d\\d[;,] Error Code: (Service|Internal)\\w*"
                        + "|cannot determine whether Lambda successfully received"),
            "ServiceException"),
        new GivenError(
            cause(
                "eni-limit",
                "No network interface or address was left",
                "Lambda names a limit of interfaces, addresses or EC2.",
                new Cause.Remedy(
                    "Use larger subnets and fewer combinations of subnets and groups",
                    "each combination needs an interface")),
            Signs.error(ANY_LAMBDA)
                .message(
                    "ENILimitReached|SubnetIPAddressLimitReached|EC2Throttled|EC2Unexpected"
                        + "|EC2AccessDenied|ENINotReady")
                .reason("EniLimitExceeded|SubnetOutOfIPAddresses|EC2RequestLimitExceeded"),
            "ENILimitReachedException"),
        new GivenError(
            cause(
                "vpc-config-invalid",
                "A subnet or security group is gone",
                "Lambda says that a subnet or security group is invalid.",
                new Cause.Remedy(
                    "Update VpcConfig to subnets and groups that exist",
                    "the function's network points at nothing")),
            Signs.error(ANY_LAMBDA)
                .message("InvalidSubnetID|InvalidSecurityGroupID")
                .reason("InvalidSubnet|InvalidSecurityGroup"),
            "InvalidSubnetIDException"));
  }

  private static Cause cause(String id, String title, String crucial, Cause.Remedy remedy) {
    return new Cause(id, title, Cause.Role.MECHANISM, crucial, remedy);
  }
}
