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
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final char[] ARN_KEY = "execution_arn\"".toCharArray();

  private final Source source;
  private final LogSink sink;
  private final VendedParser vended;
  private final VendedParser inner;
  private final List<Message> messages = new ArrayList<>();
  private long line;
  private int events;
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
    this.inner = new VendedParser(source.file());
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
    events = 0;
    messages.clear();
    vended.clear();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "message", "@message" -> message = event(parser) ? null : message(parser);
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
      take(vended, length);
    } else if (message != null) {
      deliver(new Message(at, message), group, stream);
    } else if (messages.isEmpty() && events == 0) {
      reject("it has neither a message nor an execution", "");
    } else {
      for (Message one : messages) {
        deliver(one, group, stream);
      }
    }
  }

  /** Of an event only the details are an object. */
  private static boolean isOther(String name, JsonToken value) {
    return value.isStructStart() && !name.equals("details");
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
      int before = events;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals("message")) {
          message = event(parser) ? "" : message(parser);
        } else if (name.equals("timestamp")) {
          at = parser.getValueAsString();
        } else {
          parser.skipChildren();
        }
      }
      if (events == before) {
        messages.add(new Message(at, message));
      }
    }
  }

  /** Takes the value of a message that is an event, without making a text of it. */
  private boolean event(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_STRING
        && event(
            CharBuffer.wrap(
                parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength()));
  }

  /** Takes a message that is an event of Step Functions; false where it is none. */
  private boolean event(CharBuffer text) {
    if (text.isEmpty() || text.get(text.position()) != '{' || !namesExecution(text)) {
      return false;
    }
    events++;
    int from = text.arrayOffset() + text.position();
    try (JsonParser parser =
        VendedParser.FACTORY.createParser(text.array(), from, text.remaining())) {
      parser.nextToken();
      inner.read(parser);
    } catch (IOException e) {
      reject("the event in the message is no whole JSON", text.toString());
      return true;
    }
    take(inner, text.remaining());
    return true;
  }

  /** The field stands near the end of what Step Functions writes. */
  private static boolean namesExecution(CharBuffer text) {
    char[] chars = text.array();
    int from = text.arrayOffset() + text.position();
    for (int i = from + text.remaining() - ARN_KEY.length; i > from; i--) {
      if (chars[i] == ARN_KEY[0]
          && Arrays.equals(chars, i, i + ARN_KEY.length, ARN_KEY, 0, ARN_KEY.length)) {
        return true;
      }
    }
    return false;
  }

  private void deliver(Message message, Optional<String> group, Optional<String> stream) {
    String text = message.text();
    if (event(CharBuffer.wrap(text.toCharArray()))) {
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

  private void take(VendedParser parsed, int chars) {
    Optional<String> problem = parsed.problem();
    if (problem.isPresent()) {
      reject(problem.get(), "");
    } else {
      sink.vended(parsed.event(line, chars));
    }
  }

  private void reject(String reason, String text) {
    sink.reject(new Reject(source.file().path(), line, reason, text));
  }
}
