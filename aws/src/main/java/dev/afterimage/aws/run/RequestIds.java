// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.Json;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds ids of Lambda requests in outputs and causes: by them the log lines are found. */
final class RequestIds {
  private static final Pattern IN_CAUSE =
      Pattern.compile(
          "(?:RequestId: |\"requestId\"\\s*:\\s*\")"
              + "([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"
              + "|([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}) Task timed out after");

  private RequestIds() {}

  static Optional<String> ofOutput(JsonNode output) {
    JsonNode metadata = output.path("SdkResponseMetadata");
    return Json.text(metadata, "RequestId").or(() -> Json.text(metadata, "requestId"));
  }

  static Optional<String> ofCause(String cause) {
    Matcher matcher = IN_CAUSE.matcher(cause);
    return matcher.find()
        ? Optional.of(matcher.group(1) == null ? matcher.group(2) : matcher.group(1))
        : Optional.empty();
  }

  /** Whether an error is that of the Invoke API: then no invocation took place. */
  static boolean isRefused(String error) {
    return error.startsWith("Lambda.") && !error.equals("Lambda.Unknown");
  }
}
