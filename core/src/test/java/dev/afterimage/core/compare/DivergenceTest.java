// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import static dev.afterimage.core.compare.TestingPair.a;
import static dev.afterimage.core.compare.TestingPair.b;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.testing.TestingHistory;
import org.junit.jupiter.api.Test;

/** Where two runs part first, and in which way. */
class DivergenceTest {
  private static TestingHistory task(TestingHistory history, String state) {
    return history.entered("Task", state).scheduled("f").started().after(50);
  }

  private static TestingHistory good(TestingHistory history) {
    task(history, "T").succeeded().exited("Task", "T");
    return history.pass("End", "{}", "{}").succeed("{}");
  }

  private static void is(Divergence divergence, String step, Divergence.Kind kind) {
    assertThat(divergence.step()).isEqualTo(step);
    assertThat(divergence.kind()).as(divergence.text()).isEqualTo(kind);
    assertThat(divergence.evidence()).isNotEmpty();
  }

  @Test
  void equalRuns_doNotPart() {
    assertThat(new TestingPair(good(a("{}")), good(b("{}"))).compare().divergence()).isEmpty();
  }

  @Test
  void failure_isAnOutcome() {
    TestingPair pair =
        new TestingPair(good(a("{}")), task(b("{}"), "T").failed("E", "c").fail("E", "c"));

    is(pair.divergence(), "T", Divergence.Kind.OUTCOME);
    assertThat(pair.divergence().text()).contains("succeeded", "failed with E");
  }

  @Test
  void stepsThatWereNeverReached_areNoStructure() {
    TestingHistory failed = task(b("{}"), "T").failed("E", "c").fail("E", "c");

    is(new TestingPair(good(a("{}")), failed).divergence(), "T", Divergence.Kind.OUTCOME);
  }

  @Test
  void otherFieldsOfTheInput_areInput() {
    TestingHistory left = a("{}").pass("S", "{\"a\":1,\"b\":2}", "{}").succeed("{}");
    TestingHistory right = b("{}").pass("S", "{\"a\":1}", "{}").succeed("{}");

    is(new TestingPair(left, right).divergence(), "S", Divergence.Kind.INPUT);
    assertThat(new TestingPair(left, right).divergence().text()).contains("/b");
  }

  @Test
  void otherValuesOfTheInput_areNoDivergence() {
    TestingHistory left = a("{}").pass("S", "{\"a\":1}", "{}").succeed("{}");
    TestingHistory right = b("{}").pass("S", "{\"a\":2}", "{}").succeed("{}");

    assertThat(new TestingPair(left, right).compare().divergence()).isEmpty();
  }

  @Test
  void moreAttempts_areBehaviour() {
    TestingHistory retried = task(b("{}"), "T").failed("E", "c").scheduled("f").started();
    retried.succeeded().exited("Task", "T").pass("End", "{}", "{}").succeed("{}");

    is(new TestingPair(good(a("{}")), retried).divergence(), "T", Divergence.Kind.BEHAVIOUR);
  }

  @Test
  void otherWay_isStructure() {
    TestingHistory left = a("{}").pass("S", "{}", "{}").pass("Left", "{}", "{}").succeed("{}");
    TestingHistory right = b("{}").pass("S", "{}", "{}").pass("Right", "{}", "{}").succeed("{}");

    is(new TestingPair(left, right).divergence(), "Right", Divergence.Kind.STRUCTURE);
  }

  @Test
  void skippedStep_comesBeforeWhatItsLackDid() {
    TestingHistory left = a("{}").pass("S", "{}", "{}").pass("Add", "{}", "{}");
    TestingHistory right = b("{}").pass("S", "{}", "{}").pass("Use", "{}", "{}");

    is(
        new TestingPair(left.pass("Use", "{\"x\":1}", "{}").succeed("{}"), right.succeed("{}"))
            .divergence(),
        "Add",
        Divergence.Kind.STRUCTURE);
  }

  @Test
  void caughtFailure_comesBeforeTheWayItLedTo() {
    TestingHistory caught = task(b("{}"), "T").failed("E", "c").exited("Task", "T");

    is(
        new TestingPair(good(a("{}")), caught.pass("Mend", "{}", "{}").succeed("{}")).divergence(),
        "T",
        Divergence.Kind.OUTCOME);
  }

  @Test
  void lastStepOfTheBaseline_isStructure_whereThisRunEndedWell() {
    TestingHistory left = a("{}").pass("S", "{}", "{}").pass("End", "{}", "{}").succeed("{}");
    TestingHistory right = b("{}").pass("S", "{}", "{}").succeed("{}");

    is(new TestingPair(left, right).divergence(), "End", Divergence.Kind.STRUCTURE);
  }

  @Test
  void otherDefinitionOfAState_isConfiguration() {
    TestingPair pair =
        new TestingPair(good(a("{}")), good(b("{}")))
            .definition("A", "{'T': {'Type': 'Task', 'TimeoutSeconds': 60}}")
            .definition("B", "{'T': {'Type': 'Task', 'TimeoutSeconds': 3}}");

    is(pair.divergence(), "T", Divergence.Kind.CONFIGURATION);
    assertThat(pair.divergence().text()).contains("/TimeoutSeconds");
  }

  @Test
  void otherComment_isNoDivergence() {
    TestingPair pair =
        new TestingPair(good(a("{}")), good(b("{}")))
            .definition("A", "{'T': {'Type': 'Task', 'Comment': 'old'}}")
            .definition("B", "{'T': {'Type': 'Task', 'Comment': 'new'}}");

    assertThat(pair.compare().divergence()).isEmpty();
  }

  @Test
  void ofSeveral_theFirstInTheRunCounts() {
    TestingHistory left = a("{}").pass("S", "{\"a\":1}", "{}");
    TestingHistory right = b("{}").pass("S", "{}", "{}");
    task(left, "T").succeeded().exited("Task", "T").succeed("{}");
    task(right, "T").failed("E", "c").fail("E", "c");

    is(new TestingPair(left, right).divergence(), "S", Divergence.Kind.INPUT);
  }

  @Test
  void stepCutOffByAnother_isNotTheFirst() {
    TestingHistory left = map(a("{}"), false);
    TestingHistory right = map(b("{}"), true);

    is(new TestingPair(left, right).divergence(), "M[1]/T", Divergence.Kind.OUTCOME);
  }

  private static TestingHistory map(TestingHistory history, boolean fails) {
    history.entered("Map", "M").mapStarted(2);
    for (int i = 0; i < 2; i++) {
      history.from(3).iteration("Started", "M", i).entered("Task", "T", "{\"i\":" + i + "}");
      history.scheduled("f").started();
    }
    if (fails) {
      return history.after(50).failed("E", "c").add("MapStateFailed", "").fail("E", "c");
    }
    history.from(7).succeeded().exited("Task", "T").iteration("Succeeded", "M", 0);
    history.from(11).succeeded().exited("Task", "T").iteration("Succeeded", "M", 1);
    return history.add("MapStateSucceeded", "").exited("Map", "M").succeed("[]");
  }

  @Test
  void runWithoutABaseline_partsFromNothing() {
    Pair pair = new TestingPair(good(a("{}")), good(b("{}"))).pair();
    Pair alone =
        new Pair(
            pair.evidence(),
            java.util.Optional.empty(),
            pair.b(),
            pair.failure(),
            pair.fleet(),
            pair.provenance());

    assertThat(RunComparer.compare(alone).divergence()).isEmpty();
    assertThat(RunComparer.compare(alone).alignment().pairs()).hasSize(2);
  }
}
