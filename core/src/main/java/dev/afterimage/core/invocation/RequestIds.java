// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.history.Attempt;
import dev.afterimage.core.history.Payload;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the id of the Lambda request in what Step Functions kept of an attempt. */
public final class RequestIds {
  private static final String UUID =
      "([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})";

  /** Errors of a call that got no answer, or one without a type: the function may have run. */
  private static final Set<String> MAY_HAVE_RUN =
      Set.of(
          "Lambda.Unknown", "Lambda.SdkClientException", "Lambda.ClientExecutionTimeoutException");

  private static final Pattern IN_MESSAGE = Pattern.compile("RequestId: " + UUID);
  private static final Pattern IN_TIMEOUT = Pattern.compile(UUID + " Task timed out after");

  private RequestIds() {}

  /** Returns the request id that the attempt's output or cause holds. */
  public static Optional<String> of(Attempt attempt) {
    Payload output = attempt.output();
    return output
        .text()
        .filter(text -> text.contains("equestId"))
        .flatMap(text -> output.json())
        .flatMap(RequestIds::ofOutput)
        .or(() -> ofCause(attempt));
  }

  /**
   * Whether Lambda refused the call, so that no invocation took place: the error is an exception of
   * the Invoke API, and the request id in its cause is that of the call.
   */
  public static boolean isRefused(Attempt attempt) {
    return attempt.end().isError()
        && attempt
            .end()
            .error()
            .filter(error -> error.startsWith("Lambda.") && !MAY_HAVE_RUN.contains(error))
            .isPresent();
  }

  private static Optional<String> ofOutput(JsonNode output) {
    return Json.text(output.path("SdkResponseMetadata"), "RequestId")
        .or(() -> Json.text(output.path("SdkResponseMetadata"), "requestId"))
        .or(
            () -> {
              JsonNode headers = output.path("SdkHttpMetadata").path("HttpHeaders");
              return Json.text(headers, "x-amzn-RequestId");
            });
  }

  private static Optional<String> ofCause(Attempt attempt) {
    if (isRefused(attempt)) {
      return Optional.empty();
    }
    return attempt
        .end()
        .cause()
        .flatMap(
            cause -> {
              Optional<ObjectNode> payload = Json.parseObject(cause);
              return payload
                  .flatMap(node -> Json.text(node, "requestId"))
                  .or(
                      () ->
                          payload
                              .flatMap(node -> Json.text(node, "errorMessage"))
                              .flatMap(RequestIds::ofMessage))
                  .or(() -> ofMessage(cause));
            });
  }

  private static Optional<String> ofMessage(String message) {
    Matcher inMessage = IN_MESSAGE.matcher(message);
    if (inMessage.find()) {
      return Optional.of(inMessage.group(1));
    }
    Matcher inTimeout = IN_TIMEOUT.matcher(message);
    return inTimeout.find() ? Optional.of(inTimeout.group(1)) : Optional.empty();
  }
}
