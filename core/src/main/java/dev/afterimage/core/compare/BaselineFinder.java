// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.RunStatus;
import dev.afterimage.core.history.Runs;
import dev.afterimage.core.history.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the run to compare with: of the same state machine, succeeded and healthy, with the same
 * definition and an input of the same shape where there is one, the nearest in time.
 */
public final class BaselineFinder {
  private final Runs runs;
  private final Definitions definitions;

  /** Creates a finder over the runs of a case. */
  public BaselineFinder(Runs runs, Evidence evidence) {
    this.runs = runs;
    this.definitions = new Definitions(evidence);
  }

  /** A baseline and why it was chosen. */
  public record Choice(Run run, String because) {}

  /** Returns the baseline for a run; none where no other run of its machine succeeded. */
  public Optional<Choice> find(Run run) {
    List<Run> succeeded =
        runs.all().stream()
            .filter(other -> other.status() == RunStatus.SUCCEEDED && !other.equals(run))
            .filter(other -> other.identity().mapRunArn().equals(run.identity().mapRunArn()))
            .filter(other -> isOfSameMachine(other, run))
            .toList();
    return succeeded.stream()
        .min(
            Comparator.comparing((Run other) -> !isHealthy(other))
                .thenComparing(other -> !hasSameDefinition(other, run))
                .thenComparing(other -> !hasSameShape(other, run))
                .thenComparing(other -> apart(other, run))
                .thenComparing(Run::name))
        .map(chosen -> new Choice(chosen, because(chosen, run, succeeded.size())));
  }

  private static boolean isOfSameMachine(Run left, Run right) {
    String machine = left.identity().stateMachine();
    return machine.equals(right.identity().stateMachine()) || machine.isEmpty();
  }

  /** A run that caught an error and went on is no healthy one. */
  private static boolean isHealthy(Run run) {
    return run.steps().stream().noneMatch(s -> s.end().status() == Step.Status.CAUGHT);
  }

  private boolean hasSameDefinition(Run left, Run right) {
    Optional<Definition> a = definitions.of(left);
    Optional<Definition> b = definitions.of(right);
    return (a.isPresent() && b.isPresent())
        ? JsonDiff.of(a.get().json(), b.get().json()).isEmpty()
        : (a.isEmpty() && b.isEmpty());
  }

  private static boolean hasSameShape(Run left, Run right) {
    return DivergenceFinder.material(left.input(), right.input()).isEmpty();
  }

  private static Duration apart(Run left, Run right) {
    return Duration.between(left.times().start(), right.times().start()).abs();
  }

  private String because(Run chosen, Run run, int of) {
    StringBuilder text = new StringBuilder();
    text.append(
        of == 1
            ? "the only other run of the state machine here that succeeded"
            : "of " + of + " succeeded runs of the state machine here the best fit");
    Instant start = chosen.times().start();
    text.append(", ").append(words(apart(chosen, run)));
    text.append(start.isBefore(run.times().start()) ? " before" : " after");
    if (definitions.of(chosen).isPresent() && hasSameDefinition(chosen, run)) {
      text.append(", with the same definition");
    }
    if (chosen.input().text().isPresent() && hasSameShape(chosen, run)) {
      text.append(", with an input of the same shape");
    }
    if (!isHealthy(chosen)) {
      text.append("; it caught an error itself");
    }
    return text.toString();
  }

  private static String words(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = duration.toMinutes();
    return minutes < 120
        ? minutes + " min"
        : minutes < 48 * 60 ? duration.toHours() + " h" : duration.toDays() + " days";
  }
}
