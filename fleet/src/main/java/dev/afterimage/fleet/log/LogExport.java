// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.log;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.afterimage.core.evidence.FileId;
import dev.afterimage.core.evidence.Location;
import dev.afterimage.core.evidence.LogEvent;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.evidence.Timestamps;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file of a log export: lines of JSON in any of the wrappings in which CloudWatch Logs
 * leaves an account (subscription, delivery, a line per event), or the text of an export to S3, a
 * time before each message.
 */
public final class LogExport {
  private static final Pattern TEXT =
      Pattern.compile("^(?<at>\\d{4}-\\d{2}-\\d{2}T[\\d:.]+Z?) (?<message>.*)$", Pattern.DOTALL);
  private static final String ARN_KEY = "execution_arn\"";

  private final Source source;
  private final LogSink sink;
  private final VendedParser vended;
  private final List<Message> messages = new ArrayList<>();
  private long line;
  private @Nullable TextMessage open;

  /**
   * A file.
   *
   * @param group the log group of its lines, where they do not name it
   * @param stream the log stream of its lines, where they do not name it
   */
  public record Source(FileId file, Optional<String> group, Optional<String> stream) {}

  private record Message(@Nullable String at, String text) {}

  private record TextMessage(Instant at, StringBuilder text, long line) {}

  private LogExport(Source source, LogSink sink) {
    this.source = source;
    this.sink = sink;
    this.vended = new VendedParser(source.file());
  }

  /**
   * Reads a file to its end, as far as it can be read.
   *
   * @param in its content, decompressed
   * @return how many lines it has
   */
  public static long read(Source source, InputStream in, LogSink sink) {
    return new LogExport(source, sink).read(in);
  }

  private long read(InputStream in) {
    LineReader reader = new LineReader(in);
    try {
      while (reader.next()) {
        line++;
        if (reader.isTooLong()) {
          sink.reject(new Reject(source.file().path(), line, "the line is too long", ""));
        } else if (reader.length() > 0) {
          line(reader);
        }
      }
    } catch (IOException e) {
      sink.reject(new Reject(source.file().path(), line, "the file is cut off: " + reason(e), ""));
    }
    close();
    return line;
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private void line(LineReader reader) {
    byte first = reader.buffer()[reader.from()];
    if (first == '{' && open == null) {
      json(reader);
      return;
    }
    String text =
        new String(reader.buffer(), reader.from(), reader.length(), StandardCharsets.UTF_8);
    Matcher matcher = first >= '0' && first <= '9' ? TEXT.matcher(text) : null;
    Optional<Instant> at =
        matcher != null && matcher.matches()
            ? Timestamps.parse(matcher.group("at"))
            : Optional.empty();
    if (matcher != null && at.isPresent()) {
      close();
      open = new TextMessage(at.get(), new StringBuilder(matcher.group("message")), line);
    } else if (open != null) {
      open.text().append('\n').append(text);
    } else {
      reject("the line is neither JSON nor a time and a message", text);
    }
  }

  /** Ends the message of several lines that stands open. */
  private void close() {
    TextMessage message = open;
    open = null;
    if (message != null) {
      deliver(
          new Message(message.at().toString(), message.text().toString()),
          source.group(),
          source.stream());
    }
  }

  /** One line may hold several values: a delivery stream puts them side by side. */
  private void json(LineReader reader) {
    try (JsonParser parser =
        VendedParser.FACTORY.createParser(reader.buffer(), reader.from(), reader.length())) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          object(parser, reader.length());
        } else {
          parser.skipChildren();
        }
      }
    } catch (JsonProcessingException e) {
      reject("it is no whole JSON", text(reader));
    } catch (IOException e) {
      reject(reason(e), text(reader));
    }
  }

  private static String text(LineReader reader) {
    int length = Math.min(2000, reader.length());
    return new String(reader.buffer(), reader.from(), length, StandardCharsets.UTF_8);
  }

  private void object(JsonParser parser, int length) throws IOException {
    Optional<String> group = source.group();
    Optional<String> stream = source.stream();
    String at = null;
    String message = null;
    boolean control = false;
    messages.clear();
    vended.clear();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "message", "@message" -> message = message(parser);
        case "timestamp", "@timestamp" -> at = parser.getValueAsString();
        case "logGroup", "logGroupName", "log_group" -> group = text(parser);
        case "logStream", "logStreamName", "log_stream" -> stream = text(parser);
        case "logEvents" -> logEvents(parser);
        case "messageType" -> control = "CONTROL_MESSAGE".equals(parser.getValueAsString());
        default -> {
          boolean taken = !isOther(name, value) && vended.take(name, parser);
          if (!taken) {
            parser.skipChildren();
          }
        }
      }
    }
    if (control) {
      return;
    }
    if (vended.isEvent()) {
      vended(length);
    } else if (message != null) {
      deliver(new Message(at, message), group, stream);
    } else {
      batch(List.copyOf(messages), group, stream);
    }
  }

  /** Of an event only the details are an object. */
  private static boolean isOther(String name, JsonToken value) {
    return value.isStructStart() && !name.equals("details");
  }

  private void batch(List<Message> events, Optional<String> group, Optional<String> stream) {
    if (events.isEmpty()) {
      reject("it has neither a message nor an execution", "");
    }
    events.forEach(event -> deliver(event, group, stream));
  }

  private static Optional<String> text(JsonParser parser) throws IOException {
    return Optional.ofNullable(parser.getValueAsString());
  }

  /** A tool may have parsed a message that is JSON: its text stands for it. */
  private static String message(JsonParser parser) throws IOException {
    if (!parser.currentToken().isStructStart()) {
      return String.valueOf(parser.getValueAsString());
    }
    java.io.StringWriter text = new java.io.StringWriter();
    try (var generator = VendedParser.FACTORY.createGenerator(text)) {
      generator.copyCurrentStructure(parser);
    }
    return text.toString();
  }

  private void logEvents(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      String at = null;
      String message = "";
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals("message")) {
          message = message(parser);
        } else if (name.equals("timestamp")) {
          at = parser.getValueAsString();
        } else {
          parser.skipChildren();
        }
      }
      messages.add(new Message(at, message));
    }
  }

  private void deliver(Message message, Optional<String> group, Optional<String> stream) {
    String text = message.text();
    if (text.startsWith("{") && text.contains(ARN_KEY)) {
      inner(text);
      return;
    }
    Optional<Instant> at = Optional.ofNullable(message.at()).flatMap(Timestamps::parse);
    if (at.isEmpty()) {
      reject("the message has no time", text);
      return;
    }
    Ref ref = Ref.of(source.file(), new Location.Pointer("/" + (line - 1) + "/message"));
    sink.line(new LogEvent(group, stream, at.get(), text, ref.at(at.get())));
  }

  private void inner(String text) {
    try (JsonParser parser = VendedParser.FACTORY.createParser(text)) {
      parser.nextToken();
      vended.read(parser);
    } catch (IOException e) {
      reject("the event in the message is no whole JSON", text);
      return;
    }
    vended(text.length());
  }

  private void vended(int chars) {
    Optional<String> problem = vended.problem();
    if (problem.isPresent()) {
      reject(problem.get(), "");
    } else {
      sink.vended(vended.event(line, chars));
    }
  }

  private void reject(String reason, String text) {
    sink.reject(new Reject(source.file().path(), line, reason, text));
  }
}
