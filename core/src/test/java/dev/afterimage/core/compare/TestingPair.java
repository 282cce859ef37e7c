// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.history.FailureFinder;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Runs;
import dev.afterimage.core.history.RunsReader;
import dev.afterimage.core.invocation.Fleet;
import dev.afterimage.core.invocation.FleetReader;
import dev.afterimage.core.provenance.Provenance;
import dev.afterimage.core.provenance.ProvenanceReader;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Two runs, A at 10:00 and B at 11:00, to compare. */
final class TestingPair {
  static final Instant A = Instant.parse("2026-03-01T10:00:00Z");
  static final Instant B = Instant.parse("2026-03-01T11:00:00Z");
  static final String AFTER = "2026-03-01T12:00:00Z";

  private final TestingCase testing = new TestingCase();
  private final TestingHistory a;
  private final TestingHistory b;
  private int files;

  TestingPair(TestingHistory a, TestingHistory b) {
    this.a = a;
    this.b = b;
  }

  /** Returns run A, started with an input. */
  static TestingHistory a(String input) {
    return TestingHistory.of("A", A, input.replace('\'', '"'));
  }

  /** Returns run B, started with an input. */
  static TestingHistory b(String input) {
    return TestingHistory.of("B", B, input.replace('\'', '"'));
  }

  /** Both runs were started with a definition. */
  TestingPair definition(String states) {
    return definition("A", states).definition("B", states);
  }

  /** One run was started with a definition: the object of its states. */
  TestingPair definition(String run, String states) {
    String arn = run.equals("A") ? a.arn() : b.arn();
    ObjectNode answer = answerOf(states, "2026-03-01T08:00:00Z");
    return answer(
        "states:DescribeStateMachineForExecution",
        "{'executionArn': '" + arn + "'}",
        AFTER,
        answer);
  }

  static ObjectNode answerOf(String states, String updated) {
    String machine = TestingHistory.machineArn("orders");
    return TestingCase.json("{'name': 'orders'}")
        .put("stateMachineArn", machine)
        .put("updateDate", updated)
        .put("definition", "{\"StartAt\":\"S\",\"States\":" + states.replace('\'', '"') + "}");
  }

  /** Adds any answer; without a moment no manifest tells of it. */
  TestingPair answer(String api, String request, String at, ObjectNode json) {
    String name = "answer-" + ++files + ".json";
    if (at.isEmpty()) {
      testing.file(name, json);
    } else {
      testing.call(api, request, at, name, json);
    }
    return this;
  }

  Pair pair() {
    Evidence evidence =
        testing
            .file("a.h.json", a.answer())
            .file("a.d.json", a.description())
            .file("b.h.json", b.answer())
            .file("b.d.json", b.description())
            .evidence();
    Runs runs = RunsReader.read(evidence);
    Run runA = runs.byArn(a.arn()).orElseThrow();
    Run runB = runs.byArn(b.arn()).orElseThrow();
    Fleet fleet = FleetReader.read(evidence, runs.all());
    Provenance provenance =
        ProvenanceReader.read(evidence, fleet, runs.family(runA), runs.family(runB));
    return new Pair(
        evidence, Optional.of(runA), runB, FailureFinder.find(runs, runB), fleet, provenance);
  }

  Comparison compare() {
    return RunComparer.compare(pair());
  }

  Divergence divergence() {
    return compare().divergence().orElseThrow();
  }

  List<SilentLoss> losses() {
    return compare().silentLosses();
  }

  List<String> unchanged() {
    return compare().unchanged().stream().map(Comparison.Unchanged::text).toList();
  }

  List<Change> changes() {
    return compare().changes();
  }
}
