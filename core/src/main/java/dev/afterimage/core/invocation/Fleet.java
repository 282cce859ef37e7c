// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import dev.afterimage.core.evidence.Gap;
import dev.afterimage.core.history.Run;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sandboxes that the logs show, and the calls of the runs with the invocations that served
 * them.
 *
 * @param sandboxes by stream
 * @param calls every call of a Lambda function by every run
 * @param runOf the run that an invocation was for, as far as known
 */
public record Fleet(
    List<Sandbox> sandboxes,
    List<LinkedCall> calls,
    Map<Invocation, Run> runOf,
    List<Gap> gaps,
    List<String> warnings) {
  public Fleet {
    sandboxes = List.copyOf(sandboxes);
    calls = List.copyOf(calls);
    runOf = new HashMap<>(runOf);
    gaps = List.copyOf(gaps);
    warnings = List.copyOf(warnings);
  }

  /** Returns every invocation, by stream. */
  public Stream<Invocation> invocations() {
    return sandboxes.stream().flatMap(Sandbox::invocations);
  }

  /** Returns the sandboxes of one function. */
  public Stream<Sandbox> of(String function) {
    return sandboxes.stream().filter(s -> s.function().filter(function::equals).isPresent());
  }

  /** Returns the sandbox that served an invocation. */
  public Optional<Sandbox> sandboxOf(Invocation invocation) {
    return sandboxes.stream()
        .filter(sandbox -> sandbox.stream().equals(invocation.place().stream()))
        .findFirst();
  }

  /** Returns the run that an invocation was for, as far as known. */
  public Optional<Run> runOf(Invocation invocation) {
    return Optional.ofNullable(runOf.get(invocation));
  }

  /** Returns the calls of one run. */
  public List<LinkedCall> callsOf(Run run) {
    return calls.stream().filter(call -> call.run().equals(run)).toList();
  }
}
