// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.timeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Step;
import dev.afterimage.core.invocation.Fleet;
import dev.afterimage.core.invocation.Invocation;
import dev.afterimage.core.invocation.LinkedCall;
import dev.afterimage.core.invocation.Sandbox;
import dev.afterimage.report.html.subject.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sandboxes that served the runs, with their processes and invocations; times are epochs. */
final class SandboxData {
  private static final int MOST_CITED = 100;

  private final Subject subject;
  private int citedFailures;

  /** Steps of the rows; comparing two steps by value would compare all that they hold. */
  private final IdentityHashMap<Step, Integer> rowOf = new IdentityHashMap<>();

  private final Map<Invocation, LinkedCall> calls = new HashMap<>();
  private final Set<Run> familyA = new HashSet<>();
  private final Set<Run> familyB = new HashSet<>();
  private final List<String> functions = new ArrayList<>();
  private final Columns sandboxes = new Columns();
  private final Columns processes = new Columns();
  private final Columns invocations = new Columns();

  SandboxData(Subject subject, List<Lanes.Row> rows) {
    this.subject = subject;
    for (int row = 0; row < rows.size(); row++) {
      int number = row;
      rows.get(row).a().ifPresent(step -> rowOf.put(step, number));
      rows.get(row).b().ifPresent(step -> rowOf.put(step, number));
    }
    var situation = subject.situation();
    situation.baseline().ifPresent(run -> familyA.addAll(situation.runs().family(run)));
    familyB.addAll(situation.runs().family(situation.run()));
    for (LinkedCall call : situation.fleet().calls()) {
      call.served().ifPresent(invocation -> calls.put(invocation, call));
    }
  }

  /** Adds the tables to the timeline's data. */
  void addTo(ObjectNode json) {
    Fleet fleet = subject.situation().fleet();
    fleet.sandboxes().stream()
        .filter(sandbox -> sandbox.invocations().anyMatch(i -> side(i) > 0))
        .sorted(
            Comparator.comparing((Sandbox sandbox) -> !isOfFailingFunction(sandbox))
                .thenComparing(sandbox -> sandbox.function().orElse(""))
                .thenComparing(sandbox -> !hasFailed(sandbox))
                .thenComparing(sandbox -> sandbox.invocations().noneMatch(i -> side(i) == 2))
                .thenComparing(Sandbox::firstSeen)
                .thenComparing(Sandbox::stream))
        .forEach(this::add);
    ArrayNode names = json.putArray("functions");
    functions.forEach(names::add);
    json.set("sandboxes", sandboxes.json());
    json.set("processes", processes.json());
    json.set("invocations", invocations.json());
  }

  private boolean isOfFailingFunction(Sandbox sandbox) {
    return sandbox.function().isPresent()
        && sandbox.function().equals(subject.situation().function());
  }

  private boolean hasFailed(Sandbox sandbox) {
    return sandbox.invocations().anyMatch(i -> side(i) == 2 && isFailed(i));
  }

  /** 1 for the baseline, 2 for the run under question, 0 for anything else. */
  private int side(Invocation invocation) {
    Optional<Run> run = subject.situation().fleet().runOf(invocation);
    return run.map(r -> familyB.contains(r) ? 2 : familyA.contains(r) ? 1 : 0).orElse(0);
  }

  private boolean isFailed(Invocation invocation) {
    LinkedCall call = calls.get(invocation);
    return invocation.outcome().isFailure() || (call != null && call.isFailed());
  }

  private void add(Sandbox sandbox) {
    String function = sandbox.function().orElse("a function that is not known");
    if (!functions.contains(function)) {
      functions.add(function);
    }
    sandboxes.put("function", functions.indexOf(function));
    sandboxes.put("name", sandbox.stream().sandbox());
    sandboxes.put("stream", sandbox.stream().name());
    int number = sandboxes.end();
    for (Sandbox.Generation generation : sandbox.generations()) {
      Sandbox.ProcessStart start = generation.start();
      processes.put("sandbox", number);
      processes.put("from", start.earliest().orElse(start.latest()).toEpochMilli());
      processes.put("start", start.latest().toEpochMilli());
      processes.put("known", start.known() ? 1 : 0);
      int process = processes.end();
      generation.invocations().forEach(i -> add(i, number, process));
    }
  }

  private void add(Invocation invocation, int sandbox, int process) {
    LinkedCall call = calls.get(invocation);
    double[] age = invocation.ageMs();
    invocations.put("sandbox", sandbox).put("process", process);
    invocations.put("side", side(invocation));
    invocations.put("t0", invocation.times().start().toEpochMilli());
    invocations.put("t1", invocation.lastSeen().toEpochMilli());
    invocations.put("outcome", invocation.outcome().name());
    invocations.put("failed", isFailed(invocation) ? 1 : 0);
    invocations.put("ordinal", invocation.place().ordinal());
    invocations.put("cold", invocation.place().cold().map(cold -> cold ? 1 : 0).orElse(-1));
    invocations.put("age0", Math.round(age[0]));
    invocations.put("age1", Double.isInfinite(age[1]) ? -1 : Math.round(age[1]));
    invocations.put("init", initMs(invocation));
    invocations.put("row", call == null ? -1 : rowOf.getOrDefault(call.call().step(), -1));
    invocations.put("request", invocation.requestId());
    invocations.put("ref", refOf(invocation));
    invocations.end();
  }

  private static long initMs(Invocation invocation) {
    return invocation
        .report()
        .flatMap(report -> report.line().metrics().initMs())
        .map(Math::round)
        .orElse(-1L);
  }

  /** The first failures are cited; of the others the page names the request. */
  private int refOf(Invocation invocation) {
    boolean cited = isFailed(invocation) && side(invocation) > 0 && citedFailures < MOST_CITED;
    if (!cited) {
      return -1;
    }
    citedFailures++;
    return subject.refs().number(invocation.ref());
  }
}
