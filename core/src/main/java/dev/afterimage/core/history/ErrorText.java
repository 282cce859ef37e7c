// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cause of an error, read: what a function raised stands in it as JSON.
 *
 * @param cause the cause as Step Functions gives it; empty where it gives none
 * @param message the message of the error, without the JSON around it
 * @param type the error type that the function's payload gives
 * @param stack the frames, one a line, the outermost first where the runtime says so
 * @param refusal what an AWS SDK says of a call that a service refused
 */
public record ErrorText(
    String cause,
    String message,
    Optional<String> type,
    List<String> stack,
    Optional<Refusal> refusal) {

  private static final Pattern SDK =
      Pattern.compile(
          "\\(Service: (?<service>[^;,)]+)[;,] Status Code: (?<status>\\d{3})"
              + "(?:[;,] Error Code: (?<code>[^;,)]+))?[;,] Request ID: (?<id>[^;,)]+)");

  private static final Pattern UNTYPED_PAYLOAD = Pattern.compile("Returned payload: (\\{.*\\})");

  /**
   * What an AWS SDK says of a refused call.
   *
   * @param code the service's error code; the newer SDK leaves it out
   */
  public record Refusal(String service, int status, Optional<String> code) {}

  public ErrorText {
    requireNonNull(cause, "cause is null");
    requireNonNull(message, "message is null");
    requireNonNull(type, "type is null");
    stack = List.copyOf(stack);
    requireNonNull(refusal, "refusal is null");
  }

  /** Reads a cause; an empty one gives an empty message. */
  public static ErrorText of(Optional<String> cause) {
    String text = cause.orElse("");
    Optional<ObjectNode> payload = Json.parseObject(text).or(() -> untyped(text));
    return new ErrorText(
        text,
        payload.flatMap(ErrorText::message).orElse(text),
        payload.flatMap(node -> Json.text(node, "errorType")),
        payload.map(ErrorText::stack).orElse(List.of()),
        refusal(text));
  }

  /** Step Functions wraps the payload where it gives no error type. */
  private static Optional<ObjectNode> untyped(String text) {
    Matcher matcher = UNTYPED_PAYLOAD.matcher(text);
    return matcher.find() ? Json.parseObject(matcher.group(1)) : Optional.empty();
  }

  private static Optional<String> message(ObjectNode payload) {
    return Json.text(payload, "errorMessage")
        .or(() -> Json.text(payload, "Cause").map(inner -> of(Optional.of(inner)).message()));
  }

  private static List<String> stack(ObjectNode payload) {
    JsonNode frames = payload.path("stackTrace");
    if (frames.isMissingNode()) {
      frames = payload.path("trace");
    }
    List<String> lines = new ArrayList<>();
    frames.forEach(frame -> lines.add(frame.isTextual() ? frame.textValue() : frame.toString()));
    return lines;
  }

  private static Optional<Refusal> refusal(String text) {
    Matcher matcher = SDK.matcher(text);
    return matcher.find()
        ? Optional.of(
            new Refusal(
                matcher.group("service"),
                Integer.parseInt(matcher.group("status")),
                Optional.ofNullable(matcher.group("code"))))
        : Optional.empty();
  }
}
