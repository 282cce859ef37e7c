// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.FunctionName;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.invocation.Fleet;
import dev.afterimage.core.invocation.Invocation;
import dev.afterimage.core.invocation.LinkedCall;
import dev.afterimage.core.invocation.RequestIds;
import dev.afterimage.core.invocation.Sandbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one run used of one function: which versions, when, and the sandboxes that served it.
 *
 * @param uses at least one
 */
record Usage(String function, List<Use> uses) {
  Usage {
    uses = List.copyOf(uses);
  }

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
   * One invocation, or one call whose invocation is not known.
   *
   * @param asked the function as the call named it
   * @param version the version that ran; none where the call named an alias and nothing tells more
   * @param step the path of the step that called
   * @param ref what shows the call
   */
  record Use(
      FunctionName asked,
      Optional<String> version,
      Window window,
      Optional<Sandbox> sandbox,
      Optional<String> step,
      Optional<Ref> ref) {}

  /** Returns what nobody is known to have used, at a moment. */
  static Usage at(FunctionName asked, Instant moment) {
    Window window = new Window(moment, moment);
    return new Usage(
        asked.name(),
        List.of(
            new Use(
                asked,
                version(asked),
                window,
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
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
    Set<Run> runs = new HashSet<>(family);
    calls.forEach((function, list) -> usages.put(function, of(function, runs, list, fleet)));
    return usages;
  }

  private static Usage of(String function, Set<Run> family, List<LinkedCall> calls, Fleet fleet) {
    List<Use> uses = new ArrayList<>();
    List<Use> refused = new ArrayList<>();
    Set<Invocation> linked = new HashSet<>();
    for (LinkedCall call : calls) {
      call.served().ifPresent(linked::add);
      (RequestIds.isRefused(call.call().attempt()) ? refused : uses).add(use(call, fleet));
    }
    // Of steps that were cut off it is open which invocation served which.
    fleet
        .of(function)
        .forEach(
            sandbox ->
                sandbox
                    .invocations()
                    .filter(i -> !linked.contains(i))
                    .filter(i -> isOf(family, fleet.runsOf(i)))
                    .forEach(i -> uses.add(use(function, i, sandbox))));
    return new Usage(function, uses.isEmpty() ? refused : uses);
  }

  /** Whether an invocation was made by one of some runs, and by no other. */
  private static boolean isOf(Set<Run> family, Collection<Run> callers) {
    return !callers.isEmpty() && family.containsAll(callers);
  }

  private static Use use(LinkedCall call, Fleet fleet) {
    Optional<Sandbox> sandbox = call.served().flatMap(fleet::sandboxOf);
    FunctionName asked = call.call().function();
    Window window = call.served().map(Usage::window).orElseGet(() -> window(call));
    return new Use(
        asked,
        executedVersion(call).or(() -> sandbox.flatMap(Sandbox::version)).or(() -> version(asked)),
        window,
        sandbox,
        Optional.of(call.call().step().path()),
        Optional.of(call.call().attempt().end().ref()));
  }

  private static Use use(String function, Invocation invocation, Sandbox sandbox) {
    return new Use(
        new FunctionName(function, Optional.empty()),
        sandbox.version().or(() -> Optional.of(FunctionState.LATEST)),
        window(invocation),
        Optional.of(sandbox),
        Optional.empty(),
        Optional.of(invocation.ref()));
  }

  /** A call without a qualifier runs what is not published; an alias may lead anywhere. */
  private static Optional<String> version(FunctionName asked) {
    return asked.qualifier().isEmpty()
        ? Optional.of(FunctionState.LATEST)
        : asked.qualifier().filter(q -> q.matches("\\d+") || q.equals(FunctionState.LATEST));
  }

  private static Optional<String> executedVersion(LinkedCall call) {
    return call.call()
        .attempt()
        .output()
        .json()
        .flatMap(output -> Json.text(output, "ExecutedVersion"));
  }

  private static Window window(Invocation invocation) {
    return new Window(invocation.times().start(), invocation.lastSeen());
  }

  private static Window window(LinkedCall call) {
    var times = call.call().attempt().times();
    return new Window(times.scheduled(), times.ended().orElse(call.run().lastMoment()));
  }

  /** Returns the uses of each version that is known to have run. */
  Map<String, List<Use>> byVersion() {
    Map<String, List<Use>> byVersion = new TreeMap<>();
    uses.forEach(
        use ->
            use.version()
                .ifPresent(v -> byVersion.computeIfAbsent(v, k -> new ArrayList<>()).add(use)));
    return byVersion;
  }

  /** Returns the uses of each alias of which it is not known which version ran. */
  Map<FunctionName, List<Use>> byAlias() {
    Map<String, List<Use>> byName = new TreeMap<>();
    for (Use use : uses) {
      if (use.version().isEmpty()) {
        byName.computeIfAbsent(use.asked().qualifier().orElse(""), k -> new ArrayList<>()).add(use);
      }
    }
    Map<FunctionName, List<Use>> byAlias = new LinkedHashMap<>();
    byName.values().forEach(list -> byAlias.put(list.get(0).asked(), list));
    return byAlias;
  }

  /** Returns the sandboxes that served, by stream. */
  List<Sandbox> sandboxes() {
    Map<String, Sandbox> byStream = new TreeMap<>();
    uses.forEach(use -> use.sandbox().ifPresent(s -> byStream.put(s.stream().toString(), s)));
    return List.copyOf(byStream.values());
  }

  /** Returns the time within which some uses lie. */
  static Window span(List<Use> uses) {
    return uses.stream().map(Use::window).reduce(Window::with).orElseThrow();
  }
}
