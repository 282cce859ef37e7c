// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.history.Failure;
import dev.afterimage.core.history.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The failure of a run as the report shows it: its leaf, its owner, equal failures together. */
public record FailureReport(Failure failure, Run run, Owner owner, List<Group> groups) {
  /** What differs between two messages of the same error: ids, numbers. */
  private static final Pattern VARIABLE =
      Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|\\d[\\d.:,]*");

  /**
   * Failed attempts with the same error and, but for ids and numbers, the same message.
   *
   * @param message the message of the first of them
   * @param count how many attempts
   * @param steps the paths of their steps
   */
  public record Group(
      String error, String message, int count, List<String> steps, Instant first, Instant last) {
    public Group {
      requireNonNull(error, "error is null");
      requireNonNull(message, "message is null");
      steps = List.copyOf(steps);
    }
  }

  public FailureReport {
    requireNonNull(failure, "failure is null");
    requireNonNull(run, "run is null");
    requireNonNull(owner, "owner is null");
    groups = List.copyOf(groups);
  }

  static FailureReport of(Failure failure, Run run) {
    Map<String, List<Failure.FailedAttempt>> byKind = new TreeMap<>();
    for (Failure.FailedAttempt attempt : failure.attempts()) {
      String key =
          attempt.attempt().end().error().orElse("")
              + "\n"
              + VARIABLE.matcher(attempt.text().message()).replaceAll("#");
      byKind.computeIfAbsent(key, k -> new ArrayList<>()).add(attempt);
    }
    List<Group> groups =
        byKind.values().stream()
            .map(FailureReport::group)
            .sorted(
                Comparator.comparing((Group group) -> -group.count())
                    .thenComparing(Group::first)
                    .thenComparing(Group::error)
                    .thenComparing(Group::message))
            .toList();
    return new FailureReport(failure, run, Owner.of(failure), groups);
  }

  private static Group group(List<Failure.FailedAttempt> attempts) {
    List<Failure.FailedAttempt> inTime =
        attempts.stream()
            .sorted(
                Comparator.comparing(FailureReport::at)
                    .thenComparing(attempt -> attempt.attempt().end().eventId()))
            .toList();
    Failure.FailedAttempt first = inTime.get(0);
    return new Group(
        first.attempt().end().error().orElse(""),
        first.text().message(),
        attempts.size(),
        inTime.stream().map(Failure.FailedAttempt::path).distinct().toList(),
        at(first),
        at(inTime.get(inTime.size() - 1)));
  }

  private static Instant at(Failure.FailedAttempt attempt) {
    return attempt.attempt().times().ended().orElse(attempt.attempt().times().scheduled());
  }
}
