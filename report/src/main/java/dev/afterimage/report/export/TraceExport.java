// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.CaseFile;
import dev.afterimage.core.history.Run;
import dev.afterimage.report.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Runs as trace events (the JSON format that Perfetto and Chrome read): a process for each run, all
 * from one start, and as many tracks as steps ran side by side.
 */
public final class TraceExport {
  private final ArrayNode events = JsonNodeFactory.instance.arrayNode();
  private int process;

  private TraceExport() {}

  /** Returns the trace, as one JSON object. */
  public static String write(List<CaseFile.Examination> examinations) {
    TraceExport export = new TraceExport();
    for (CaseFile.Examination examination : examinations) {
      var subject = examination.diagnosis().subject();
      subject.a().ifPresent(a -> export.run("A", a.run(), examination));
      export.run("B", subject.b().run(), examination);
    }
    ObjectNode trace = JsonNodeFactory.instance.objectNode();
    trace.set("traceEvents", export.events);
    trace.put("displayTimeUnit", "ms");
    return ExportJson.write(trace);
  }

  private void run(String side, Run run, CaseFile.Examination examination) {
    process++;
    String name = side + " " + Story.label(run) + " (" + run.status() + ")";
    metadata("process_name", 0).putObject("args").put("name", ExportJson.bounded(name));
    metadata("process_sort_index", 0).putObject("args").put("sort_index", process);
    List<RunSpan> spans = new ArrayList<>(RunSpans.of(run, examination.situation().runs()));
    // On one track a slice must end within the slice that it begins in: long ones come first.
    spans.sort(
        Comparator.comparing((RunSpan span) -> span.time().start())
            .thenComparing(span -> span.time().end(), Comparator.reverseOrder())
            .thenComparing(RunSpan::kind));
    List<Track> tracks = new ArrayList<>();
    for (RunSpan span : spans) {
      slice(span, track(span, tracks), run.times().start());
    }
  }

  private int track(RunSpan span, List<Track> tracks) {
    for (int i = 0; i < tracks.size(); i++) {
      if (tracks.get(i).takes(span)) {
        return i + 1;
      }
    }
    Track track = new Track();
    track.takes(span);
    tracks.add(track);
    metadata("thread_name", tracks.size())
        .putObject("args")
        .put("name", tracks.size() == 1 ? "run" : "side by side " + tracks.size());
    return tracks.size();
  }

  private ObjectNode metadata(String what, int track) {
    return events
        .addObject()
        .put("ph", "M")
        .put("name", what)
        .put("pid", process)
        .put("tid", track);
  }

  private void slice(RunSpan span, int track, Instant zero) {
    ObjectNode slice = events.addObject();
    slice.put("ph", "X").put("name", ExportJson.bounded(span.name()));
    slice.put("cat", span.kind().name().toLowerCase(java.util.Locale.ROOT));
    slice.put("pid", process).put("tid", track);
    slice.put("ts", micros(zero, span.time().start()));
    slice.put("dur", micros(span.time().start(), span.time().end()));
    if (span.outcome().failed()) {
      slice.put("cname", "terrible");
    }
    ObjectNode args = slice.putObject("args");
    args.put("status", span.outcome().status());
    span.outcome().error().ifPresent(error -> args.put("error", ExportJson.bounded(error)));
    span.outcome().cause().ifPresent(cause -> args.put("cause", ExportJson.bounded(cause)));
  }

  private static long micros(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toNanos() / 1000);
  }

  /** The slices that are open on one track, the innermost on top. */
  private static final class Track {
    private final Deque<Instant> ends = new ArrayDeque<>();

    /** Takes a slice if it lies within the innermost one that is open when it begins. */
    boolean takes(RunSpan span) {
      while (!ends.isEmpty() && !ends.peek().isAfter(span.time().start())) {
        ends.pop();
      }
      if (!ends.isEmpty() && ends.peek().isBefore(span.time().end())) {
        return false;
      }
      ends.push(span.time().end());
      return true;
    }
  }
}
