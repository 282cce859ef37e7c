// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static dev.afterimage.core.diagnosis.Cause.Role.CHANGE;
import static dev.afterimage.core.diagnosis.Cause.Role.GENERIC;
import static dev.afterimage.core.diagnosis.Cause.Role.MECHANISM;

import java.util.List;

/** Entries of the catalogue that have no test yet. */
final class UntestedCauses {
  private static final List<Cause> ALL =
      List.of(
          untested("sfn-heartbeat", "No heartbeat came in time", MECHANISM),
          untested("sfn-exec-timeout", "The execution's time was over", MECHANISM),
          untested(
              "lang-heap-oom", "The language's heap was used up below the memory limit", MECHANISM),
          untested("runtime-exit", "The runtime process exited", MECHANISM),
          untested("init-crash", "The initialisation crashed", MECHANISM),
          untested("handler-not-found", "The handler is missing in its module", MECHANISM),
          untested("user-syntax", "The module does not parse", MECHANISM),
          untested("invalid-entrypoint", "The image's entry point cannot be run", MECHANISM),
          untested("invalid-workdir", "The image's working directory is missing", MECHANISM),
          untested("arch-mismatch", "The image is built for another architecture", MECHANISM),
          untested("file-perm", "A file cannot be read or written", MECHANISM),
          untested("extension-fail", "An extension failed", MECHANISM),
          untested("marshal", "The handler's result cannot be serialised", MECHANISM),
          untested("response-too-large", "The response is larger than Lambda allows", MECHANISM),
          untested("sfn-data-limit", "A payload is larger than Step Functions allows", MECHANISM),
          untested("sfn-history-limit", "The history reached 25,000 events", MECHANISM),
          untested("sfn-runtime", "A path or parameter of a state failed", MECHANISM),
          untested("sfn-param-path", "A named error of the state's paths", MECHANISM),
          untested("sfn-query-eval", "A JSONata expression failed", MECHANISM),
          untested(
              "sfn-item-reader", "The items of a distributed Map could not be read", MECHANISM),
          untested(
              "sfn-result-writer",
              "The results of a distributed Map could not be written",
              MECHANISM),
          untested("map-threshold", "More items failed than the Map tolerates", GENERIC),
          untested("map-failfast", "One item brought the Map down", GENERIC),
          untested("retry-exhausted", "Every retry failed", GENERIC),
          untested("retry-mismatch", "No retrier names the error", MECHANISM),
          untested("catch-swallow", "A Catch hid an error", MECHANISM),
          untested("fail-state", "A Fail state ended the run", GENERIC),
          untested("abort", "Somebody stopped the execution", MECHANISM),
          untested("sfn-permission", "Step Functions may not call the function", MECHANISM),
          untested("sfn-assume-role", "A role cannot be assumed", MECHANISM),
          untested("callback-token-lost", "The callback never came", MECHANISM),
          untested("async-invoke", "The function was called without waiting for it", MECHANISM),
          untested(
              "sdk-integ-swallow", "The SDK integration ignored the function's error", MECHANISM),
          untested("nested-exec", "A nested execution failed", GENERIC),
          untested("start-rejected", "The execution was never started", MECHANISM),
          untested("state-throttle", "State transitions were throttled", MECHANISM),
          untested("throttle-rate", "Calls came faster than Lambda allows", MECHANISM),
          untested("pc-spillover", "Provisioned concurrency was used up", MECHANISM),
          untested("fn-pending-inactive", "The function was not ready", MECHANISM),
          untested("image-bad", "The image cannot be initialised", MECHANISM),
          untested("image-deleted", "The image was deleted from ECR", MECHANISM),
          untested("ecr-permission", "Lambda may not read the image", MECHANISM),
          untested("kms", "A key cannot be used", MECHANISM),
          untested("eni-limit", "No network interface or address was left", MECHANISM),
          untested("vpc-config-invalid", "A subnet or security group is gone", MECHANISM),
          untested("fn-not-found", "The function, version or alias is gone", MECHANISM),
          untested("recursion", "Lambda stopped a loop of calls", MECHANISM),
          untested("service-fault", "Lambda itself failed", MECHANISM),
          untested("code-storage", "A deployment failed and the old code stayed", CHANGE),
          untested("runtime-deprecated", "The runtime was updated or is blocked", CHANGE),
          untested("def-changed", "The state machine's definition was changed", CHANGE),
          untested("midrun-update", "The code was updated during the run", CHANGE),
          untested("env-secret-changed", "A secret or parameter was changed", CHANGE),
          untested("input-changed", "The input was changed", CHANGE),
          untested("stale-connection", "A pooled connection was broken", MECHANISM),
          untested("global-mutation", "State of an earlier request leaked", MECHANISM),
          untested("tmp-full", "/tmp is full", MECHANISM),
          untested("fd-thread-limit", "File descriptors or threads were used up", MECHANISM),
          untested("cred-expired", "Credentials held by the process expired", MECHANISM),
          untested("clock-expiry", "A date was reached for everyone", MECHANISM),
          untested("nat-ports", "The NAT gateway had no ports left", MECHANISM),
          untested(
              "hyperplane-burst", "Lambda's shared interface could not follow a burst", MECHANISM),
          untested("dns", "A name could not be resolved", MECHANISM),
          untested("dep-429", "A dependency limits the rate", MECHANISM),
          untested("dependency-auth", "A dependency rejects the credentials", MECHANISM),
          untested("ddb-throttle", "DynamoDB throttled", MECHANISM),
          untested("aws-api-throttle", "An AWS API throttled", MECHANISM),
          untested("poison-item", "One item always fails", MECHANISM),
          untested("data-race", "Parallel work conflicted", MECHANISM),
          untested("nondeterminism", "The same input gives different outcomes", GENERIC));

  private UntestedCauses() {}

  private static Cause untested(String id, String title, Cause.Role role) {
    return new Cause(id, title, role, "Not tested yet.", new Cause.Remedy("", ""));
  }

  static List<Cause> all() {
    return ALL;
  }
}
