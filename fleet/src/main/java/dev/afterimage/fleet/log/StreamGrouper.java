// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.log;

import dev.afterimage.core.evidence.LogEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Groups lines by log stream. Of a long stream a part leaves when enough of it is here, cut before
 * an invocation that starts right behind the report of another one: there no line is torn from what
 * it belongs to. The lines of a stream come in the order of time.
 */
public final class StreamGrouper {
  /** Lines of one stream that are held before a part of them may leave. */
  private static final int PART = 512;

  private final Map<String, List<LogEvent>> streams = new TreeMap<>();
  private final Consumer<Part> parts;

  /** Lines of one stream, in the order of time. */
  public record Part(Optional<String> group, String stream, List<LogEvent> lines) {
    public Part {
      lines = List.copyOf(lines);
    }
  }

  /** Creates a grouper; {@code parts} takes the parts of streams. */
  public StreamGrouper(Consumer<Part> parts) {
    this.parts = parts;
  }

  /** Adds a line; one without a stream is of a stream named by its group. */
  public void add(LogEvent line) {
    String key = line.group().orElse("") + "\n" + line.stream().orElse("");
    List<LogEvent> lines = streams.computeIfAbsent(key, k -> new ArrayList<>());
    if (lines.size() >= PART && isStart(line) && isReport(lines.get(lines.size() - 1))) {
      leave(lines);
      lines.clear();
    }
    lines.add(line);
  }

  /**
   * Ends the grouping: what is left of every stream leaves.
   *
   * @param kept takes the lines of invocations that were not reported yet
   */
  public void finish(EventLines kept) {
    try {
      for (List<LogEvent> lines : streams.values()) {
        leave(lines);
        for (LogEvent line : unreported(lines)) {
          kept.write(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void leave(List<LogEvent> lines) {
    List<LogEvent> sorted = new ArrayList<>(lines);
    sorted.sort(Comparator.comparing(LogEvent::at));
    LogEvent first = sorted.get(0);
    parts.accept(new Part(first.group(), first.stream().orElse(""), sorted));
  }

  /** The lines from the start of an invocation, or of a process, on that no report follows. */
  private static List<LogEvent> unreported(List<LogEvent> lines) {
    int from = lines.size();
    for (int i = lines.size() - 1; i >= 0 && !isReport(lines.get(i)); i--) {
      if (isStart(lines.get(i)) || isProcessStart(lines.get(i))) {
        from = i;
      }
    }
    return lines.subList(from, lines.size());
  }

  private static boolean isStart(LogEvent line) {
    return line.message().startsWith("START RequestId: ")
        || line.message().contains("\"platform.start\"");
  }

  private static boolean isProcessStart(LogEvent line) {
    return line.message().startsWith("INIT_START")
        || line.message().contains("\"platform.initStart\"");
  }

  private static boolean isReport(LogEvent line) {
    return line.message().startsWith("REPORT RequestId: ")
        || line.message().contains("\"platform.report\"");
  }
}
