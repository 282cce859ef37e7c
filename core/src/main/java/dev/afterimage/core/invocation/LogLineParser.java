// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.LogEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lines of Lambda's text and JSON log formats; a stream may mix them. */
final class LogLineParser {
  private static final String UUID =
      "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
  private static final Pattern START =
      Pattern.compile("^START RequestId: (?<id>\\S+)(?:\\s+Version: (?<version>\\S+))?");
  private static final Pattern END = Pattern.compile("^END RequestId: (?<id>\\S+)");
  private static final Pattern REPORT = Pattern.compile("^REPORT RequestId: (?<id>\\S+)");
  private static final Pattern INIT_START =
      Pattern.compile("^(?:INIT|RESTORE)_START\\b(?:.*Runtime Version ARN: (?<arn>\\S+))?");
  private static final Pattern INIT_REPORT = Pattern.compile("^INIT_REPORT\\b");
  private static final Pattern EXTENSION =
      Pattern.compile("^EXTENSION\\s+Name: (?<name>\\S+)\\s+State: (?<state>\\S+)");
  private static final Pattern OTHER =
      Pattern.compile(
          "^(?<type>RESTORE_REPORT|LOGS|TELEMETRY|XRAY)\\s+(?:Restore Duration|Name|TraceId): ");
  private static final Pattern TIMED_OUT =
      Pattern.compile(
          "(?:(?<id>"
              + UUID
              + ") )?Task timed out after (?<seconds>\\d+(?:\\.\\d+)?) seconds\\s*$");
  private static final Pattern EXITED =
      Pattern.compile(
          "^(?:RequestId: (?<id>\\S+) )?(?:Error: Runtime exited "
              + "(?:with error: (?<why>[^\\n]+)|without providing a reason)"
              + "|Process exited before completing request)");

  /** Labels of the figures; the longer stand first, because they end like the shorter. */
  private static final Pattern FIGURE =
      Pattern.compile(
          "(?<label>Billed Restore Duration|Billed Duration|Init Duration|Restore Duration"
              + "|Duration|Memory Size|Max Memory Used): (?<value>\\d+(?:\\.\\d+)?) (?:ms|MB)");

  private static final Pattern STATUS = Pattern.compile("\\bStatus: (?<status>\\w+)");
  private static final Pattern ERROR_TYPE = Pattern.compile("\\bError Type: (?<type>[\\w.]+)");
  private static final Pattern PHASE = Pattern.compile("\\bPhase: (?<phase>\\w+)");

  private LogLineParser() {}

  static LogLine parse(LogEvent event) {
    String text = event.message();
    Optional<ObjectNode> json = Json.parseObject(text);
    return new LogLine(
        event,
        json.flatMap(LogLineParser::platformJson)
            .or(() -> platformText(text))
            .orElseGet(() -> ApplicationLines.parse(text, json)));
  }

  private static Optional<LogLine.Content> platformText(String message) {
    // Some exports write the tabs and line ends of the platform's lines as two characters.
    String text = message.replace("\\t", "\t").replace("\\n", "\n");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (text.charAt(0)) {
      case 'S' -> find(START, text).map(m -> new LogLine.Start(m.group("id"), group(m, "version")));
      case 'E' ->
          find(END, text)
              .<LogLine.Content>map(m -> new LogLine.End(m.group("id")))
              .or(() -> extension(text))
              .or(() -> exited(text));
      case 'R' ->
          report(text).or(() -> initStart(text)).or(() -> exited(text)).or(() -> other(text));
      case 'L', 'T', 'X' -> other(text);
      case 'I' -> initStart(text).or(() -> initReport(text));
      default -> timedOut(text);
    };
  }

  private static Optional<LogLine.Content> other(String text) {
    return find(OTHER, text).map(m -> new LogLine.OtherPlatform(m.group("type")));
  }

  private static Optional<LogLine.Content> extension(String text) {
    return find(EXTENSION, text).map(m -> new LogLine.Extension(m.group("name"), m.group("state")));
  }

