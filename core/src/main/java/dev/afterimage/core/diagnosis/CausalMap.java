// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which cause can bring which about: an import error follows from other code, a timeout from a
 * dependency that does not answer. What is held to be at work and stands in no such relation to the
 * leader is a rival of it, not a part of its chain.
 */
public final class CausalMap {
  /** What lengthens work until a limit of time fires. */
  private static final String SLOW =
      "init-timeout cold-storm pc-spillover net-no-route dns nat-ports hyperplane-burst dep-5xx"
          + " dep-429 ddb-throttle aws-api-throttle data-race stale-connection efs lang-heap-oom"
          + " fd-thread-limit tmp-full code-changed config-changed input-changed env-secret-changed"
          + " runtime-deprecated midrun-update poison-item extension-fail";

  /** What makes more calls at once. */
  private static final String MORE_LOAD = "def-changed input-changed config-changed cold-storm";

  private static final String CODE = "code-changed config-changed midrun-update runtime-deprecated";

  /** By effect: what can bring it about directly. */
  private static final Map<String, Set<String>> CAUSES = new HashMap<>();

  static {
    put("fn-timeout", SLOW);
    put("sfn-task-timeout", SLOW + " def-changed callback-token-lost state-throttle fn-timeout");
    put("sfn-heartbeat", "callback-token-lost def-changed dep-5xx code-changed oom runtime-exit");
    put(
        "sfn-exec-timeout",
        SLOW
            + " def-changed callback-token-lost state-throttle sfn-heartbeat fn-timeout"
            + " throttle-reserved throttle-account throttle-rate sfn-task-timeout");
    put("callback-token-lost", CODE + " def-changed input-changed dependency-auth fn-timeout");
    put("init-timeout", "net-no-route dns dep-5xx aws-api-throttle cold-storm efs " + CODE);
    put("cold-storm", "code-changed config-changed def-changed input-changed pc-spillover");
    put("pc-spillover", "config-changed def-changed input-changed");
    put("oom", CODE + " input-changed global-mutation poison-item def-changed");
    put("lang-heap-oom", CODE + " input-changed global-mutation poison-item");
    put("runtime-exit", CODE + " env-secret-changed poison-item input-changed");
    put(
        "init-crash",
        CODE + " env-secret-changed dependency-auth net-no-route dns aws-api-throttle dep-5xx kms");
    put("import-module", CODE);
    put("handler-not-found", CODE);
    put("user-syntax", CODE);
    put("invalid-entrypoint", CODE);
    put("invalid-workdir", CODE);
    put("arch-mismatch", CODE);
    put("file-perm", CODE + " input-changed");
    put("extension-fail", CODE + " env-secret-changed dep-5xx net-no-route");
    put("marshal", CODE + " input-changed poison-item");
    put("response-too-large", CODE + " input-changed poison-item");
    put("sfn-data-limit", CODE + " input-changed def-changed poison-item");
    put("sfn-history-limit", "input-changed def-changed code-changed");
    put("sfn-runtime", CODE + " input-changed def-changed poison-item");
    put("sfn-param-path", CODE + " input-changed def-changed poison-item");
    put("sfn-query-eval", CODE + " input-changed def-changed poison-item");
    put("sfn-item-reader", "input-changed def-changed");
    put("sfn-result-writer", "def-changed input-changed");
    put("sfn-permission", "def-changed");
    put("sfn-assume-role", "def-changed");
    put("fn-not-found", "def-changed");
    put("throttle-reserved", MORE_LOAD);
    put("throttle-account", MORE_LOAD);
    put("throttle-rate", MORE_LOAD);
    put("retry-mismatch", "def-changed service-fault throttle-rate throttle-account fn-timeout");
    put("service-fault", "retry-mismatch image-deleted");
    put("fn-pending-inactive", "code-changed config-changed");
    put("image-bad", "code-changed");
    put("image-deleted", "");
    put("ecr-permission", "");
    put("kms", "config-changed");
    put("efs", "config-changed net-no-route");
    put("eni-limit", "config-changed cold-storm input-changed def-changed");
    put("vpc-config-invalid", "config-changed");
    put("net-no-route", "config-changed");
    put("dns", "config-changed net-no-route");
    put("nat-ports", MORE_LOAD);
    put("hyperplane-burst", MORE_LOAD);
    put("dep-5xx", "config-changed input-changed");
    put("dep-429", MORE_LOAD + " code-changed");
    put("ddb-throttle", MORE_LOAD + " code-changed");
    put("aws-api-throttle", MORE_LOAD + " code-changed");
    put("dependency-auth", "env-secret-changed config-changed code-changed");
    put("cred-expired", "env-secret-changed code-changed config-changed");
    put("clock-expiry", "");
    put("data-race", MORE_LOAD + " code-changed fn-timeout sfn-task-timeout abort");
    put("poison-item", "input-changed code-changed def-changed");
    put("stale-init-state", CODE + " env-secret-changed");
    put("stale-connection", CODE);
    put("global-mutation", CODE);
    put("tmp-full", CODE + " input-changed");
    put("fd-thread-limit", CODE + " input-changed def-changed");
    put("catch-swallow", "");
    put("sdk-integ-swallow", "def-changed");
    put("async-invoke", "def-changed");
  }

  private CausalMap() {}

  private static void put(String effect, String causes) {
    CAUSES.put(effect, causes.isEmpty() ? Set.of() : Set.copyOf(List.of(causes.split(" ", -1))));
  }

  /** Whether a cause can bring an effect about directly. */
  public static boolean canBringAbout(String cause, String effect) {
    return CAUSES.getOrDefault(effect, Set.of()).contains(cause);
  }

  /** Returns what can bring an effect about directly, in the order of their ids. */
  public static SortedSet<String> causesOf(String effect) {
    return new TreeSet<>(CAUSES.getOrDefault(effect, Set.of()));
  }

  /** Returns what a cause can bring about directly, in the order of their ids. */
  public static SortedSet<String> effectsOf(String cause) {
    SortedSet<String> effects = new TreeSet<>();
    CAUSES.forEach(
        (effect, causes) -> {
          if (causes.contains(cause)) {
            effects.add(effect);
          }
        });
    return effects;
  }

  /** Whether one of two causes can bring the other about, directly or by a chain. */
  public static boolean areRelated(String left, String right) {
    return leadsTo(left, right, new HashSet<>()) || leadsTo(right, left, new HashSet<>());
  }

  private static boolean leadsTo(String cause, String effect, Set<String> seen) {
    return seen.add(effect)
        && CAUSES.getOrDefault(effect, Set.of()).stream()
            .anyMatch(direct -> direct.equals(cause) || leadsTo(cause, direct, seen));
  }
}
