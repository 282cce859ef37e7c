// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request that a sandbox served. */
public record Invocation(
    String requestId,
    Place place,
    Times times,
    Optional<Report> report,
    List<LogLine> lines,
    Outcome outcome) {

  /**
   * Where an invocation stands in the life of its sandbox.
   *
   * @param ordinal how many invocations came before it in its process; a lower bound where the
   *     start of the process is not known
   * @param ordinalKnown whether the ordinal is the true one
   * @param start when the process started
   */
  public record Place(
      StreamId stream,
      int generation,
      int ordinal,
      boolean ordinalKnown,
      Sandbox.ProcessStart start) {

    /** Whether the process served this invocation first; none where that is not known. */
    public Optional<Boolean> cold() {
      return ordinal > 0 ? Optional.of(false) : ordinalKnown ? Optional.of(true) : Optional.empty();
    }
  }

  /**
   * When an invocation started and ended.
   *
   * @param begun when Lambda began to work for it: where it waited for an initialisation, that
   *     one's start
   * @param idleBefore the time since the end of the one before it in the sandbox
   */
  public record Times(
      Instant begun, Instant start, Optional<Instant> end, Optional<Duration> idleBefore) {}

  /** The report of an invocation and its place in the evidence. */
  public record Report(LogLine.Report line, Ref ref) {}

  /** What the log tells of the end of an invocation. */
  public enum Outcome {
    /** Reported, without a sign of an error. */
    OK,
    /** The handler raised and the runtime wrote it down. */
    RAISED,
    TIMED_OUT,
    /** The process ended, or was killed. */
    CRASHED,
    /** Neither a report nor an error is here. */
    UNKNOWN;

    /** Whether the log shows a failure. */
    public boolean isFailure() {
      return this == RAISED || this == TIMED_OUT || this == CRASHED;
    }
  }

  public Invocation {
    requireNonNull(requestId, "requestId is null");
    requireNonNull(place, "place is null");
    requireNonNull(times, "times is null");
    requireNonNull(report, "report is null");
    lines = List.copyOf(lines);
    requireNonNull(outcome, "outcome is null");
  }

  /**
   * Returns the age of the process at the start of the invocation, in milliseconds, as [least,
   * most]; equal where the start of the process is known, {@code most} infinite where nothing
   * bounds it.
   */
  public double[] ageMs() {
    double least = millis(place.start().latest());
    double most =
        place.start().known()
            ? least
            : place.start().earliest().map(this::millis).orElse(Double.POSITIVE_INFINITY);
    return new double[] {Math.max(0, least), Math.max(0, most)};
  }

  private double millis(Instant since) {
    return Duration.between(since, times.start()).toNanos() / 1e6;
  }

  /** Invocations are equal where they stand at the same place of the same stream. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Invocation that
        && place.stream().equals(that.place.stream())
        && place.generation() == that.place.generation()
        && place.ordinal() == that.place.ordinal();
  }

  @Override
  public int hashCode() {
    return Objects.hash(place.stream(), place.generation(), place.ordinal());
  }

  /** Returns the reported duration in milliseconds. */
  public Optional<Double> durationMs() {
    return report.flatMap(r -> r.line().metrics().durationMs());
  }

  /** Returns the last moment that is known of the invocation. */
  public Instant lastSeen() {
    return times
        .end()
        .orElseGet(() -> lines.isEmpty() ? times.start() : lines.get(lines.size() - 1).at());
  }

  /** Returns the error that the runtime or the code wrote last; uncaught ones count first. */
  public Optional<LogLine.ShownError> shownError() {
    List<LogLine.ShownError> errors =
        lines.stream()
            .map(LogLine::content)
            .filter(LogLine.Application.class::isInstance)
            .flatMap(content -> ((LogLine.Application) content).error().stream())
            .toList();
    return errors.stream()
        .filter(LogLine.ShownError::uncaught)
        .findFirst()
        .or(() -> errors.isEmpty() ? Optional.empty() : Optional.of(errors.get(errors.size() - 1)));
  }

  /** Returns the place that shows the invocation: its report, else its first line. */
  public Ref ref() {
    return report.map(Report::ref).orElseGet(() -> lines.get(0).ref());
  }
}