  private static Optional<LogLine.Content> initStart(String text) {
    return find(INIT_START, text)
        .map(
            m ->
                new LogLine.InitStart(
                    group(m, "arn"), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  private static Optional<LogLine.Content> initReport(String text) {
    return find(INIT_REPORT, text)
        .map(
            m ->
                new LogLine.InitReport(
                    figures(text).getOrDefault("Init Duration", 0.0),
                    find(PHASE, text).map(p -> p.group("phase")),
                    find(STATUS, text).map(s -> s.group("status")),
                    find(ERROR_TYPE, text).map(e -> e.group("type"))));
  }

  private static Optional<LogLine.Content> report(String text) {
    return find(REPORT, text)
        .map(
            m -> {
              Map<String, Double> figures = figures(text);
              return new LogLine.Report(
                  m.group("id"),
                  new LogLine.Metrics(
                      Optional.ofNullable(figures.get("Duration")),
                      Optional.ofNullable(figures.get("Billed Duration")),
                      Optional.ofNullable(figures.get("Memory Size")),
                      Optional.ofNullable(figures.get("Max Memory Used")),
                      Optional.ofNullable(figures.get("Init Duration"))),
                  find(STATUS, text).map(s -> s.group("status")),
                  find(ERROR_TYPE, text).map(e -> e.group("type")));
            });
  }

  private static Map<String, Double> figures(String text) {
    Map<String, Double> figures = new HashMap<>();
    Matcher matcher = FIGURE.matcher(text);
    while (matcher.find()) {
      figures.putIfAbsent(matcher.group("label"), Double.valueOf(matcher.group("value")));
    }
    return figures;
  }

  private static Optional<LogLine.Content> exited(String text) {
    return find(EXITED, text)
        .map(
            m ->
                new LogLine.Exited(
                    group(m, "id"),
                    group(m, "why").map(String::strip).orElse("without providing a reason")));
  }

  private static Optional<LogLine.Content> timedOut(String text) {
    // The platform prints it alone, behind a time and a request id; code may speak of it as well.
    return text.length() > 200
        ? Optional.empty()
        : find(TIMED_OUT, text.strip())
            .filter(m -> m.group("id") != null)
            .map(m -> new LogLine.TimedOut(group(m, "id"), Double.parseDouble(m.group("seconds"))));
  }

  private static Optional<LogLine.Content> platformJson(ObjectNode node) {
    String type = Json.text(node, "type").orElse("");
    if (!type.startsWith("platform.")) {
      return Optional.empty();
    }
    JsonNode record = node.path("record");
    String requestId = Json.text(record, "requestId").orElse("");
    Optional<String> status = Json.text(record, "status");
    Optional<String> errorType = Json.text(record, "errorType");
    JsonNode metrics = record.path("metrics");
    return Optional.of(
        switch (type) {
          case "platform.initStart", "platform.restoreStart" -> initStart(record, requestId);
          case "platform.initReport" ->
              new LogLine.InitReport(
                  Json.number(metrics, "durationMs").orElse(0.0),
                  Json.text(record, "phase"),
                  status,
                  errorType);
          case "platform.start" -> new LogLine.Start(requestId, Json.text(record, "version"));
          case "platform.runtimeDone" -> new LogLine.RuntimeDone(requestId, status, errorType);
          case "platform.report" ->
              new LogLine.Report(requestId, metrics(metrics), notSuccess(status), errorType);
          case "platform.end" -> new LogLine.End(requestId);
          case "platform.extension" ->
              new LogLine.Extension(
                  Json.text(record, "name").orElse(""), Json.text(record, "state").orElse(""));
          case "platform.logsDropped" ->
              new LogLine.Dropped(Json.text(record, "reason").orElse(""));
          default -> new LogLine.OtherPlatform(type);
        });
  }

  /** AWS's own example of platform.start carries the type platform.initStart. */
  private static LogLine.Content initStart(JsonNode record, String requestId) {
    return requestId.isEmpty()
        ? new LogLine.InitStart(
            Json.text(record, "runtimeVersionArn"),
            Json.text(record, "functionName"),
            Json.text(record, "functionVersion"),
            Json.text(record, "initializationType"))
        : new LogLine.Start(requestId, Json.text(record, "version"));
  }

  private static LogLine.Metrics metrics(JsonNode metrics) {
    return new LogLine.Metrics(
        Json.number(metrics, "durationMs"),
        Json.number(metrics, "billedDurationMs"),
        Json.number(metrics, "memorySizeMB"),
        Json.number(metrics, "maxMemoryUsedMB"),
        Json.number(metrics, "initDurationMs"));
  }

  /** The text format prints no status for a success. */
  private static Optional<String> notSuccess(Optional<String> status) {
    return status.filter(text -> !text.equals("success"));
  }

  private static Optional<Matcher> find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher) : Optional.empty();
  }

  private static Optional<String> group(Matcher matcher, String name) {
    return Optional.ofNullable(matcher.group(name));
  }
}
