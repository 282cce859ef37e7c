// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.history.RunsReader;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingLog;
import java.util.List;

/** Fleets read from logs written as AWS prints them. */
final class TestingFleet {
  static final String FUNCTION = "poll";

  private TestingFleet() {}

  /** Returns a case with a log of the function, which its call names. */
  static TestingCase with(TestingLog log) {
    return with(log, log.answer());
  }

  /** Returns a case with an answer of the function's log group. */
  static TestingCase with(TestingLog log, ObjectNode answer) {
    return new TestingCase()
        .call(
            "logs:FilterLogEvents",
            "{'logGroupName': '/aws/lambda/" + FUNCTION + "'}",
            "2026-03-01T12:00:00Z",
            "log-" + log.events().size() + ".json",
            answer);
  }

  static Fleet fleet(TestingCase testing) {
    Evidence evidence = testing.evidence();
    return FleetReader.read(evidence, RunsReader.read(evidence).all());
  }

  static Sandbox sandbox(TestingLog log) {
    return sandbox(with(log));
  }

  static Sandbox sandbox(TestingCase testing) {
    List<Sandbox> sandboxes = fleet(testing).sandboxes();
    if (sandboxes.size() != 1) {
      throw new AssertionError(sandboxes.size() + " sandboxes");
    }
    return sandboxes.get(0);
  }

  static List<Invocation> invocations(TestingLog log) {
    return sandbox(log).invocations().toList();
  }
}
