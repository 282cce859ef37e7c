// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.compare.Change;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.invocation.Invocation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What follows from a changed field of a function: the mechanism that the field governs, where it
 * is held and the field went the way that brings it about. A limit that was raised explains
 * nothing.
 */
final class FieldEffects {
  /** Fields that say something of how the function is run by people, not of what it does. */
  private static final Set<String> IDLE =
      Set.of(
          "Description", "Tags", "TracingConfig", "LoggingConfig", "SnapStart", "DeadLetterConfig");

  private static final Set<String> LOADING =
      Set.of(
          "import-module",
          "handler-not-found",
          "user-syntax",
          "invalid-entrypoint",
          "invalid-workdir",
          "arch-mismatch",
          "runtime-exit",
          "init-crash",
          "extension-fail",
          "file-perm");

  private static final Set<String> NETWORK =
      Set.of(
          "net-no-route",
          "dns",
          "efs",
          "eni-limit",
          "vpc-config-invalid",
          "nat-ports",
          "hyperplane-burst");

  private static final Set<String> TIMEOUTS =
      Set.of("fn-timeout", "sfn-task-timeout", "init-timeout", "cold-storm");

  /** Fields without a direction, and what any new value can bring about. */
  private static final Map<String, Set<String>> ANY_VALUE =
      Map.ofEntries(
          Map.entry("VpcConfig", NETWORK),
          Map.entry("FileSystemConfigs", Set.of("efs")),
          Map.entry(
              "Role",
              Set.of("dependency-auth", "kms", "ecr-permission", "sfn-assume-role", "eni-limit")),
          Map.entry("ImageConfigResponse", LOADING),
          Map.entry("ImageConfig", LOADING),
          Map.entry("Handler", LOADING),
          Map.entry("Layers", LOADING),
          Map.entry("Architectures", LOADING),
          Map.entry("Runtime", LOADING),
          Map.entry("KMSKeyArn", Set.of("kms")),
          Map.entry("KmsKeyArn", Set.of("kms")));

  /** Variables that the language or Lambda itself reads. */
  private static final Map<String, Set<String>> VARIABLES =
      Map.ofEntries(
          Map.entry("JAVA_TOOL_OPTIONS", Set.of("lang-heap-oom", "runtime-exit", "init-crash")),
          Map.entry("NODE_OPTIONS", Set.of("lang-heap-oom", "runtime-exit", "init-crash")),
          Map.entry("AWS_LAMBDA_EXEC_WRAPPER", Set.of("runtime-exit", "init-crash")),
          Map.entry("PYTHONPATH", Set.of("import-module", "init-crash")),
          Map.entry("NODE_PATH", Set.of("import-module", "init-crash")),
          Map.entry("LD_LIBRARY_PATH", Set.of("import-module", "init-crash")),
          Map.entry("_HANDLER", Set.of("handler-not-found", "import-module")));

  private static final double MOST_OF_MEMORY = 0.95;

  private final Situation situation;
  private final Verdicts soFar;

  /** What follows from a change, in words, and what shows it beside the change itself. */
  record Effect(String text, List<Ref> evidence) {
    Effect {
      evidence = List.copyOf(evidence);
    }
  }

  FieldEffects(Situation situation, Verdicts soFar) {
    this.situation = situation;
    this.soFar = soFar;
  }

  /** Whether a field can have an effect on how a function works. */
  static boolean mayMatter(String field) {
    return !IDLE.contains(top(field));
  }

  private static String top(String field) {
    return field.split("\\.", -1)[0];
  }

  Optional<Effect> of(Change change) {
    String field = top(change.field().name());
    JsonNode a = change.values().a();
    JsonNode b = change.values().b();
    return switch (field) {
      case "Timeout" -> timeout(a, b);
      case "MemorySize" -> memory(a, b);
      case "EphemeralStorage" -> lowered(a, b) ? held(Set.of("tmp-full")) : Optional.empty();
      case "ReservedConcurrentExecutions" -> concurrency(a, b);
      case "Environment" -> variable(change);
      default -> held(ANY_VALUE.getOrDefault(field, Set.of()));
    };
  }

  private Optional<Effect> held(Set<String> mechanisms) {
    return mechanisms.stream()
        .filter(soFar::isHeld)
        .min(Comparator.naturalOrder())
        .map(id -> new Effect(id, List.of()));
  }

  private static boolean lowered(JsonNode a, JsonNode b) {
    return number(b).isPresent() && number(a).map(old -> number(b).get() < old).orElse(true);
  }

  private static Optional<Double> number(JsonNode node) {
    if (node.isObject() && node.path("Size").isNumber()) {
      return Optional.of(node.path("Size").doubleValue());
    }
    return node.isNumber() ? Optional.of(node.doubleValue()) : Optional.empty();
  }

  /**
   * A lower limit is reached by what worked before; that the old limit is unknown needs it shown.
   */
  private Optional<Effect> timeout(JsonNode a, JsonNode b) {
    if (!soFar.isHeld("fn-timeout") || !lowered(a, b)) {
      return Optional.empty();
    }
    double limitMs = number(b).orElseThrow() * 1000;
    List<Invocation> longer =
        Trials.invocations(situation.trials().ok())
            .filter(i -> i.durationMs().filter(ms -> ms > limitMs).isPresent())
            .toList();
    if (!longer.isEmpty()) {
      return Optional.of(
          new Effect(
              "fn-timeout, since successful invocations took longer than the new limit,",
              Claims.reports(longer)));
    }
    return number(a).isPresent() ? held(Set.of("fn-timeout")) : Optional.empty();
  }

  /** Memory brings the processor's share with it: less of it is slower, too. */
  private Optional<Effect> memory(JsonNode a, JsonNode b) {
    if (!lowered(a, b)) {
      return Optional.empty();
    }
    double size = number(b).orElseThrow();
    List<Invocation> larger =
        Trials.invocations(situation.trials().ok())
            .filter(i -> used(i).filter(mb -> mb >= size * MOST_OF_MEMORY).isPresent())
            .toList();
    if (soFar.isHeld("oom") && !larger.isEmpty()) {
      return Optional.of(
          new Effect(
              "oom, since successful invocations used more than the new size,",
              Claims.reports(larger)));
    }
    if (number(a).isEmpty()) {
      return Optional.empty();
    }
    Optional<Effect> oom = held(Set.of("oom", "lang-heap-oom"));
    return oom.isPresent() || number(a).get() < 2 * size ? oom : held(TIMEOUTS);
  }

  private static Optional<Double> used(Invocation invocation) {
    return invocation.report().flatMap(report -> report.line().metrics().maxMemoryUsedMb());
  }

  private Optional<Effect> concurrency(JsonNode a, JsonNode b) {
    boolean set = number(b).isPresent() && lowered(a, b);
    return set ? held(Set.of("throttle-reserved")) : Optional.empty();
  }

  private Optional<Effect> variable(Change change) {
    String name = change.field().name().replaceFirst("^Environment\\.Variables\\.", "");
    return held(VARIABLES.getOrDefault(name, Set.of()));
  }
}
