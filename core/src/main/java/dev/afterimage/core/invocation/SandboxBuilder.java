// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of one stream in their order into generations and invocations.
 *
 * <p>A generation starts with the stream and after whatever ends the process: a timeout, a crash, a
 * failed initialisation that was not repeated. Lines between START and the report belong to that
 * request, since a sandbox serves one at a time.
 */
final class SandboxBuilder {
  private final StreamId stream;
  private final StreamBounds bounds;
  private final List<Sandbox.Generation> generations = new ArrayList<>();

  private final Map<String, InvocationDraft> byRequest = new HashMap<>();

  private List<LogLine> initLines = new ArrayList<>();
  private List<InvocationDraft> drafts = new ArrayList<>();
  private @Nullable InvocationDraft current;
  private boolean reset;

  /**
   * What is known of a stream beside its lines.
   *
   * @param created when it was created
   * @param firstEvent when its first line was written
   */
  record StreamBounds(Optional<Instant> created, Optional<Instant> firstEvent) {
    static final StreamBounds UNKNOWN = new StreamBounds(Optional.empty(), Optional.empty());
  }

  SandboxBuilder(StreamId stream, StreamBounds bounds) {
    this.stream = stream;
    this.bounds = bounds;
  }

  List<Sandbox.Generation> build(List<LogLine> lines) {
    lines.forEach(this::add);
    endGeneration();
    return generations;
  }

  private void add(LogLine line) {
    LogLine.Content content = line.content();
    if (content instanceof LogLine.InitStart) {
      beginProcess(line);
    } else if (content instanceof LogLine.Start start) {
      begin(line, start.requestId());
    } else if (content instanceof LogLine.Report report) {
      report(line, report);
    } else if (content instanceof LogLine.TimedOut timedOut) {
      ends(line, timedOut.requestId());
    } else if (content instanceof LogLine.Exited exited) {
      ends(line, exited.requestId());
    } else if (content instanceof LogLine.End end) {
      last(Optional.of(end.requestId())).ifPresent(draft -> draft.add(line));
    } else if (content instanceof LogLine.RuntimeDone done) {
      last(Optional.of(done.requestId())).ifPresent(draft -> draft.add(line));
    } else if (content instanceof LogLine.Application app) {
      application(line, app);
    } else {
      other(line);
    }
  }

  /** A process starts: what came before it belongs to the one before. */
  private void beginProcess(LogLine line) {
    if (!drafts.isEmpty() || reset) {
      endGeneration();
    }
    initLines.add(line);
  }

  private void begin(LogLine line, String requestId) {
    if (reset) {
      endGenerationBeforeInit();
    }
    InvocationDraft draft = new InvocationDraft(requestId, line.at());
    draft.add(line);
    add(draft);
  }

  private void report(LogLine line, LogLine.Report report) {
    InvocationDraft draft =
        last(Optional.of(report.requestId()))
            .orElseGet(() -> implicit(report.requestId(), startOf(line, report)));
    draft.report(line, report);
    current = null;
    if (draft.outcome().isFailure() && draft.outcome() != Invocation.Outcome.RAISED) {
      reset = true;
    }
  }

  /** Without a START line the report's duration tells when the invocation began. */
  private static Instant startOf(LogLine line, LogLine.Report report) {
    double ms = report.metrics().durationMs().orElse(0.0);
    return line.at().minusNanos((long) (ms * 1e6));
  }

  private void ends(LogLine line, Optional<String> requestId) {
    last(requestId).ifPresentOrElse(draft -> draft.end(line), () -> initLines.add(line));
    reset = true;
  }

  private void application(LogLine line, LogLine.Application app) {
    Optional<InvocationDraft> named = app.requestId().flatMap(id -> find(id));
    if (named.isPresent()) {
      named.get().add(line);
    } else if (current != null && (app.requestId().isEmpty() || current.hasStart())) {
      current.add(line);
    } else if (app.requestId().isPresent()) {
      // START lines can be switched off: the request id in a line is then the only sign of one.
      implicit(app.requestId().get(), line.at()).add(line);
    } else {
      betweenInvocations(line);
    }
  }

  private void other(LogLine line) {
    if (current != null) {
      current.add(line);
    } else {
      betweenInvocations(line);
    }
  }

