// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.change;

import dev.afterimage.core.compare.Change;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Commands;
import dev.afterimage.core.diagnosis.PayloadDifferences;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.WouldDecide;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.RunStatus;
import dev.afterimage.core.history.Step;
import dev.afterimage.core.provenance.FunctionImages;
import dev.afterimage.core.provenance.TrailEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Other code was in force, and what failed lies in it. */
public final class CodeChanged implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "code-changed",
          "The function's code was changed",
          Cause.Role.CHANGE,
          "Another digest was in force, and the failing code path lies in what changed: the code"
              + " cannot be loaded any more, or the same item works on the old digest.",
          new Cause.Remedy(
              "Roll back to the digest of the baseline, and publish versions behind an alias",
              "the failing code path lies in what changed"));

  /** What follows from the code itself, whatever it is given. */
  private static final Set<String> LOADING =
      Set.of(
          "import-module",
          "handler-not-found",
          "user-syntax",
          "invalid-entrypoint",
          "invalid-workdir",
          "arch-mismatch",
          "image-bad",
          "file-perm",
          "init-crash");

  /** What code can bring about, and other things as well. */
  private static final Set<String> IN_CODE =
      Set.of(
          "fn-timeout",
          "oom",
          "lang-heap-oom",
          "runtime-exit",
          "init-timeout",
          "marshal",
          "response-too-large",
          "sfn-data-limit",
          "extension-fail",
          "tmp-full",
          "fd-thread-limit",
          "sfn-task-timeout");

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
    if (situation.baseline().isEmpty()) {
      return;
    }
    if (situation.failure().isEmpty()) {
      SilentChange.code(situation, weighing);
      return;
    }
    if (producer(situation, weighing)) {
      return;
    }
    Optional<FunctionImages> images = situation.function().flatMap(situation.provenance()::of);
    if (images.isEmpty()) {
      return;
    }
    switch (images.get().verdict()) {
      case SAME ->
          weighing.contradicts(
              5,
              "both runs had the same code: " + images.get().proof().text(),
              images.get().proof().evidence());
      case DIFFERENT, MIXED ->
          changed(
              situation,
              soFar,
              new Shown(
                  "the runs had different code: " + images.get().proof().text(),
                  images.get().proof().evidence()),
              weighing);
      default -> unknown(situation, soFar, weighing);
    }
  }

  /** A step before the failing one gave something else than before, and its function is another. */
  private static boolean producer(Situation situation, Weighing weighing) {
    Optional<PayloadDifferences.Named> named =
        situation
            .differences()
            .named(situation.symptoms())
            .filter(n -> n.found().place() == PayloadDifferences.Place.STEP_OUTPUT);
    Optional<FunctionImages> images =
        named
            .flatMap(n -> n.found().step())
            .filter(step -> !isFailing(situation, step))
            .flatMap(CodeChanged::function)
            .flatMap(situation.provenance()::of)
            .filter(CodeChanged::isChanged);
    if (images.isEmpty()) {
      return false;
    }
    List<Ref> refs = new ArrayList<>(named.orElseThrow().evidence());
    refs.addAll(images.get().proof().evidence());
    weighing.crucial(
        4,
        "the failure names "
            + named.get().found().field()
            + ", which "
            + images.get().function()
            + " gives otherwise since its code was changed",
        refs);
    return true;
  }

  private static boolean isFailing(Situation situation, Step step) {
    return situation
        .step()
        .filter(failing -> failing.id().enteredEventId() == step.id().enteredEventId())
        .isPresent();
  }

  private static Optional<String> function(Step step) {
    return step.attempts().stream()
        .flatMap(attempt -> attempt.target().function().stream())
        .map(name -> name.name())
        .findFirst();
  }

  private static boolean isChanged(FunctionImages images) {
    return images.verdict() == FunctionImages.Verdict.DIFFERENT
        || images.verdict() == FunctionImages.Verdict.MIXED;
  }

  /**
   * An update between the runs is known, and what it replaced is not: a lead that needs a control.
   */
  private static void unknown(Situation situation, Verdicts soFar, Weighing weighing) {
    List<Ref> updates =
        situation
            .provenance()
            .trail()
            .between(situation.pair().from(), situation.pair().until())
            .filter(TrailEvent::succeeded)
            .filter(
                event ->
                    event.is("lambda", "UpdateFunctionCode") || event.is("lambda", "UpdateAlias"))
            .filter(event -> event.function().equals(situation.function()))
            .map(TrailEvent::ref)
            .toList();
    if (!updates.isEmpty()) {
      changed(
          situation, soFar, new Shown("the code was updated between the runs", updates), weighing);
      weighing.needsControl();
    }
    weighing.wouldDecide(
        WouldDecide.call(
            "updates of the code between the runs",
            Commands.trail(situation),
            "cloudtrail:LookupEvents"));
  }

  /** That the code is another, and what shows it. */
  private record Shown(String text, List<Ref> refs) {}

  private static void changed(Situation situation, Verdicts soFar, Shown shown, Weighing weighing) {
    if (ChangedContent.refutes(situation, weighing)) {
      return;
    }
    weighing.supports(1, shown.text(), shown.refs());
    ChangedContent.weigh(situation, weighing);
    Optional<String> loading = LOADING.stream().filter(soFar::isHeld).sorted().findFirst();
    if (loading.isPresent()) {
      weighing.crucial(
          3.5, loading.get() + " follows from the code, which is new", situation.failureRef());
    } else if (isOfCode(situation, soFar)) {
      raised(situation, soFar, weighing);
    } else {
      weighing.weakens(1.5, "what failed does not come from the code", situation.failureRef());
    }
  }

  private static boolean isOfCode(Situation situation, Verdicts soFar) {
    return dev.afterimage.core.diagnosis.OwnError.isOwn(situation)
        || situation.error().startsWith("Runtime.")
        || IN_CODE.stream().anyMatch(soFar::isHeld);
  }

  private static void raised(Situation situation, Verdicts soFar, Weighing weighing) {
    List<Trial> failed = situation.trials().failedInB();
    List<Trial> okHere = situation.trials().ok(Trial.Side.B);
    List<Trial> okBefore = situation.trials().ok(Trial.Side.A);
    weighing.weakens(
        1.5, okHere.size() + " invocations of the new code worked", Trials.refs(okHere));
    if (okHere.isEmpty() && failed.size() > 1) {
      weighing.supports(
          1,
          "every invocation of the new code failed (" + failed.size() + ")",
          Trials.refs(failed));
    }
    if (!okBefore.isEmpty() && hasSameInput(situation)) {
      weighing.supports(1, "the same input worked on the old code", Trials.refs(okBefore));
    }
    boolean alone =
        okHere.isEmpty()
            && !okBefore.isEmpty()
            && hasSameInput(situation)
            && onlyCodeChanged(situation)
            && nothingOutside(soFar)
            && !ChangedContent.isElsewhere(situation);
    if (alone) {
      weighing.crucial(
          2, "nothing else that could matter changed between the runs", Trials.refs(okBefore));
    } else {
      weighing.needsControl();
      if (hasSameInput(situation) && nothingOutside(soFar)) {
        ChangedContent.control(situation, weighing);
      }
    }
  }

  /** Whether no cause outside of the code is held: what code brings about may well be. */
  private static boolean nothingOutside(Verdicts soFar) {
    return soFar.held(Cause.Role.MECHANISM).stream()
        .allMatch(hypothesis -> IN_CODE.contains(hypothesis.id()));
  }

  private static boolean hasSameInput(Situation situation) {
    return situation.differences().all().stream()
        .noneMatch(
            found ->
                found.place() == PayloadDifferences.Place.RUN_INPUT
                    || (found.place() == PayloadDifferences.Place.STEP_INPUT
                        && found.isStructural()));
  }

  /** Everything that is known to matter was compared and is the same but for the code. */
  private static boolean onlyCodeChanged(Situation situation) {
    boolean other =
        situation.comparison().changes().stream()
            .filter(Change::relevant)
            .anyMatch(c -> c.kind() != Change.Kind.CODE && c.kind() != Change.Kind.IMAGE);
    boolean compared =
        situation.comparison().unchanged().stream()
            .anyMatch(u -> u.text().startsWith("the configuration of"));
    return !other && compared;
  }
}
