// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.change;

import dev.afterimage.core.compare.Change;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.OwnError;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.WouldDecide;
import dev.afterimage.core.provenance.FunctionImages;
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

  /** Errors of loading code: they follow from the code itself. */
  private static final Set<String> LOADING =
      Set.of(
          "Runtime.ImportModuleError",
          "Runtime.HandlerNotFound",
          "Runtime.MalformedHandlerName",
          "Runtime.UserCodeSyntaxError",
          "Runtime.InvalidEntrypoint",
          "Runtime.InvalidWorkingDir");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public boolean explainsSuccess() {
    return true;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    Optional<FunctionImages> images = situation.function().flatMap(situation.provenance()::of);
    if (images.isEmpty() || situation.baseline().isEmpty()) {
      return;
    }
    switch (images.get().verdict()) {
      case SAME ->
          weighing.contradicts(
              5,
              "both runs had the same code: " + images.get().proof().text(),
              images.get().proof().evidence());
      case DIFFERENT, MIXED -> changed(situation, images.get(), weighing);
      default -> unknown(situation, weighing);
    }
  }

  private static void unknown(Situation situation, Weighing weighing) {
    String function = situation.function().orElse("");
    weighing.wouldDecide(
        WouldDecide.call(
            "updates of the code between the runs",
            "aws cloudtrail lookup-events --lookup-attributes AttributeKey=ResourceName,AttributeValue="
                + function
                + " --start-time "
                + situation.pair().from()
                + " --end-time "
                + situation.pair().until(),
            "cloudtrail:LookupEvents"));
  }

  private static void changed(Situation situation, FunctionImages images, Weighing weighing) {
    weighing.supports(
        1, "the runs had different code: " + images.proof().text(), images.proof().evidence());
    if (LOADING.contains(situation.error())) {
      weighing.crucial(3, "the code that is new cannot be loaded", situation.failureRef());
    } else if (OwnError.isOwn(situation) || situation.error().startsWith("Runtime.")) {
      raised(situation, weighing);
    } else {
      weighing.weakens(
          1, situation.error() + " does not come from the code", situation.failureRef());
    }
  }

  private static void raised(Situation situation, Weighing weighing) {
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
    if (!okBefore.isEmpty() && sameInput(situation)) {
      weighing.supports(1, "the same input worked on the old code", Trials.refs(okBefore));
    }
    if (okHere.isEmpty() && !okBefore.isEmpty() && onlyCodeChanged(situation)) {
      weighing.crucial(
          2, "nothing else that could matter changed between the runs", Trials.refs(okBefore));
    } else {
      weighing.needsControl();
    }
  }

  private static boolean sameInput(Situation situation) {
    return situation.comparison().changes().stream()
        .noneMatch(change -> change.kind() == Change.Kind.INPUT);
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
    return !other && compared && sameInput(situation);
  }
}