  /** After a reset a line is of the new process; else of the invocation that just ended. */
  private void betweenInvocations(LogLine line) {
    boolean initReport = line.content() instanceof LogLine.InitReport;
    if (drafts.isEmpty() || reset || initReport) {
      if (!drafts.isEmpty()) {
        endGeneration();
      }
      initLines.add(line);
    } else {
      drafts.get(drafts.size() - 1).add(line);
    }
  }

  private InvocationDraft implicit(String requestId, Instant start) {
    if (reset) {
      endGenerationBeforeInit();
    }
    InvocationDraft draft = new InvocationDraft(requestId, start);
    if (drafts.isEmpty() && initLines.stream().allMatch(SandboxBuilder::isApplication)) {
      // The answer begins inside of an invocation: what came first is its own.
      initLines.forEach(draft::add);
      initLines = new ArrayList<>();
    }
    add(draft);
    return draft;
  }

  private static boolean isApplication(LogLine line) {
    return line.content() instanceof LogLine.Application;
  }

  /** The invocation with an id, the last where one was tried again; without an id the last one. */
  private Optional<InvocationDraft> last(Optional<String> requestId) {
    if (requestId.isEmpty()) {
      return drafts.isEmpty() ? Optional.empty() : Optional.of(drafts.get(drafts.size() - 1));
    }
    return find(requestId.get());
  }

  /** The invocation with an id; Lambda's own retries repeat it, and the last one counts. */
  private Optional<InvocationDraft> find(String requestId) {
    return Optional.ofNullable(byRequest.get(requestId));
  }

  private void add(InvocationDraft draft) {
    drafts.add(draft);
    byRequest.put(draft.requestId(), draft);
    current = draft;
  }

  /** Ends the generation unless only lines of the new process have come since the reset. */
  private void endGenerationBeforeInit() {
    if (!drafts.isEmpty()) {
      endGeneration();
    }
    reset = false;
  }

  private void endGeneration() {
    if (!drafts.isEmpty() || !initLines.isEmpty()) {
      int number = generations.size() + 1;
      ProcessStarts starts = new ProcessStarts(bounds, initLines, drafts);
      Sandbox.ProcessStart start =
          number == 1 ? starts.first(stream.createdFrom()) : starts.later(generationEndedByReset());
      boolean fromStart = start.known() || starts.isShown();
      generations.add(
          new Sandbox.Generation(number, start, initLines, invocations(number, start, fromStart)));
    }
    initLines = new ArrayList<>();
    drafts = new ArrayList<>();
    byRequest.clear();
    current = null;
    reset = false;
  }

  private List<Invocation> invocations(int number, Sandbox.ProcessStart start, boolean fromStart) {
    List<Invocation> invocations = new ArrayList<>();
    Optional<Instant> before = generations.isEmpty() ? Optional.empty() : endOfPrevious();
    for (int ordinal = 0; ordinal < drafts.size(); ordinal++) {
      InvocationDraft draft = drafts.get(ordinal);
      Invocation.Place place = new Invocation.Place(stream, number, ordinal, fromStart, start);
      Instant begun = ordinal == 0 ? begun(draft) : draft.start();
      invocations.add(draft.build(place, begun, before));
      before = Optional.of(draft.lastSeen());
    }
    return invocations;
  }

  /** The first request of a process waits for its initialisation, and for one that failed. */
  private Instant begun(InvocationDraft first) {
    Instant begun = first.initStart().orElse(first.start());
    for (LogLine line : initLines) {
      Instant at =
          line.content() instanceof LogLine.InitReport init
              ? line.at().minusNanos((long) (init.durationMs() * 1e6))
              : line.at();
      begun = at.isBefore(begun) ? at : begun;
    }
    return begun;
  }

  private Optional<Instant> endOfPrevious() {
    List<Invocation> previous = generations.get(generations.size() - 1).invocations();
    return previous.isEmpty()
        ? Optional.empty()
        : Optional.of(previous.get(previous.size() - 1).lastSeen());
  }

  private boolean generationEndedByReset() {
    List<Invocation> previous = generations.get(generations.size() - 1).invocations();
    return previous.isEmpty()
        || previous.get(previous.size() - 1).outcome() == Invocation.Outcome.TIMED_OUT
        || previous.get(previous.size() - 1).outcome() == Invocation.Outcome.CRASHED;
  }

  /** Returns the time between the end of one invocation and the start of the next. */
  static Optional<Duration> idle(Optional<Instant> before, Instant start) {
    return before
        .map(end -> Duration.between(end, start))
        .map(gap -> gap.isNegative() ? Duration.ZERO : gap);
  }
}
