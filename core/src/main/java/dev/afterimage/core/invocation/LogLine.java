// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.LogEvent;
import dev.afterimage.core.evidence.Ref;
import java.time.Instant;
import java.util.Optional;

/** A log event of a function and what it says. */
public record LogLine(LogEvent event, Content content) {
  public LogLine {
    requireNonNull(event, "event is null");
    requireNonNull(content, "content is null");
  }

  /** Returns when it was written. */
  public Instant at() {
    return event.at();
  }

  /** Returns the message. */
  public String text() {
    return event.message();
  }

  /** Returns the place of the message. */
  public Ref ref() {
    return event.ref();
  }

  /** What a line says. */
  public sealed interface Content {}

  /** The process starts; printed before any code of the function runs. */
  public record InitStart(
      Optional<String> runtimeVersionArn,
      Optional<String> function,
      Optional<String> version,
      Optional<String> initType)
      implements Content {}

  /**
   * An initialisation that ended; in the text format only one that failed.
   *
   * @param phase {@code init}, or {@code invoke} where it was run again inside an invocation
   * @param status {@code success}, {@code timeout}, {@code error}, {@code failure}
   */
  public record InitReport(
      double durationMs,
      Optional<String> phase,
      Optional<String> status,
      Optional<String> errorType)
      implements Content {
    /** Whether the initialisation failed. */
    public boolean isFailure() {
      return status.filter(text -> !text.equals("success")).isPresent();
    }
  }

  /** An invocation starts. */
  public record Start(String requestId, Optional<String> version) implements Content {}

  /** An invocation ends; the text format prints it before the report. */
  public record End(String requestId) implements Content {}

  /** The runtime has answered, or failed to. */
  public record RuntimeDone(String requestId, Optional<String> status, Optional<String> errorType)
      implements Content {}

  /** The report of an invocation. */
  public record Report(
      String requestId, Metrics metrics, Optional<String> status, Optional<String> errorType)
      implements Content {}

  /**
   * The figures of a report.
   *
   * @param maxMemoryUsedMb the maximum over all invocations that the sandbox has served
   * @param initMs the duration of the initialisation; none for a warm invocation, and none where
   *     the initialisation was run again inside it
   */
  public record Metrics(
      Optional<Double> durationMs,
      Optional<Double> billedMs,
      Optional<Double> memorySizeMb,
      Optional<Double> maxMemoryUsedMb,
      Optional<Double> initMs) {}

  /** The function's time was over. */
  public record TimedOut(Optional<String> requestId, double seconds) implements Content {}

  /** The process ended by itself or was killed. */
  public record Exited(Optional<String> requestId, String why) implements Content {}

  /** An extension speaks of itself. */
  public record Extension(String name, String state) implements Content {}

  /** Log lines were lost before they reached the stream. */
  public record Dropped(String reason) implements Content {}

  /** A line of the platform that says nothing used here. */
  public record OtherPlatform(String type) implements Content {}

  /**
   * A line that code of the function wrote, or the runtime for it.
   *
   * @param error the error that the line shows
   */
  public record Application(
      Optional<String> requestId, Optional<String> level, String text, Optional<ShownError> error)
      implements Content {}

  /**
   * An error that a line shows.
   *
   * @param uncaught whether the runtime wrote it, because the handler did not catch it
   */
  public record ShownError(String type, String message, boolean uncaught) {}
}
