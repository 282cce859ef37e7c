// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.invocation.Fleet;
import dev.afterimage.core.invocation.Invocation;
import dev.afterimage.core.invocation.LinkedCall;
import dev.afterimage.core.invocation.Sandbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one run used of one function: which versions, when, and the sandboxes that served it.
 *
 * @param calls its calls of the function, at least one
 * @param versions the versions that ran, with the time of each; as the logs and outputs tell
 * @param asked the qualifier that the calls named, where no version is told
 */
record Usage(
    String function,
    List<LinkedCall> calls,
    Map<String, Window> versions,
    Optional<String> asked,
    List<Sandbox> sandboxes) {

  /** The time within which a version ran. */
  record Window(Instant from, Instant to) {
    Window {
      if (to.isBefore(from)) {
        to = from;
      }
    }

    Window with(Window other) {
      return new Window(
          from.isBefore(other.from) ? from : other.from, to.isAfter(other.to) ? to : other.to);
    }
  }

  /**
   * Returns what a run used of each function that it called.
   *
   * @param family the run with the runs below it
   */
  static Map<String, Usage> of(List<Run> family, Fleet fleet) {
    Map<String, List<LinkedCall>> calls = new TreeMap<>();
    for (Run run : family) {
      for (LinkedCall call : fleet.callsOf(run)) {
        calls.computeIfAbsent(call.call().function().name(), n -> new ArrayList<>()).add(call);
      }
    }
    Map<String, Usage> usages = new TreeMap<>();
    calls.forEach((function, list) -> usages.put(function, of(function, family, list, fleet)));
    return usages;
  }

  private static Usage of(String function, List<Run> family, List<LinkedCall> calls, Fleet fleet) {
    Map<String, Window> versions = new TreeMap<>();
    List<Sandbox> sandboxes = new ArrayList<>();
    for (Sandbox sandbox : fleet.of(function).toList()) {
      List<Invocation> served =
          sandbox
              .invocations()
              .filter(i -> !fleet.runsOf(i).isEmpty() && family.containsAll(fleet.runsOf(i)))
              .toList();
      if (!served.isEmpty()) {
        sandboxes.add(sandbox);
        String version = sandbox.version().orElse(FunctionState.LATEST);
        served.forEach(
            i ->
                versions.merge(version, new Window(i.times().start(), i.lastSeen()), Window::with));
      }
    }
    for (LinkedCall call : calls) {
      executedVersion(call)
          .ifPresent(version -> versions.merge(version, window(call), Window::with));
    }
    Optional<String> asked =
        calls.stream().flatMap(c -> c.call().function().qualifier().stream()).findFirst();
    return new Usage(function, calls, versions, asked, sandboxes);
  }

  private static Optional<String> executedVersion(LinkedCall call) {
    return call.call()
        .attempt()
        .output()
        .json()
        .flatMap(output -> Json.text(output, "ExecutedVersion"));
  }

  private static Window window(LinkedCall call) {
    var times = call.call().attempt().times();
    return new Window(times.scheduled(), times.ended().orElse(call.run().lastMoment()));
  }

  /** Returns the time within which the run called the function at all. */
  Window whole() {
    return calls.stream().map(Usage::window).reduce(Window::with).orElseThrow();
  }
}
