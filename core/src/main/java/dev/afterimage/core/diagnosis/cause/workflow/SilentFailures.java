// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.workflow;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Attempt;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.RunStatus;
import dev.afterimage.core.history.Step;
import dev.afterimage.core.invocation.Invocation;
import dev.afterimage.core.invocation.LinkedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Runs that succeeded although work in them failed. */
public final class SilentFailures implements CauseTest {
  private static final Duration LATEST = Duration.ofHours(7);

  private final Cause cause;
  private final BiConsumer<Situation, Weighing> weigh;

  private SilentFailures(Cause cause, BiConsumer<Situation, Weighing> weigh) {
    this.cause = cause;
    this.weigh = weigh;
  }

  /** Returns the tests. */
  public static List<CauseTest> all() {
    return List.of(
        new SilentFailures(
            cause(
                "catch-swallow",
                "A Catch hid an error",
                "A step of a run that succeeded failed and was caught, where the baseline's did not.",
                "Let the state after the Catch tell what was lost, or fail the run",
                "a Catch leaves no event, and the run looks well"),
            SilentFailures::caught),
        new SilentFailures(
            cause(
                "sdk-integ-swallow",
                "The SDK integration ignored the function's error",
                "The output of an aws-sdk:lambda:invoke task has FunctionError.",
                "Use arn:aws:states:::lambda:invoke, or test FunctionError in a Choice",
                "only the optimised integration turns it into an error of the task"),
            SilentFailures::ignored),
        new SilentFailures(
            cause(
                "async-invoke",
                "The function was called without waiting for it",
                "A task succeeded with status 202, and the function failed afterwards.",
                "Call it synchronously, or with a callback",
                "with InvocationType Event nobody sees how the function ends"),
            SilentFailures::unseen));
  }

  private static Cause cause(String id, String title, String crucial, String what, String why) {
    return new Cause(id, title, Cause.Role.MECHANISM, crucial, new Cause.Remedy(what, why));
  }

  @Override
  public Cause cause() {
    return cause;
  }

  @Override
  public boolean hidesIn(RunStatus status) {
    return status == RunStatus.SUCCEEDED;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.run().status() != RunStatus.SUCCEEDED) {
      Claims.otherError(situation, weighing, "none: the run did not succeed");
      return;
    }
    weigh.accept(situation, weighing);
  }

  private static void caught(Situation situation, Weighing weighing) {
    Set<String> usual =
        situation.baseline().stream()
            .flatMap(run -> caughtSteps(run).stream())
            .map(step -> step.id().name())
            .collect(Collectors.toCollection(TreeSet::new));
    List<Step> caught = caughtSteps(situation.run());
    List<Step> only = caught.stream().filter(s -> !usual.contains(s.id().name())).toList();
    if (!only.isEmpty()) {
      Step first = only.get(0);
      weighing.crucial(
          4,
          first.path()
              + " failed with "
              + first.end().error().orElse("an error")
              + " and was caught; the run went on",
          refs(only));
      if (situation.baseline().isEmpty()) {
        weighing.needsControl();
      }
    } else if (!caught.isEmpty()) {
      weighing.weakens(1, "the baseline caught the same", refs(caught));
    } else {
      weighing.contradicts(
          3, "no step of the run failed and was caught", List.of(situation.run().source().ref()));
    }
  }

  private static List<Step> caughtSteps(Run run) {
    return run.steps().stream().filter(step -> step.end().status() == Step.Status.CAUGHT).toList();
  }

  private static List<Ref> refs(List<Step> steps) {
    return steps.stream().map(step -> step.end().ref()).toList();
  }

  private static void ignored(Situation situation, Weighing weighing) {
    List<Ref> refs = ignoredIn(situation.run());
    boolean usual = situation.baseline().filter(run -> !ignoredIn(run).isEmpty()).isPresent();
    if (refs.isEmpty()) {
      weighing.contradicts(
          3, "no output of a task has FunctionError", List.of(situation.run().source().ref()));
    } else if (usual) {
      weighing.supports(1.5, "a task succeeded with FunctionError in its output", refs);
    } else {
      weighing.crucial(4, "a task succeeded with FunctionError in its output", refs);
    }
  }

  private static List<Ref> ignoredIn(Run run) {
    return run.steps().stream()
        .flatMap(step -> step.attempts().stream())
        .filter(attempt -> attempt.target().service().startsWith("aws-sdk:lambda"))
        .filter(attempt -> attempt.output().json().filter(o -> o.has("FunctionError")).isPresent())
        .map(attempt -> attempt.output().ref())
        .toList();
  }

  private static void unseen(Situation situation, Weighing weighing) {
    List<LinkedCall> calls =
        situation.fleet().callsOf(situation.run()).stream()
            .filter(call -> isAsync(call.call().attempt()))
            .toList();
    if (calls.isEmpty()) {
      weighing.contradicts(3, "every call was waited for", List.of(situation.run().source().ref()));
      return;
    }
    List<Ref> failures =
        calls.stream()
            .flatMap(call -> failedAfter(situation, call).stream())
            .map(Invocation::ref)
            .toList();
    weighing.supports(
        1,
        "a task succeeded as soon as its call was taken (202)",
        calls.stream().map(call -> call.call().attempt().output().ref()).toList());
    weighing.crucial(3.5, "the function failed afterwards, unseen by the run", failures);
  }

  private static boolean isAsync(Attempt attempt) {
    return attempt
        .output()
        .json()
        .flatMap(output -> Json.whole(output, "StatusCode"))
        .filter(status -> status == 202)
        .isPresent();
  }

  /** Invocations that failed for this call: by its request id, else after it in time. */
  private static List<Invocation> failedAfter(Situation situation, LinkedCall call) {
    Instant from = call.call().attempt().times().scheduled();
    List<Invocation> after =
        situation
            .fleet()
            .of(call.call().function().name())
            .flatMap(sandbox -> sandbox.invocations())
            .filter(i -> !i.times().start().isBefore(from))
            .filter(i -> i.times().start().isBefore(from.plus(LATEST)))
            .filter(i -> call.served().map(s -> s.requestId().equals(i.requestId())).orElse(true))
            .toList();
    return after.stream().filter(i -> i.outcome().isFailure() || isTriedAgain(i, after)).toList();
  }

  /** Lambda tries a request of an event again only where it failed; the request id stays. */
  private static boolean isTriedAgain(Invocation invocation, List<Invocation> all) {
    return all.stream()
        .anyMatch(
            other ->
                other.requestId().equals(invocation.requestId())
                    && other.times().start().isAfter(invocation.times().start()));
  }
}
