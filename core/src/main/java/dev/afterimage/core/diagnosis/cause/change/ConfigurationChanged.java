// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.change;

import dev.afterimage.core.compare.Change;
import dev.afterimage.core.compare.Comparison;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Symptom;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.WouldDecide;
import dev.afterimage.core.evidence.Ref;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A field of the function's configuration was changed, and the failure follows from it. */
public final class ConfigurationChanged implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "config-changed",
          "The function's configuration was changed",
          Cause.Role.CHANGE,
          "A field was changed that the failing mechanism names: timeout, memory, role, subnet,"
              + " environment key, reserved concurrency.",
          new Cause.Remedy(
              "Restore the field to its value in the baseline",
              "the failing mechanism follows from it"));

  /** Which mechanisms follow from a changed field. */
  private static final Map<String, Set<String>> EFFECTS =
      Map.ofEntries(
          Map.entry("Timeout", Set.of("fn-timeout")),
          Map.entry("MemorySize", Set.of("oom", "fn-timeout", "init-timeout", "lang-heap-oom")),
          Map.entry("ReservedConcurrentExecutions", Set.of("throttle-reserved")),
          Map.entry(
              "VpcConfig",
              Set.of("net-no-route", "dns", "efs", "eni-limit", "vpc-config-invalid", "nat-ports")),
          Map.entry("FileSystemConfigs", Set.of("efs")),
          Map.entry("EphemeralStorage", Set.of("tmp-full")),
          Map.entry("Role", Set.of("dependency-auth", "kms", "ecr-permission", "sfn-assume-role")),
          Map.entry(
              "ImageConfigResponse",
              Set.of(
                  "import-module",
                  "handler-not-found",
                  "invalid-entrypoint",
                  "invalid-workdir",
                  "runtime-exit",
                  "init-crash")),
          Map.entry("Handler", Set.of("import-module", "handler-not-found")),
          Map.entry("Layers", Set.of("extension-fail", "import-module", "init-crash")),
          Map.entry("Architectures", Set.of("arch-mismatch", "invalid-entrypoint")),
          Map.entry("Runtime", Set.of("user-syntax", "import-module", "init-crash")),
          Map.entry("KMSKeyArn", Set.of("kms")),
          Map.entry("KmsKeyArn", Set.of("kms")));

  private static final Set<Change.Kind> KINDS =
      Set.of(
          Change.Kind.CONFIGURATION,
          Change.Kind.ENVIRONMENT,
          Change.Kind.LAYER,
          Change.Kind.RUNTIME,
          Change.Kind.CONCURRENCY,
          Change.Kind.NETWORK);

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    Optional<String> function = situation.function();
    if (function.isEmpty() || situation.baseline().isEmpty()) {
      return;
    }
    List<Change> changes =
        situation.comparison().changes().stream()
            .filter(change -> change.field().subject().equals(function.get()))
            .filter(change -> KINDS.contains(change.kind()))
            .toList();
    if (changes.isEmpty()) {
      unchanged(situation, function.get(), weighing);
      return;
    }
    for (Change change : changes) {
      mechanism(change, soFar).ifPresent(id -> follows(change, id, weighing));
      named(change, situation).ifPresent(symptom -> isNamed(change, symptom, weighing));
    }
    if (!weighing.isCrucialSeen()) {
      Change first = changes.get(0);
      weighing.supports(0.7, describe(first) + " was changed between the runs", first.evidence());
      weighing.weakens(1, "the failure does not speak of what was changed", situation.failureRef());
      weighing.needsControl();
    }
  }

  private static void unchanged(Situation situation, String function, Weighing weighing) {
    List<Ref> refs =
        situation.comparison().unchanged().stream()
            .filter(u -> u.text().startsWith("the configuration of " + function + " "))
            .map(Comparison.Unchanged::evidence)
            .flatMap(List::stream)
            .toList();
    weighing.contradicts(4, "the configuration of " + function + " was the same", refs);
    if (refs.isEmpty()) {
      weighing.wouldDecide(
          WouldDecide.call(
              "updates of the configuration between the runs",
              "aws cloudtrail lookup-events --lookup-attributes"
                  + " AttributeKey=ResourceName,AttributeValue="
                  + function
                  + " --start-time "
                  + situation.pair().from()
                  + " --end-time "
                  + situation.pair().until(),
              "cloudtrail:LookupEvents"));
    }
  }

  private static Optional<String> mechanism(Change change, Verdicts soFar) {
    String top = change.field().name().split("\\.", -1)[0];
    return EFFECTS.getOrDefault(top, Set.of()).stream().filter(soFar::isHeld).sorted().findFirst();
  }

  private static void follows(Change change, String mechanism, Weighing weighing) {
    weighing.crucial(
        4,
        describe(change) + " was changed, and " + mechanism + " follows from it",
        change.evidence());
  }

  /** An environment key that the error or a failing line names. */
  private static Optional<Symptom> named(Change change, Situation situation) {
    String prefix = "Environment.Variables.";
    if (!change.field().name().startsWith(prefix)) {
      return Optional.empty();
    }
    String key = change.field().name().substring(prefix.length());
    if (key.length() < 3) {
      return Optional.empty();
    }
    Pattern whole = Pattern.compile("(?<!\\w)" + Pattern.quote(key) + "(?!\\w)");
    return situation.symptoms().matching(whole).stream().findFirst();
  }

  private static void isNamed(Change change, Symptom symptom, Weighing weighing) {
    weighing.crucial(
        4,
        describe(change) + " was changed, and the failure names it",
        List.of(change.evidence().get(0), symptom.ref()));
  }

  private static String describe(Change change) {
    return change.field().name()
        + " of "
        + change.field().subject()
        + change.origin().at().map(at -> " (" + at + ")").orElse("");
  }
}
