// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import dev.afterimage.core.evidence.Ref;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tells when the process of one generation had started: by the initialisation that the first report
 * measures, by its own lines before the first invocation, by the reset before it, or by the first
 * line of the stream; else only that it was before the first sign of it.
 *
 * @param initLines what was written before the first invocation
 * @param drafts the invocations
 */
record ProcessStarts(
    SandboxBuilder.StreamBounds bounds, List<LogLine> initLines, List<InvocationDraft> drafts) {

  /** What the clocks of the stream and of its lines may differ by. */
  private static final Duration SKEW = Duration.ofSeconds(1);

  /** Whether the evidence shows that no invocation came before the first one here. */
  boolean isShown() {
    return !initLines.isEmpty() || initStart().isPresent();
  }

  private Optional<Instant> initStart() {
    return drafts.isEmpty() ? Optional.empty() : drafts.get(0).initStart();
  }

  /**
   * Returns the start of the first process here of a stream.
   *
   * @param createdFrom the day that the stream's name gives
   */
  Sandbox.ProcessStart first(Optional<Instant> createdFrom) {
    Optional<Sandbox.ProcessStart> shown = shown();
    if (shown.isPresent()) {
      return shown
          .filter(ProcessStarts::isMoment)
          .flatMap(this::beforeItsRequest)
          .or(() -> shown)
          .orElseThrow();
    }
    InvocationDraft first = drafts.get(0);
    if (bounds.firstEvent().map(at -> !at.isBefore(first.start())).orElse(false)) {
      return known(first.start(), first.firstRef());
    }
    Optional<Instant> earliest =
        bounds
            .firstEvent()
            .or(bounds::created)
            .or(() -> createdFrom)
            .filter(at -> !at.isAfter(first.start()));
    return new Sandbox.ProcessStart(earliest, first.start(), false, first.firstRef());
  }

  /**
   * Returns the start of a later process.
   *
   * @param afterReset whether the platform ended the one before it
   */
  Sandbox.ProcessStart later(boolean afterReset) {
    return shown()
        .orElseGet(
            () -> {
              InvocationDraft first = drafts.get(0);
              return afterReset
                  ? known(first.start(), first.firstRef())
                  : new Sandbox.ProcessStart(
                      Optional.empty(), first.start(), false, first.firstRef());
            });
  }

  private Optional<Sandbox.ProcessStart> shown() {
    Optional<Sandbox.ProcessStart> again = afterFailedInit();
    if (again.isPresent()) {
      return again;
    }
    Optional<Instant> measured = initStart();
    if (measured.isPresent()) {
      Instant start = measured.get();
      boolean earlier = !initLines.isEmpty() && initLines.get(0).at().isBefore(start);
      return Optional.of(known(earlier ? initLines.get(0).at() : start, drafts.get(0).reportRef()));
    }
    return initLines.isEmpty()
        ? Optional.empty()
        : Optional.of(known(initLines.get(0).at(), initLines.get(0).ref()));
  }

  /** An initialisation that failed is run again, in a process of its own, for the next request. */
  private Optional<Sandbox.ProcessStart> afterFailedInit() {
    for (int i = initLines.size() - 1; i >= 0; i--) {
      LogLine line = initLines.get(i);
      if (line.content() instanceof LogLine.InitReport report && report.isFailure()) {
        return report.phase().filter("invoke"::equals).isPresent()
            ? Optional.of(known(minus(line.at(), report.durationMs()), line.ref()))
            : Optional.of(between(line, i));
      }
    }
    return Optional.empty();
  }

  /** The second process starts after the report, and before its own first line or request. */
  private Sandbox.ProcessStart between(LogLine report, int index) {
    if (index + 1 < initLines.size()) {
      LogLine next = initLines.get(index + 1);
      return known(next.at(), next.ref());
    }
    Instant latest = drafts.isEmpty() ? report.at() : drafts.get(0).start();
    return report.at().isBefore(latest)
        ? new Sandbox.ProcessStart(Optional.of(report.at()), latest, false, report.ref())
        : known(latest, report.ref());
  }

  private static boolean isMoment(Sandbox.ProcessStart start) {
    return start.known();
  }

  /** Lambda may start a sandbox long before a request needs it: the stream is then older. */
  private Optional<Sandbox.ProcessStart> beforeItsRequest(Sandbox.ProcessStart shown) {
    boolean measured = initLines.isEmpty() && initStart().isPresent();
    return bounds
        .firstEvent()
        .or(bounds::created)
        .filter(at -> measured && at.isBefore(shown.latest().minus(SKEW)))
        .map(at -> new Sandbox.ProcessStart(Optional.of(at), shown.latest(), false, shown.ref()));
  }

  private static Instant minus(Instant at, double ms) {
    return at.minusNanos((long) (ms * 1e6));
  }

  private static Sandbox.ProcessStart known(Instant start, Ref ref) {
    return new Sandbox.ProcessStart(Optional.of(start), start, true, ref);
  }
}
