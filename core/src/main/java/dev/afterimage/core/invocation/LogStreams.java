// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import dev.afterimage.core.evidence.Answer;
import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.evidence.LogEvent;
import dev.afterimage.core.evidence.LogPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sorts log events into their streams, each event once, in the order they were written. */
final class LogStreams {
  private static final String GROUP_IN_ARN = ":log-group:";

  private final Map<String, StreamDraft> streams = new TreeMap<>();
  private final Map<String, List<EvidenceRecord>> described = new TreeMap<>();
  private boolean backwards;

  /**
   * The lines of one stream.
   *
   * @param bounds what describe-log-streams says of it
   * @param answer the first answer with lines of it
   */
  record Stream(
      StreamId id, List<LogLine> lines, SandboxBuilder.StreamBounds bounds, Answer answer) {}

  private LogStreams(Evidence evidence) {
    for (EvidenceRecord record : evidence.records(Kind.LOG_STREAM)) {
      record
          .text("logStreamName")
          .ifPresent(name -> described.computeIfAbsent(name, n -> new ArrayList<>()).add(record));
    }
  }

  /** Returns the streams by name. */
  static List<Stream> of(Evidence evidence) {
    LogStreams all = new LogStreams(evidence);
    all.backwards = evidence.logs().stream().anyMatch(page -> direction(page) < 0);
    int unnamed = 0;
    for (LogPage page : inTime(evidence.logs())) {
      boolean named = page.events().stream().anyMatch(event -> event.stream().isPresent());
      all.add(page, named ? "" : "unnamed stream " + ++unnamed);
    }
    return all.streams.values().stream().map(StreamDraft::build).toList();
  }

  /**
   * Pages in the order of their first events, so that equal times at their borders stay in order.
   */
  private static List<LogPage> inTime(List<LogPage> pages) {
    return pages.stream()
        .filter(page -> !page.events().isEmpty())
        .sorted(
            Comparator.comparing((LogPage page) -> first(page))
                .thenComparing(p -> p.answer().ref()))
        .toList();
  }

  private static Instant first(LogPage page) {
    return page.events().stream().map(LogEvent::at).min(Instant::compareTo).orElse(Instant.MAX);
  }

  private void add(LogPage page, String fallback) {
    // An answer may run backwards; the order of equal times follows the order it runs in.
    List<LogEvent> events = new ArrayList<>(page.events());
    int direction = direction(page);
    if (direction < 0 || (direction == 0 && backwards)) {
      Collections.reverse(events);
    }
    Map<StreamDraft, Map<Event, Integer>> inPage = new HashMap<>();
    for (LogEvent event : events) {
      StreamDraft draft = draft(event, fallback, page.answer());
      draft.add(event, inPage.computeIfAbsent(draft, key -> new HashMap<>()));
    }
  }

  private StreamDraft draft(LogEvent event, String fallback, Answer answer) {
    String name = event.stream().orElse(fallback);
    Optional<String> group = event.group().or(() -> groupOf(name));
    return streams.computeIfAbsent(
        group.orElse("") + "\n" + name,
        key -> new StreamDraft(new StreamId(group, name), bounds(name), answer));
  }

  /** Negative where the newest event comes first; 0 where all are of one moment. */
  private static int direction(LogPage page) {
    List<LogEvent> events = page.events();
    return events.isEmpty() ? 0 : events.get(events.size() - 1).at().compareTo(events.get(0).at());
  }

  /** The ARN that describe-log-streams gives names the group; the events do not. */
  private Optional<String> groupOf(String stream) {
    List<EvidenceRecord> records = described.getOrDefault(stream, List.of());
    return records.size() == 1
        ? records.get(0).text("arn").flatMap(LogStreams::group)
        : Optional.empty();
  }

  private static Optional<String> group(String arn) {
    int start = arn.indexOf(GROUP_IN_ARN);
    if (start < 0) {
      return Optional.empty();
    }
    String rest = arn.substring(start + GROUP_IN_ARN.length());
    int end = rest.indexOf(':');
    return Optional.of(end < 0 ? rest : rest.substring(0, end));
  }

  private SandboxBuilder.StreamBounds bounds(String stream) {
    List<EvidenceRecord> records = described.getOrDefault(stream, List.of());
    return records.isEmpty()
        ? SandboxBuilder.StreamBounds.UNKNOWN
        : new SandboxBuilder.StreamBounds(
            records.get(0).moment("creationTime"), records.get(0).moment("firstEventTimestamp"));
  }

  private record Event(Instant at, String text) {}

  /** A stream while its lines are found. */
  private static final class StreamDraft {
    private final StreamId id;
    private final SandboxBuilder.StreamBounds bounds;
    private final Answer answer;
    private final List<LogLine> lines = new ArrayList<>();
    private final Map<Event, Integer> kept = new HashMap<>();

    StreamDraft(StreamId id, SandboxBuilder.StreamBounds bounds, Answer answer) {
      this.id = id;
      this.bounds = bounds;
      this.answer = answer;
    }

    /** Adds an event unless another answer has given it; in one answer equal events are two. */
    void add(LogEvent event, Map<Event, Integer> inPage) {
      Event key = new Event(event.at(), event.message());
      int here = inPage.merge(key, 1, Integer::sum);
      if (here > kept.getOrDefault(key, 0)) {
        kept.put(key, here);
        lines.add(LogLineParser.parse(event));
      }
    }

    /** Sorts by time; the sort keeps the order of equal times. */
    Stream build() {
      lines.sort(Comparator.comparing(LogLine::at));
      return new Stream(id, lines, bounds, answer);
    }
  }
}
