// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.compare.JsonDiff;
import dev.afterimage.core.contrast.Partition;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.OwnError;
import dev.afterimage.core.diagnosis.PayloadDifferences;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.cause.Follows;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.EventType;
import dev.afterimage.core.history.Failure;
import dev.afterimage.core.history.Payload;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.RunStatus;
import dev.afterimage.core.history.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The data was another one: more of it, of another shape, or with content that fails. */
public final class InputChanged implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "input-changed",
          "The input was changed",
          Cause.Role.CHANGE,
          "The run's input differs from the baseline's in a field that the failure names, or in an"
              + " amount that the failing limit measures.",
          new Cause.Remedy(
              "Validate the input where it enters, and set aside what does not fit",
              "the code is the same; the data is not"));

  /** Limits that more data reaches. */
  private static final Set<String> OF_SIZE =
      Set.of(
          "oom",
          "fn-timeout",
          "sfn-task-timeout",
          "sfn-data-limit",
          "response-too-large",
          "lang-heap-oom",
          "tmp-full",
          "fd-thread-limit",
          "sfn-history-limit",
          "sfn-exec-timeout");

  /** Limits that more calls at once reach. */
  private static final Set<String> OF_LOAD =
      Set.of(
          "throttle-reserved",
          "throttle-account",
          "throttle-rate",
          "dep-429",
          "ddb-throttle",
          "aws-api-throttle",
          "nat-ports",
          "hyperplane-burst",
          "data-race",
          "cold-storm",
          "pc-spillover",
          "eni-limit",
          "state-throttle");

  /** Limits that more items of one run reach, whatever else goes on. */
  private static final Set<String> OF_NUMBER =
      Set.of("sfn-history-limit", "sfn-exec-timeout", "sfn-data-limit");

  private static final Set<String> OF_SHAPE =
      Set.of("sfn-runtime", "sfn-param-path", "sfn-query-eval", "sfn-item-reader");

  private static final double MUCH_LARGER = 2;
  private static final double MANY_TIMES = 10;

  private static final double LEAST_AGE_MS = 60_000;

  /** Less than this more, in bytes, is an id or a label: no work to speak of. */
  private static final int LEAST_MORE = 512;

  private static final double MORE_ITEMS = 1.5;

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public boolean hidesIn(RunStatus status) {
    return status == RunStatus.SUCCEEDED;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.failure().isEmpty()) {
      SilentChange.input(situation, weighing);
      return;
    }
    Optional<Run> baseline = situation.baseline();
    if (baseline.isEmpty()) {
      return;
    }
    named(situation, weighing);
    OtherBranch.weigh(situation, weighing);
    amount(situation, soFar, weighing);
    if (!weighing.isCrucialSeen()) {
      coincides(situation, baseline.get(), soFar, weighing);
    }
  }

  /** The first place at which a named field differs is the input of the run itself. */
  private static void named(Situation situation, Weighing weighing) {
    situation
        .differences()
        .named(situation.symptoms())
        .filter(named -> named.found().place() == PayloadDifferences.Place.RUN_INPUT)
        .ifPresent(named -> weigh(named, situation, weighing));
  }

  /**
   * A failure that names the baseline's value as well may come from what a process kept of that
   * run; only where fresh processes fail too it is the input alone.
   */
  private static void weigh(
      PayloadDifferences.Named named, Situation situation, Weighing weighing) {
    String text =
        "the failure names "
            + named.found().field()
            + ", in which the input differs from the baseline's";
    if (named.saysTheOldValue() && !Follows.alsoCold(situation)) {
      weighing.supports(1.5, text + ", and the baseline's value", named.evidence());
      weighing.needsControl();
      if (!situation.hasFailingLogs()) {
        Claims.logsWouldTell(
            situation, weighing, "the logs tell whether fresh processes fail with this input too");
      }
    } else {
      weighing.crucial(3.5, text, named.evidence());
    }
  }

  private static void amount(Situation situation, Verdicts soFar, Weighing weighing) {
    if (OF_NUMBER.stream().anyMatch(soFar::isHeld)) {
      moreItems(situation, weighing, true);
    } else if (OF_LOAD.stream().anyMatch(soFar::isHeld)) {
      moreItems(situation, weighing, false);
    }
    // What wears out with the age of a process is not used up by the data of one request.
    Optional<Partition> age =
        followsAge(situation) ? situation.partition("processAgeMs") : Optional.empty();
    if (OF_SIZE.stream().noneMatch(soFar::isHeld)) {
      return;
    }
    if (age.isEmpty()) {
      larger(situation, weighing);
      greaterNumber(situation, weighing);
    } else if (Follows.isOnlyTheRun(age.get())) {
      greaterNumber(situation, weighing);
      weighing.needsControl();
    }
  }

  /** Whether failures follow an age at which something can have worn out. */
  private static boolean followsAge(Situation situation) {
    return Follows.age(situation)
        && situation
            .partition("processAgeMs")
            .flatMap(Partition::threshold)
            .filter(threshold -> threshold.to() >= LEAST_AGE_MS)
            .isPresent();
  }

  /**
   * Weighs that a Map had more items. A limit that is shared with others may be reached by them, or
   * by so many items on any day; one of the run's own is reached by its items.
   */
  private static void moreItems(Situation situation, Weighing weighing, boolean ofItsOwn) {
    if (weighing.isCrucialSeen()) {
      return;
    }
    for (Step step : situation.run().steps()) {
      Optional<Step> before =
          step.id().type() == EventType.Subject.MAP_STATE
              ? situation.partner(step)
              : Optional.empty();
      int itemsA = before.flatMap(s -> s.work().items()).orElse(0);
      int itemsB = step.work().items().orElse(0);
      if (itemsA > 0 && itemsB >= itemsA * MORE_ITEMS) {
        String text = step.path() + " had " + itemsB + " items, " + itemsA + " in the baseline";
        List<Ref> refs = List.of(before.orElseThrow().span().ref(), step.span().ref());
        if (ofItsOwn) {
          weighing.crucial(3, text, refs);
        } else {
          weighing.supports(1, text, refs);
          weighing.needsControl();
        }
        return;
      }
    }
  }

  private static void larger(Situation situation, Weighing weighing) {
    List<Sized> sizes = new ArrayList<>();
    // What one item of many met does not follow from how many there are.
    situation
        .baseline()
        .filter(a -> !isOfOneItem(situation))
        .ifPresent(a -> sizes.add(new Sized("the input", a.input(), situation.run().input())));
    situation
        .step()
        .ifPresent(
            step ->
                situation
                    .partner(step)
                    .ifPresent(
                        a -> sizes.add(new Sized("what it was given", a.input(), step.input()))));
    sizes.stream()
        .filter(sized -> sized.growth() >= MUCH_LARGER)
        .findFirst()
        .ifPresent(
            sized ->
                weighing.crucial(
                    3,
                    sized.what()
                        + " is "
                        + Math.round(sized.growth() * 10) / 10.0
                        + " times as large as in the baseline, and a limit was reached",
                    List.of(sized.a().ref(), sized.b().ref())));
  }

  private static boolean isOfOneItem(Situation situation) {
    return situation
        .failure()
        .map(Failure::origin)
        .filter(
            leaf ->
                leaf.run().identity().mapRunArn().isPresent()
                    || leaf.step().filter(s -> s.id().frame().index() >= 0).isPresent())
        .isPresent();
  }

  private record Sized(String what, Payload a, Payload b) {
    double growth() {
      boolean telling = a.bytes() > 0 && b.bytes() - a.bytes() >= LEAST_MORE;
      return telling ? b.bytes() / (double) a.bytes() : 0;
    }
  }

  /** A number in the input can stand for the amount of data behind it. */
  private static void greaterNumber(Situation situation, Weighing weighing) {
    for (PayloadDifferences.Found found : situation.differences().ofRunInput()) {
      JsonNode a = found.difference().a();
      JsonNode b = found.difference().b();
      boolean greater =
          a.isNumber()
              && b.isNumber()
              && a.doubleValue() > 0
              && b.doubleValue() >= MUCH_LARGER * a.doubleValue();
      if (greater && !weighing.isCrucialSeen()) {
        boolean manifold = b.doubleValue() >= MANY_TIMES * a.doubleValue();
        weighing.crucial(
            manifold ? 4.2 : 2.5,
            found.field()
                + " of the input went from "
                + a
                + " to "
                + b
                + ", and a limit was reached",
            found.evidence());
      }
    }
  }

  private static void coincides(
      Situation situation, Run baseline, Verdicts soFar, Weighing weighing) {
    List<PayloadDifferences.Found> differences = situation.differences().ofRunInput();
    List<Ref> inputs = List.of(baseline.input().ref(), situation.run().input().ref());
    if (baseline.input().json().isEmpty() || situation.run().input().json().isEmpty()) {
      return;
    }
    if (differences.isEmpty()
        && JsonDiff.leavesOpen(
            baseline.input().json().get(), situation.run().input().json().get())) {
      return;
    }
    if (differences.isEmpty()) {
      weighing.contradicts(3, "both runs had the same input", inputs);
      return;
    }
    boolean named = weighing.hasSupport();
    boolean shape = OF_SHAPE.stream().anyMatch(soFar::isHeld);
    boolean structural = differences.stream().anyMatch(PayloadDifferences.Found::lacksWhatWas);
    weighing.supports(
        0.7, "the input differs in " + Claims.count(differences.size(), "field", "fields"), inputs);
    weighing.needsControl();
    if (structural && (shape || (OwnError.isOwn(situation) && allFailed(situation)))) {
      weighing.supports(1.2, "the input has another shape", inputs);
    } else if (!named) {
      weighing.weakens(0.7, "the failure does not speak of what differs", situation.failureRef());
    }
  }

  private static boolean allFailed(Situation situation) {
    return situation.trials().ok(Trial.Side.B).isEmpty();
  }
}
