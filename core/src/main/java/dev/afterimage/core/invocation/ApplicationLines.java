// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Json;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what code wrote, and what the runtimes of Python, Node.js, Java and Ruby write for a
 * handler that raised: level, request id and error, where a line gives them.
 */
final class ApplicationLines {
  private static final String ISO = "\\d{4}-\\d{2}-\\d{2}T[\\d:.,]+Z?";
  private static final String ID = "(?<id>[0-9a-fA-F-]{36}|undefined)";

  /** Python's logger as Lambda sets it up. */
  private static final Pattern PYTHON_LOGGER =
      Pattern.compile(
          "^\\[(?<level>[A-Z]+)\\]\\s" + ISO + "\\s" + ID + "\\s(?<text>.*)", Pattern.DOTALL);

  /** Node.js' console as Lambda patches it. */
  private static final Pattern NODE_CONSOLE =
      Pattern.compile("^" + ISO + "\\t" + ID + "\\t(?<level>[A-Z]+)\\t(?<text>.*)", Pattern.DOTALL);

  /**
   * Python's runtime, for an exception that the handler did not catch: a trace follows, or was cut
   * off behind the name of an exception.
   */
  private static final Pattern PYTHON_UNCAUGHT =
      Pattern.compile(
          "^\\[ERROR\\] (?:(?<type>[A-Za-z_][\\w.]*)(?:: (?<message>.*?))?\\r?\\n"
              + "Traceback \\(most recent call last\\):.*"
              + "|(?<alone>[A-Za-z_][\\w.]*(?:Error|Exception))(?:: (?<text>.*))?)$",
          Pattern.DOTALL);

  private static final Pattern NODE_UNCAUGHT =
      Pattern.compile(
          "^(?:Invoke Error|Uncaught Exception|Unhandled Promise Rejection)\\s+(?<json>\\{.*)$",
          Pattern.DOTALL);

  /** A Java exception with its frames, alone or behind the message. */
  private static final Pattern JAVA_TRACE =
      Pattern.compile(
          "(?:^|\\n|: )(?<type>(?:[a-z_][\\w$]*\\.){1,30}[A-Z][\\w$]*)(?:: (?<message>[^\\n]*))?"
              + "\\r?\\n\\s+at [\\w$.<>/]+\\(");

  private static final Pattern RUBY_UNCAUGHT =
      Pattern.compile("^Error raised from handler method\\s*(?<json>\\{.*)$", Pattern.DOTALL);

  /** The line of a Python trace behind its frames. */
  private static final Pattern PYTHON_ERROR =
      Pattern.compile("(?<type>[A-Za-z_][\\w.]*)(?:: (?<message>.*))?");

  private static final String TRACE_HEAD = "Traceback (most recent call last):";

  private static final int LONGEST_TRACE = 20_000;

  private ApplicationLines() {}

  static LogLine.Application parse(String text, Optional<ObjectNode> json) {
    if (json.isPresent()) {
      return ofJson(text, json.get());
    }
    Optional<Matcher> logger =
        Stream.of(PYTHON_LOGGER, NODE_CONSOLE)
            .map(pattern -> pattern.matcher(text))
            .filter(Matcher::find)
            .findFirst();
    String rest = logger.map(m -> m.group("text")).orElse(text);
    return new LogLine.Application(
        logger.map(m -> m.group("id")).filter(id -> !id.equals("undefined")),
        logger.map(m -> m.group("level")),
        rest,
        error(text, rest, logger.isPresent()));
  }

  private static Optional<LogLine.ShownError> error(String text, String rest, boolean logged) {
    String head = rest.length() > LONGEST_TRACE ? rest.substring(0, LONGEST_TRACE) : rest;
    Optional<LogLine.ShownError> runtime =
        logged ? nodeUncaught(head) : pythonUncaught(text).or(() -> rubyUncaught(head));
    return runtime.or(() -> trace(JAVA_TRACE, head, !logged)).or(() -> pythonTrace(rest));
  }

  private static Optional<LogLine.ShownError> pythonUncaught(String text) {
    if (!text.startsWith("[ERROR] ") || text.length() > LONGEST_TRACE) {
      return Optional.empty();
    }
    Matcher matcher = PYTHON_UNCAUGHT.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return matcher.group("type") != null
        ? Optional.of(shown(matcher, true))
        : Optional.of(
            new LogLine.ShownError(
                matcher.group("alone"),
                Objects.requireNonNullElse(matcher.group("text"), ""),
                true));
  }

  /** A trace that code logged: the last one of a chain, whose error stands behind its frames. */
  private static Optional<LogLine.ShownError> pythonTrace(String text) {
    int head = text.lastIndexOf(TRACE_HEAD);
    if (head < 0) {
      return Optional.empty();
    }
    return text.substring(head + TRACE_HEAD.length())
        .lines()
        .filter(line -> !line.isBlank() && !isIndented(line))
        .findFirst()
        .map(PYTHON_ERROR::matcher)
        .filter(Matcher::matches)
        .map(matcher -> shown(matcher, false));
  }

  /** Lambda indents with no-break spaces. */
  private static boolean isIndented(String line) {
    char first = line.charAt(0);
    return first == ' ' || first == '\t' || first == '\u00a0';
  }

  private static Optional<LogLine.ShownError> nodeUncaught(String rest) {
    return payload(NODE_UNCAUGHT.matcher(rest));
  }

  private static Optional<LogLine.ShownError> rubyUncaught(String rest) {
    return payload(RUBY_UNCAUGHT.matcher(rest));
  }

  private static Optional<LogLine.ShownError> payload(Matcher matcher) {
    return matcher.find()
        ? Json.parseObject(matcher.group("json")).flatMap(node -> shown(node, true))
        : Optional.empty();
  }

  private static Optional<LogLine.ShownError> trace(
      Pattern pattern, String text, boolean uncaught) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(shown(matcher, uncaught)) : Optional.empty();
  }

  private static LogLine.ShownError shown(Matcher matcher, boolean uncaught) {
    String message = matcher.group("message");
    return new LogLine.ShownError(
        matcher.group("type"), message == null ? "" : message.strip(), uncaught);
  }

  private static Optional<LogLine.ShownError> shown(ObjectNode node, boolean uncaught) {
    return Json.text(node, "errorType")
        .map(
            type ->
                new LogLine.ShownError(type, Json.text(node, "errorMessage").orElse(""), uncaught));
  }

  private static LogLine.Application ofJson(String text, ObjectNode node) {
    Optional<String> level = Json.text(node, "level").or(() -> Json.text(node, "log.level"));
    boolean serious =
        level.filter(l -> l.equalsIgnoreCase("ERROR") || l.equalsIgnoreCase("FATAL")).isPresent();
    Optional<LogLine.ShownError> own =
        shown(node, serious && node.has("stackTrace"))
            .or(
                () ->
                    node.path("message") instanceof ObjectNode message
                        ? shown(message, serious)
                        : Optional.empty());
    return new LogLine.Application(
        Stream.of("requestId", "AWSRequestId", "aws_request_id", "function_request_id")
            .flatMap(key -> Json.text(node, key).stream())
            .findFirst(),
        level,
        Json.text(node, "message").or(() -> Json.text(node, "msg")).orElse(text),
        own.or(() -> Json.text(node, "message").flatMap(m -> error(m, m, true))));
  }
}
