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
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.invocation.Invocation;
import dev.afterimage.core.invocation.LogLine;
import dev.afterimage.core.invocation.Sandbox;
import dev.afterimage.core.provenance.FunctionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The managed runtime was updated, or is blocked. */
public final class RuntimeUpdated implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "runtime-deprecated",
          "The runtime was updated or is blocked",
          Cause.Role.CHANGE,
          "The runtime version differs between good and bad, with the same code, or Lambda refuses"
              + " the runtime.",
          new Cause.Remedy(
              "Pin the runtime version (Manual), or the base image by digest, and mend the code",
              "an automatic update changes the ground under the same code"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.function().isEmpty()) {
      return;
    }
    boolean image =
        situation.packageType().filter(FunctionState.PackageType.IMAGE::equals).isPresent();
    if (image) {
      weighing.contradicts(
          4,
          "the function runs an image, which brings its own runtime",
          situation.configuration().map(c -> List.of(c.ref())).orElse(List.of()));
      return;
    }
    if (situation.error().equals("Lambda.InvalidRuntimeException")) {
      weighing.crucial(5, "Lambda refuses the runtime", situation.failureRef());
      return;
    }
    Map<String, List<Ref>> failing = versions(situation, situation.trials().failedInB());
    Map<String, List<Ref>> working = versions(situation, situation.trials().ok());
    List<Ref> changed =
        situation.comparison().changes().stream()
            .filter(change -> change.kind() == Change.Kind.RUNTIME)
            .filter(change -> change.field().subject().equals(situation.function().get()))
            .flatMap(change -> change.evidence().stream())
            .toList();
    List<Ref> differs = new ArrayList<>(changed);
    boolean apart =
        !failing.isEmpty()
            && !working.isEmpty()
            && failing.keySet().stream().noneMatch(working::containsKey);
    if (apart) {
      failing.values().forEach(refs -> differs.add(refs.get(0)));
      working.values().forEach(refs -> differs.add(refs.get(0)));
    }
    boolean ofCode = OwnError.isOwn(situation) || situation.error().startsWith("Runtime.");
    if (!differs.isEmpty() && ofCode) {
      weighing.crucial(3, "failing processes ran another runtime version", differs);
    } else if (!failing.isEmpty() && !working.isEmpty()) {
      weighing.contradicts(
          3,
          "failing and working processes ran the same runtime version",
          failing.values().iterator().next());
    }
  }

  /** The runtime versions that INIT_START lines name for the processes of trials. */
  private static Map<String, List<Ref>> versions(Situation situation, List<Trial> trials) {
    Map<String, List<Ref>> versions = new TreeMap<>();
    Trials.invocations(trials)
        .forEach(
            invocation ->
                startOf(situation, invocation)
                    .ifPresent(
                        line ->
                            ((LogLine.InitStart) line.content())
                                .runtimeVersionArn()
                                .ifPresent(
                                    arn ->
                                        versions
                                            .computeIfAbsent(arn, a -> new ArrayList<>())
                                            .add(line.ref()))));
    return versions;
  }

  private static Optional<LogLine> startOf(Situation situation, Invocation invocation) {
    return situation.fleet().sandboxOf(invocation).stream()
        .flatMap(sandbox -> sandbox.generations().stream())
        .filter(generation -> generation.number() == invocation.place().generation())
        .map(Sandbox.Generation::initLines)
        .flatMap(List::stream)
        .filter(line -> line.content() instanceof LogLine.InitStart)
        .findFirst();
  }
}
