// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One visit of a state. */
public record Step(Id id, Span span, Payload input, Payload output, End end, Work work) {

  /**
   * What identifies a step.
   *
   * @param path the way from the top of the definition, as {@code PollBatches[3]/PollBatch}; a
   *     second visit of the same state ends with {@code #2}
   * @param name the state's name
   * @param type what the state is
   * @param enteredEventId the event that entered it: unique in its run
   * @param frame where it stands
   */
  public record Id(
      String path, String name, EventType.Subject type, long enteredEventId, Frame frame) {}

  /**
   * The Map iteration or Parallel branch that a step stands in.
   *
   * @param container the entered event of the Map or Parallel state; 0 at the top
   * @param index the Map item's index, from 0; -1 outside of a Map
   * @param round the try of the whole Map or Parallel state, from 1
   */
  public record Frame(long container, int index, int round) {
    /** The top of the run. */
    public static final Frame TOP = new Frame(0, -1, 1);
  }

  /** When a step was entered and left, and where the evidence says so. */
  public record Span(Instant entered, Optional<Instant> left, Ref ref) {}

  /** How a step ended. */
  public enum Status {
    SUCCEEDED,
    /** An error that a Catch took: the run went on. */
    CAUGHT,
    FAILED,
    TIMED_OUT,
    /** Cut off because something else failed or the run was stopped. */
    ABORTED,
    /** Entered and not left, in a run that has not ended. */
    OPEN
  }

  /** The end of a step, with the error that it failed with or that was caught. */
  public record End(
      Status status, Optional<String> error, Optional<String> cause, long eventId, Ref ref) {}

  /**
   * What a step did.
   *
   * @param attempts its tries, of a Task state
   * @param items how many items its last round had, of a Map state
   * @param started the items that were started, of a Map state
   * @param startedAt when its last round started, of a Map or Parallel state
   * @param mapRunArn the Map Run, of a distributed Map state
   * @param assigned the variables that it assigned, by name
   */
  public record Work(
      List<Attempt> attempts,
      Optional<Integer> items,
      List<Integer> started,
      Optional<Instant> startedAt,
      Optional<String> mapRunArn,
      Map<String, Payload> assigned) {
    public Work {
      attempts = List.copyOf(attempts);
      started = List.copyOf(started);
      assigned = Collections.unmodifiableMap(new TreeMap<>(assigned));
    }
  }

  public Step {
    requireNonNull(id, "id is null");
    requireNonNull(span, "span is null");
    requireNonNull(input, "input is null");
    requireNonNull(output, "output is null");
    requireNonNull(end, "end is null");
    requireNonNull(work, "work is null");
  }

  /** Returns the path. */
  public String path() {
    return id.path();
  }

  /** Returns the attempts, of a Task state. */
  public List<Attempt> attempts() {
    return work.attempts();
  }
}
