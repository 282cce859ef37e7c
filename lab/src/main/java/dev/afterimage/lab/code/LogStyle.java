// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.code;

import dev.afterimage.lab.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How a program's logging library lays out a line. */
public enum LogStyle {
  /** Python's logging with Lambda's own handler. */
  PYTHON_LOGGING,
  /** The text alone, as print and System.out write it. */
  PRINT,
  /** JSON lines as Powertools for Python writes them. */
  PYTHON_STRUCTURED,
  /** Node's console. */
  NODE_CONSOLE,
  /** JSON lines as pino writes them. */
  NODE_PINO,
  /** Log4j with Lambda's pattern. */
  JAVA_LOG4J,
  /** Nothing is ever logged. */
  SILENT;

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter POWERTOOLS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS'+0000'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter LOG4J =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Returns a time as most of AWS prints it in logs. */
  public static String iso(Instant time) {
    return MILLIS.format(time);
  }

  /**
   * Returns the line for a text.
   *
   * @param requestId empty while no request is served
   */
  public String line(Instant now, String requestId, Level level, String text) {
    return switch (this) {
      case PYTHON_LOGGING ->
          "[" + pythonLevel(level) + "]\t" + iso(now) + "\t" + requestId + "\t" + text + "\n";
      case PRINT, SILENT -> text + "\n";
      case PYTHON_STRUCTURED ->
          Json.text(
                  Json.object()
                      .put("level", pythonLevel(level))
                      .put("location", "handler:" + (20 + text.length() % 60))
                      .put("message", text)
                      .put("timestamp", POWERTOOLS.format(now))
                      .put("service", "service_undefined")
                      .put("function_request_id", requestId))
              + "\n";
      case NODE_CONSOLE ->
          iso(now)
              + "\t"
              + (requestId.isEmpty() ? "undefined" : requestId)
              + "\t"
              + level
              + "\t"
              + text
              + "\n";
      case NODE_PINO ->
          Json.text(
                  Json.object()
                      .put("level", pinoLevel(level))
                      .put("time", now.toEpochMilli())
                      .put("pid", 8)
                      .put("hostname", "169.254.8.129")
                      .put("reqId", requestId)
                      .put("msg", text))
              + "\n";
      case JAVA_LOG4J ->
          "%s %s %-5s App - %s".formatted(LOG4J.format(now), requestId, level, text) + "\n";
    };
  }

  private static int pinoLevel(Level level) {
    return switch (level) {
      case DEBUG -> 20;
      case INFO -> 30;
      case WARN -> 40;
      case ERROR -> 50;
    };
  }

  private static String pythonLevel(Level level) {
    return level == Level.WARN ? "WARNING" : level.name();
  }
}
