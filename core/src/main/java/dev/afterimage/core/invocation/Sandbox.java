// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One execution environment of a function, which is one log stream: the generations of its process.
 *
 * @param function the function's name; none where the evidence does not tell whose stream it is
 * @param ref the first line of the stream that is here
 */
public record Sandbox(
    StreamId stream,
    Optional<String> function,
    Optional<String> version,
    List<Generation> generations,
    Ref ref) {

  /**
   * One process in a sandbox. A timeout or a crash resets the process and keeps the sandbox.
   *
   * @param number its place in what is here of the stream, from 1
   * @param initLines what was written before the first invocation
   */
  public record Generation(
      int number, ProcessStart start, List<LogLine> initLines, List<Invocation> invocations) {
    public Generation {
      requireNonNull(start, "start is null");
      initLines = List.copyOf(initLines);
      invocations = List.copyOf(invocations);
    }

    /** Returns the initialisations that the platform reported. */
    public List<LogLine.InitReport> initReports() {
      return initLines.stream()
          .map(LogLine::content)
          .filter(LogLine.InitReport.class::isInstance)
          .map(LogLine.InitReport.class::cast)
          .toList();
    }
  }

  /**
   * When a process started: a moment, or the span in which it must lie.
   *
   * @param earliest none where the evidence sets no bound
   * @param known whether the evidence shows the start itself
   * @param ref what shows it, or the first sign of the process
   */
  public record ProcessStart(Optional<Instant> earliest, Instant latest, boolean known, Ref ref) {}

  public Sandbox {
    requireNonNull(stream, "stream is null");
    requireNonNull(function, "function is null");
    requireNonNull(version, "version is null");
    generations = List.copyOf(generations);
    requireNonNull(ref, "ref is null");
  }

  /** Returns the invocations of all generations, in order. */
  public Stream<Invocation> invocations() {
    return generations.stream().flatMap(generation -> generation.invocations().stream());
  }

  /** Returns the first moment that is known of this sandbox. */
  public Instant firstSeen() {
    return generations.get(0).start().latest();
  }
}
