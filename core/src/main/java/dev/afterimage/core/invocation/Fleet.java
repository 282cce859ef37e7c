// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import dev.afterimage.core.evidence.Gap;
import dev.afterimage.core.history.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The sandboxes that the logs show, and the calls of the runs with the invocations that served
 * them.
 */
public final class Fleet {
  private final List<Sandbox> sandboxes;
  private final List<LinkedCall> calls;
  private final Map<Invocation, Set<Run>> runsOf;
  private final List<Gap> gaps;
  private final List<String> warnings;
  private final Map<StreamId, Sandbox> byStream = new HashMap<>();
  private final Map<String, List<Sandbox>> byFunction = new HashMap<>();
  private final Map<Run, List<LinkedCall>> byRun = new HashMap<>();

  /**
   * Creates a fleet.
   *
   * @param sandboxes by stream
   * @param calls every call of a Lambda function by every run
   * @param runsOf the runs that may have made an invocation
   */
  public Fleet(
      List<Sandbox> sandboxes,
      List<LinkedCall> calls,
      Map<Invocation, Set<Run>> runsOf,
      List<Gap> gaps,
      List<String> warnings) {
    this.sandboxes = List.copyOf(sandboxes);
    this.calls = List.copyOf(calls);
    this.runsOf = new HashMap<>(runsOf);
    this.gaps = List.copyOf(gaps);
    this.warnings = List.copyOf(warnings);
    for (Sandbox sandbox : sandboxes) {
      byStream.putIfAbsent(sandbox.stream(), sandbox);
      sandbox
          .function()
          .ifPresent(name -> byFunction.computeIfAbsent(name, n -> new ArrayList<>()).add(sandbox));
    }
    calls.forEach(call -> byRun.computeIfAbsent(call.run(), r -> new ArrayList<>()).add(call));
  }

  /** Returns the sandboxes, by stream. */
  public List<Sandbox> sandboxes() {
    return sandboxes;
  }

  /** Returns every call of a Lambda function by every run. */
  public List<LinkedCall> calls() {
    return calls;
  }

  /** Returns what is missing of the logs. */
  public List<Gap> gaps() {
    return gaps;
  }

  /** Returns what is doubtful about the logs: one sentence each. */
  public List<String> warnings() {
    return warnings;
  }

  /** Returns every invocation, by stream. */
  public Stream<Invocation> invocations() {
    return sandboxes.stream().flatMap(Sandbox::invocations);
  }

  /** Returns the sandboxes of one function. */
  public Stream<Sandbox> of(String function) {
    return byFunction.getOrDefault(function, List.of()).stream();
  }

  /** Returns the sandbox that served an invocation. */
  public Optional<Sandbox> sandboxOf(Invocation invocation) {
    return Optional.ofNullable(byStream.get(invocation.place().stream()));
  }

  /** Returns the run that an invocation was for, as far as known. */
  public Optional<Run> runOf(Invocation invocation) {
    Set<Run> runs = runsOf(invocation);
    return runs.size() == 1 ? Optional.of(runs.iterator().next()) : Optional.empty();
  }

  /** Returns the runs that may have made an invocation: one where it is known. */
  public Set<Run> runsOf(Invocation invocation) {
    return runsOf.getOrDefault(invocation, Set.of());
  }

  /** Returns the calls of one run. */
  public List<LinkedCall> callsOf(Run run) {
    return List.copyOf(byRun.getOrDefault(run, List.of()));
  }
}
