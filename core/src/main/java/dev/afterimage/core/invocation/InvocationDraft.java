// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import dev.afterimage.core.evidence.Ref;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** An invocation while its lines are read. */
final class InvocationDraft {
  /** Error types of a report after which the process is gone; other ones are the handler's. */
  private static final Pattern ENDS_PROCESS =
      Pattern.compile(
          "Runtime\\.(ExitError|OutOfMemory|Invalid\\w+|Unknown)|Extension\\.\\w+|Sandbox\\.\\w+");

  private final String requestId;
  private final Instant start;
  private final List<LogLine> lines = new ArrayList<>();
  private Optional<Invocation.Report> report = Optional.empty();
  private Optional<Instant> end = Optional.empty();
  private boolean timedOut;
  private boolean exited;

  InvocationDraft(String requestId, Instant start) {
    this.requestId = requestId;
    this.start = start;
  }

  String requestId() {
    return requestId;
  }

  Instant start() {
    return start;
  }

  /** Whether the platform wrote that it starts, so that its end will be written, too. */
  boolean hasStart() {
    return !lines.isEmpty() && lines.get(0).content() instanceof LogLine.Start;
  }

  void add(LogLine line) {
    lines.add(line);
  }

  void report(LogLine line, LogLine.Report content) {
    lines.add(line);
    report = Optional.of(new Invocation.Report(content, line.ref()));
    end = Optional.of(line.at());
  }

  /** The platform says that the process of this invocation ended. */
  void end(LogLine line) {
    lines.add(line);
    timedOut |= line.content() instanceof LogLine.TimedOut;
    exited |= line.content() instanceof LogLine.Exited;
    end = end.or(() -> Optional.of(line.at()));
  }

  Instant lastSeen() {
    return end.orElseGet(() -> lines.isEmpty() ? start : lines.get(lines.size() - 1).at());
  }

  Ref firstRef() {
    return lines.get(0).ref();
  }

  Ref reportRef() {
    return report.map(Invocation.Report::ref).orElseGet(this::firstRef);
  }

  /** Returns when the initialisation began that the report measures. */
  Optional<Instant> initStart() {
    return report
        .flatMap(r -> r.line().metrics().initMs())
        .map(ms -> start.minusNanos((long) (ms * 1e6)));
  }

  Invocation.Outcome outcome() {
    Optional<String> status = report.flatMap(r -> r.line().status()).or(this::runtimeDoneStatus);
    if (timedOut || status.filter("timeout"::equals).isPresent()) {
      return Invocation.Outcome.TIMED_OUT;
    }
    if (exited || report.flatMap(r -> r.line().errorType()).filter(this::endsProcess).isPresent()) {
      return Invocation.Outcome.CRASHED;
    }
    if (status.isPresent() || lines.stream().anyMatch(InvocationDraft::isUncaught)) {
      return Invocation.Outcome.RAISED;
    }
    return report.isPresent() ? Invocation.Outcome.OK : Invocation.Outcome.UNKNOWN;
  }

  private boolean endsProcess(String errorType) {
    return ENDS_PROCESS.matcher(errorType).matches();
  }

  private Optional<String> runtimeDoneStatus() {
    return lines.stream()
        .map(LogLine::content)
        .filter(LogLine.RuntimeDone.class::isInstance)
        .flatMap(content -> ((LogLine.RuntimeDone) content).status().stream())
        .filter(status -> !status.equals("success"))
        .findFirst();
  }

  private static boolean isUncaught(LogLine line) {
    return line.content() instanceof LogLine.Application app
        && app.error().filter(LogLine.ShownError::uncaught).isPresent();
  }

  /**
   * Builds the invocation.
   *
   * @param begun when Lambda began to work for it
   */
  Invocation build(Invocation.Place place, Instant begun, Optional<Instant> before) {
    return new Invocation(
        requestId,
        place,
        new Invocation.Times(begun, start, end, SandboxBuilder.idle(before, start)),
        report,
        lines,
        outcome());
  }
}
