// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.ground.Ground;
import dev.afterimage.lab.sim.RandomStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sandboxes of all versions: the most recently used is used first. */
final class Pool {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Ground ground;
  private final RandomStream random;
  private final Map<FunctionVersion, Deque<Sandbox>> idle = new HashMap<>();
  private final Map<FunctionVersion, Set<Sandbox>> busy = new HashMap<>();
  private final IdlePolicy policy;

  Pool(Ground ground, IdlePolicy policy) {
    this.ground = requireNonNull(ground, "ground is null");
    this.policy = requireNonNull(policy, "policy is null");
    this.random = ground.randoms().stream("sandboxes");
  }

  private Deque<Sandbox> idleOf(FunctionVersion version) {
    return idle.computeIfAbsent(version, key -> new ArrayDeque<>());
  }

  private Set<Sandbox> busyOf(FunctionVersion version) {
    return busy.computeIfAbsent(version, key -> new HashSet<>());
  }

  /** Takes the idle sandbox that was used last; provisioned ones come before others. */
  Optional<Sandbox> take(FunctionVersion version) {
    Instant now = ground.simulation().now();
    Deque<Sandbox> waiting = idleOf(version);
    waiting.removeIf(sandbox -> !sandbox.isUsable(now));
    Optional<Sandbox> found =
        waiting.stream()
            .filter(Sandbox::isProvisioned)
            .findFirst()
            .or(() -> Optional.ofNullable(waiting.peekFirst()));
    found.ifPresent(
        sandbox -> {
          waiting.remove(sandbox);
          busyOf(version).add(sandbox);
        });
    return found;
  }

  /** Creates a sandbox, which is busy. */
  Sandbox create(FunctionVersion version, boolean provisioned) {
    Instant now = ground.simulation().now();
    List<String> subnets = version.config().subnets();
    Sandbox.Fate fate =
        new Sandbox.Fate(
            now,
            random.between(policy.shortestLife(), policy.longestLife()),
            random.between(policy.shortestPatience(), policy.longestPatience()),
            subnets.isEmpty() ? "" : random.pick(subnets));
    String day = DAY.format(now);
    String label =
        version.config().logGroup().isPresent()
            ? version.name().function() + "[" + version.name().number() + "]"
            : "[" + version.name().number() + "]";
    Sandbox sandbox = new Sandbox(version, day + "/" + label + random.hex(32), fate, provisioned);
    busyOf(version).add(sandbox);
    return sandbox;
  }

  /** Puts a sandbox back. */
  void release(Sandbox sandbox) {
    busyOf(sandbox.version()).remove(sandbox);
    if (sandbox.isUsable(ground.simulation().now())) {
      idleOf(sandbox.version()).addFirst(sandbox);
    }
  }

  /** Takes all sandboxes of a version out of use, the busy ones once they are done. */
  void retire(FunctionVersion version) {
    for (Iterator<Sandbox> all = idleOf(version).iterator(); all.hasNext(); ) {
      all.next().retire();
      all.remove();
    }
    busyOf(version).forEach(Sandbox::retire);
  }

  /** Returns how many provisioned sandboxes of a version are in use. */
  long busyProvisioned(FunctionVersion version) {
    return busyOf(version).stream().filter(Sandbox::isProvisioned).count();
  }

  /**
   * How long sandboxes are kept.
   *
   * @param shortestPatience the least time that one may be idle
   * @param longestPatience the most
   * @param shortestLife the least time that one is used
   * @param longestLife the most
   */
  record IdlePolicy(
      Duration shortestPatience,
      Duration longestPatience,
      Duration shortestLife,
      Duration longestLife) {
    static final IdlePolicy USUAL =
        new IdlePolicy(
            Duration.ofMinutes(9),
            Duration.ofMinutes(55),
            Duration.ofMinutes(130),
            Duration.ofMinutes(145));
  }
}
