// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import static dev.afterimage.core.compare.TestingPair.a;
import static dev.afterimage.core.compare.TestingPair.b;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run lost although it succeeded; and what only looks like a loss. */
class SilentLossTest {
  /** A state with an output, then a task that is given an input, then the run's output. */
  private static TestingHistory run(
      TestingHistory history, String merged, String given, String result) {
    history.pass("Merge", "{}", json(merged)).entered("Task", "Store", json(merged));
    history.scheduled("store", json(given)).started().succeeded().exited("Task", "Store");
    return history.succeed(json(result));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static void none(TestingPair pair) {
    assertThat(pair.losses()).extracting(SilentLoss::text).isEmpty();
  }

  private static void is(List<SilentLoss> losses, String step, String field) {
    assertThat(losses).extracting(SilentLoss::text).hasSize(1);
    assertThat(losses.get(0).step()).isEqualTo(step);
    assertThat(losses.get(0).field()).isEqualTo(field);
    assertThat(losses.get(0).kind()).isEqualTo(SilentLoss.Kind.VALUE);
    assertThat(losses.get(0).evidence()).isNotEmpty();
  }

  // Values that the baseline had

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{'total': null}", "{'other': 1}", "{}"})
  void valueOfTheRunsOutput_isLostInTheFirstStateWithoutIt(String without) {
    TestingPair pair =
        new TestingPair(
            run(a("{}"), "{'total': 26708}", "{}", "{'total': 26708}"),
            run(b("{}"), without, "{}", without));

    is(pair.losses(), "Merge", "/total");
    assertThat(pair.losses().get(0).text()).contains("behind Merge", "the baseline had a value");
  }

  @Test
  void valueThatALaterTaskWasGiven_isLost() {
    TestingPair pair =
        new TestingPair(
            run(a("{}"), "{'region': 'eu'}", "{'region': 'eu'}", "{}"),
            run(b("{}"), "{'region': null}", "{'region': null}", "{}"));

    is(pair.losses(), "Merge", "/region");
  }

  @Test
  void valueThatNobodyWants_isNoLoss() {
    none(
        new TestingPair(
            run(a("{}"), "{'debug': 'x'}", "{'id': 1}", "{'ok': true}"),
            run(b("{}"), "{'debug': null}", "{'id': 1}", "{'ok': true}")));
  }

  @Test
  void valueThatALaterDefinitionAsksFor_isLost() {
    String states =
        "{'Merge': {'Type': 'Pass'}, 'Store': {'Type': 'Task',"
            + " 'Arguments': {'Payload': '{% $states.input.region %}'}}}";
    TestingPair pair =
        new TestingPair(
                run(a("{}"), "{'region': 'eu'}", "{}", "{}"),
                run(b("{}"), "{'region': null}", "{}", "{}"))
            .definition(states);

    is(pair.losses(), "Merge", "/region");
  }

  @Test
  void fieldOfEveryItem_isLost_whateverTheirNumber() {
    TestingPair pair =
        new TestingPair(
            run(
                a("{}"),
                "[{'id': 1, 'sum': 5}, {'id': 2, 'sum': 6}]",
                "{}",
                "[{'id': 1, 'sum': 5}]"),
            run(b("{}"), "[{'id': 3}, {'id': 4}, {'id': 5}]", "{}", "[{'id': 3}]"));

    is(pair.losses(), "Merge", "/0/sum");
  }

  @Test
  void renamedField_isLost() {
    is(
        new TestingPair(
                run(a("{}"), "{'total': 5}", "{}", "{'total': 5}"),
                run(b("{}"), "{'totals': 5}", "{}", "{'totals': 5}"))
            .losses(),
        "Merge",
        "/total");
  }

  // Healthy pairs that differ

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'total': 26708}|{'total': 12}",
        "{'total': 26708}|{'total': 0}",
        "{'name': 'x'}|{'name': ''}",
        "{'items': [{'a': 1}]}|{'items': []}",
        "{'items': [1, 2, 3]}|{'items': [1]}",
        "{'items': [{'a': 1}, {'a': 2, 'b': 3}]}|{'items': [{'a': 1}]}",
        "{'batch-17': {'n': 1}}|{'batch-18': {'n': 2}}",
        "{'by': {'ann': {'n': 1}, 'bob': {'n': 1}}}|{'by': {'eve': {'n': 1}, 'joe': {'n': 2}}}",
        "{'nextToken': 'x', 'n': 1}|{'n': 1}",
        "{'error': 'timed out', 'n': 1}|{'error': null, 'n': 1}",
        "{'warnings': ['x']}|{'warnings': null}",
        "{'LastEvaluatedKey': {'id': 1}}|{}",
        "{'a': null}|{'a': null}",
        "{'a': null}|{}",
        "{}|{'a': 1}"
      })
  void healthyRunsThatDiffer_loseNothing(String inA, String inB) {
    none(new TestingPair(run(a("{}"), inA, inA, inA), run(b("{}"), inB, inB, inB)));
  }

  @Test
  void whatACatchPutInto_isNoValueToLose() {
    TestingHistory caught = a("{}").entered("Task", "T").scheduled("f").started();
    caught.failed("E", "c").exited("Task", "T", json("{'problem': {'Error': 'E'}, 'n': 1}"));
    TestingHistory well = b("{}").entered("Task", "T").scheduled("f").started().succeeded();
    well.exited("Task", "T", json("{'n': 1}"));

    none(
        new TestingPair(
            caught.succeed(json("{'problem': {'Error': 'E'}, 'n': 1}")),
            well.succeed("{\"n\":1}")));
  }

  @Test
  void failedRun_isNotAskedForSilentLosses() {
    none(
        new TestingPair(
            run(a("{}"), "{'total': 5}", "{}", "{'total': 5}"),
            b("{}").pass("Merge", "{}", "{\"total\":null}").fail("E", "c")));
  }

  // Variables

  private static TestingHistory assigning(TestingHistory history, String value) {
    history.pass("Count", "{}", "{}");
    ObjectNode details = history.details();
    details.putObject("assignedVariables").put("total", value);
    return history.pass("Use", "{}", "{}").succeed("{}");
  }

  @Test
  void variableWithoutAValue_isLost_whereALaterStateAsksForIt() {
    String asks = "{'Use': {'Type': 'Pass', 'Output': {'sum': '{% $total %}'}}}";
    TestingPair pair =
        new TestingPair(assigning(a("{}"), "26708"), assigning(b("{}"), "null")).definition(asks);

    is(pair.losses(), "Count", "/$total");
  }

  @Test
  void variableThatNobodyAsksFor_isNoLoss() {
    none(
        new TestingPair(assigning(a("{}"), "26708"), assigning(b("{}"), "null"))
            .definition("{'Use': {'Type': 'Pass', 'Output': '{% $other %}'}}"));
  }

  // The public cases

  private static final String DROPPING =
      "{'Shape': {'Type': 'Pass', 'Parameters': {'order.$': '$.order'}},"
          + " 'Store': {'Type': 'Task', 'Arguments':"
          + " {'Payload': {'dry': '{% $states.input.options.dry %}'}}}}";

  private static TestingHistory dropping(TestingHistory history, String shaped) {
    history.pass("Shape", json("{'order': 7, 'options': {'dry': true}}"), json(shaped));
    history.entered("Task", "Store", json(shaped)).scheduled("store").started().succeeded();
    return history.exited("Task", "Store").succeed("{}");
  }

  @Test
  void passWithParametersAndNoResultPath_dropsAField() {
    TestingPair pair =
        new TestingPair(
                dropping(a("{}"), "{'order': 7, 'options': {'dry': true}}"),
                dropping(b("{}"), "{'order': 7}"))
            .definition(DROPPING);

    assertThat(pair.losses())
        .anyMatch(loss -> loss.step().equals("Shape") && loss.field().startsWith("/options"));
  }

  /** A run whose order goes through a further state, or does not, and into its output. */
  private static TestingHistory ending(TestingHistory history, String shaped) {
    history.pass("Load", json("{}"), json("{'order': 7, 'region': 'eu'}"));
    if (!shaped.isEmpty()) {
      history.pass("Shape", json("{'order': 7, 'region': 'eu'}"), json(shaped));
    }
    return history.succeed(json(shaped.isEmpty() ? "{'order': 7, 'region': 'eu'}" : shaped));
  }

  private static final String SHAPING =
      "{'Shape': {'Type': 'Pass', 'Parameters': {'order.$': '$.order'}}}";

  @Test
  void stateThatTheBaselineDidNotHave_dropsAField() {
    TestingPair pair =
        new TestingPair(ending(a("{}"), ""), ending(b("{}"), "{'order': 7}")).definition(SHAPING);

    is(pair.losses(), "Shape", "/region");
    assertThat(pair.losses().get(0).text()).contains("the baseline did not pass through");
  }

  @Test
  void stateThatTheBaselineDidNotHave_andThatKeepsAll_losesNothing() {
    String whole = "{'order': 7, 'region': 'eu', 'more': 1}";
    none(new TestingPair(ending(a("{}"), ""), ending(b("{}"), whole)).definition(SHAPING));
  }

  @Test
  void droppedField_isFoundWithoutABaseline() {
    Pair pair =
        new TestingPair(dropping(a("{}"), "{'order': 7}"), dropping(b("{}"), "{'order': 7}"))
            .definition(DROPPING)
            .pair();
    Pair alone =
        new Pair(
            pair.evidence(),
            java.util.Optional.empty(),
            pair.b(),
            pair.failure(),
            pair.fleet(),
            pair.provenance());

    assertThat(RunComparer.compare(alone).silentLosses())
        .anyMatch(
            loss -> loss.field().equals("/options") && loss.text().contains("Store asks for"));
  }

  @Test
  void fieldThatTheBaselineDrops_too_isUsual() {
    none(
        new TestingPair(dropping(a("{}"), "{'order': 7}"), dropping(b("{}"), "{'order': 7}"))
            .definition(DROPPING));
  }

  @Test
  void droppedFieldThatIsMadeAgain_isNoLoss() {
    TestingHistory history = b("{}").pass("Shape", json("{'x': 1, 'y': 2}"), json("{'y': 2}"));
    history.pass("Make", json("{'y': 2}"), json("{'x': 3}")).pass("Use", json("{'x': 3}"), "{}");
    String states =
        "{'Shape': {'Type': 'Pass'}, 'Make': {'Type': 'Pass'},"
            + " 'Use': {'Type': 'Pass', 'Parameters': {'x.$': '$.x'}}}";

    none(new TestingPair(a("{}").succeed("{}"), history.succeed("{}")).definition(states));
  }

  @Test
  void resultPathOfALaterState_asksForNothing() {
    TestingHistory history = b("{}").pass("Shape", json("{'x': 1}"), "{}").pass("Use", "{}", "{}");
    String states = "{'Shape': {'Type': 'Pass'}, 'Use': {'Type': 'Pass', 'ResultPath': '$.x'}}";

    none(new TestingPair(a("{}").succeed("{}"), history.succeed("{}")).definition(states));
  }

  @Test
  void pathsOfAnItem_askForNothingOfTheMap() {
    TestingHistory history = b("{}").pass("Shape", json("{'x': 1}"), "{}").entered("Map", "M");
    history.mapStarted(0).add("MapStateSucceeded", "").exited("Map", "M", "[]");
    String states =
        "{'Shape': {'Type': 'Pass'}, 'M': {'Type': 'Map', 'ItemProcessor': {'States':"
            + " {'P': {'Type': 'Pass', 'Parameters': {'x.$': '$.x'}}}}}}";

    none(new TestingPair(a("{}").succeed("{}"), history.succeed("{}")).definition(states));
  }

  private static TestingHistory choosing(TestingHistory history, String input) {
    return history.pass("Pick", json(input), "{\"n\":1}").succeed("{\"n\":1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% $exists($states.input.final.total) ? $states.input.final.total :"
            + " $states.input.partial.total %}",
        "{% $states.input.final.total ?: $states.input.partial.total %}"
      })
  void fallbackChainWhosePrimaryIsNull_isNamed(String expression) {
    TestingPair pair =
        new TestingPair(
                choosing(a("{}"), "{'final': {'total': 26708}, 'partial': {'total': 5}}"),
                choosing(b("{}"), "{'final': {'total': null}, 'partial': {'total': 5}}"))
            .definition("{'Pick': {'Type': 'Pass', 'Output': {'n': '" + expression + "'}}}");

    is(pair.losses(), "Pick", "/final/total");
    assertThat(pair.losses().get(0).text()).contains("so /partial/total is taken");
  }

  @Test
  void fallbackChainWithItsPrimary_losesNothing() {
    none(
        new TestingPair(
                choosing(a("{}"), "{'final': 2, 'partial': 5}"),
                choosing(b("{}"), "{'final': 1, 'partial': 5}"))
            .definition(
                "{'Pick': {'Type': 'Pass', 'Output':"
                    + " '{% $states.input.final ?: $states.input.partial %}'}}"));
  }

  private static TestingHistory way(TestingHistory history, String input, String next) {
    history.entered("Choice", "Any?", json(input)).exited("Choice", "Any?", json(input));
    return history.pass(next, "{}", "{}").succeed("{}");
  }

  private static final String PRESENCE =
      "{'Any?': {'Type': 'Choice', 'Choices': [{'Variable': '$.report', 'IsPresent': true,"
          + " 'Next': 'Send'}], 'Default': 'Skip'}}";

  @Test
  void choiceByPresence_isALoss_whereTheBaselineHadTheValue() {
    is(
        new TestingPair(way(a("{}"), "{'report': 1}", "Send"), way(b("{}"), "{}", "Skip"))
            .definition(PRESENCE)
            .losses(),
        "Any?",
        "/report");
  }

  @Test
  void choiceByPresence_isNoLoss_whereTheBaselineLackedItOnce() {
    TestingHistory looped = a("{}");
    looped.entered("Choice", "Any?", json("{'report': 1}")).exited("Choice", "Any?", "{}");
    TestingHistory left = way(looped, "{}", "Skip");

    none(new TestingPair(left, way(b("{}"), "{}", "Skip")).definition(PRESENCE));
  }

  private static TestingPair withNow(String states) {
    ObjectNode now = TestingPair.answerOf(states, "2026-03-01T11:30:00Z");
    now.remove("updateDate");
    now.put("creationDate", "2026-01-01T00:00:00Z");
    return new TestingPair(
            run(a("{}"), "{'total': 5}", "{}", "{'total': 5}"),
            run(b("{}"), "{'total': null}", "{}", "{'total': null}"))
        .definition("{'Merge': {'Type': 'Pass'}}")
        .answer("states:DescribeStateMachine", "{}", TestingPair.AFTER, now);
  }

  @Test
  void fixDeployedAfterTheRun_isTold() {
    assertThat(withNow("{'Merge': {'Type': 'Pass', 'ResultPath': '$.m'}}").losses().get(0).text())
        .contains("this run had the older definition");
  }

  @Test
  void fixNotDeployed_isTold() {
    assertThat(withNow("{'Merge': {'Type': 'Pass'}}").losses().get(0).text())
        .contains("no fix of it was deployed");
  }

  // Payloads and items

  private static TestingHistory answering(TestingHistory history, String payload) {
    history.entered("Task", "T").scheduled("f").started();
    history.succeeded(json("{'StatusCode': 200, 'Payload': " + payload + "}"));
    return history.exited("Task", "T").succeed("{}");
  }

  @Test
  void errorInThePayload_isALoss() {
    TestingPair pair =
        new TestingPair(
            answering(a("{}"), "{'statusCode': 200}"), answering(b("{}"), "{'statusCode': 500}"));

    assertThat(pair.losses())
        .singleElement()
        .matches(loss -> loss.kind() == SilentLoss.Kind.ERROR_IN_PAYLOAD)
        .matches(loss -> loss.step().equals("T"));
  }

  @ParameterizedTest
  @CsvSource({"200, 201", "404, 404", "500, 500", "500, 200", "200, 999"})
  void otherStatus_isNone(int inA, int inB) {
    none(
        new TestingPair(
            answering(a("{}"), "{'statusCode': " + inA + "}"),
            answering(b("{}"), "{'statusCode': " + inB + "}")));
  }

  private static TestingHistory mapped(TestingHistory history, int items, String results) {
    history.entered("Map", "M").mapStarted(items).add("MapStateSucceeded", "");
    return history.exited("Map", "M", results).succeed("{}");
  }

  @Test
  void fewerResultsThanItems_areALoss_whereTheBaselineHadThemAll() {
    TestingPair pair = new TestingPair(mapped(a("{}"), 3, "[1,2,3]"), mapped(b("{}"), 4, "[1,2]"));

    assertThat(pair.losses())
        .singleElement()
        .matches(loss -> loss.kind() == SilentLoss.Kind.ITEMS)
        .matches(loss -> loss.text().contains("4 items went in, 2 results came out"));
  }

  @Test
  void fewerResults_areUsual_whereTheBaselineHadFewer() {
    none(new TestingPair(mapped(a("{}"), 3, "[1]"), mapped(b("{}"), 4, "[1,2]")));
  }

  @Test
  void otherNumberOfItems_isNoLoss() {
    none(new TestingPair(mapped(a("{}"), 3, "[1,2,3]"), mapped(b("{}"), 2, "[1,2]")));
  }

  private static TestingPair tolerating(int failedInA, int failedInB) {
    TestingHistory[] runs = {a("{}"), b("{}")};
    TestingPair pair = new TestingPair(runs[0], runs[1]);
    int[] failed = {failedInA, failedInB};
    for (int i = 0; i < 2; i++) {
      runs[i].entered("Map", "M").mapStarted(9);
      runs[i].add("MapRunStarted", "mapRunStarted", "mapRunArn", "arn:run:" + i);
      runs[i].add("MapRunSucceeded", "").add("MapStateSucceeded", "");
      runs[i].exited("Map", "M", "[]").succeed("{}");
      ObjectNode mapRun =
          TestingCase.json(
              "{'status': 'SUCCEEDED', 'itemCounts': {'total': 9, 'failed': " + failed[i] + "}}");
      pair.answer(
          "states:DescribeMapRun",
          "{}",
          TestingPair.AFTER,
          mapRun.put("mapRunArn", "arn:run:" + i));
    }
    return pair;
  }

  @Test
  void toleratedFailures_areALoss() {
    assertThat(tolerating(0, 2).losses())
        .singleElement()
        .matches(loss -> loss.text().contains("2 of 9 items failed and were tolerated"));
  }

  @Test
  void toleratedFailures_areUsual_whereTheBaselineHadAsMany() {
    none(tolerating(2, 2));
    none(tolerating(0, 0));
  }
}
