// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Gap;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which runs a case holds, and whose history is whose. */
class RunsReaderTest {
  private static final Instant START = TestingHistory.START;
  private static final String AT = "2026-03-01T12:00:00Z";

  private static TestingHistory good(String name, Instant start) {
    return TestingHistory.of(name, start, "{\"order\":\"" + name + "\"}")
        .pass("A", "{}", "{}")
        .after(900)
        .succeed("{\"of\":\"" + name + "\"}");
  }

  private static List<String> names(List<Run> runs) {
    return runs.stream().map(Run::name).toList();
  }

  @Test
  void history_getsTheDescriptionThatGoesWithIt() {
    TestingHistory one = good("one", START);
    TestingHistory two = good("two", START.plusSeconds(60));
    Runs runs =
        new TestingCase()
            .file("1", one.answer())
            .file("2", two.answer())
            .file("3", two.description())
            .file("4", one.description())
            .runs();

    assertThat(names(runs.all())).containsExactly("one", "two");
    assertThat(runs.all())
        .allMatch(run -> run.end().output().text().orElse("").contains(run.name()));
    assertThat(runs.warnings()).isEmpty();
    assertThat(runs.gaps()).isEmpty();
  }

  @Test
  void runsAtTheSameMoment_areToldApartByTheirInput() {
    TestingHistory one = good("one", START);
    TestingHistory two = good("two", START.plusMillis(300));
    Runs runs =
        new TestingCase()
            .file("1", two.answer())
            .file("2", one.answer())
            .file("3", two.description())
            .file("4", one.description())
            .runs();

    assertThat(runs.all()).allMatch(run -> run.input().text().orElse("").contains(run.name()));
  }

  @Test
  void twoThatCannotBeToldApart_areRunsOfTheirOwn_withAWarning() {
    TestingHistory same = TestingHistory.of("x", START, "{}").succeed("{}");
    ObjectNode other = same.description().put("name", "y").put("executionArn", same.arn() + "y");
    Runs runs =
        new TestingCase()
            .file("h", same.answer())
            .file("1", same.description())
            .file("2", other)
            .runs();

    assertThat(runs.all()).hasSize(3);
    assertThat(runs.warnings()).singleElement().asString().contains("a run of its own");
  }

  @Test
  void wholePathToken_breaksTheTie() {
    TestingHistory same = TestingHistory.of("first-run", START, "{}").succeed("{}");
    ObjectNode other = same.description().put("name", "run").put("executionArn", same.arn() + "2");
    Runs runs =
        new TestingCase()
            .file("histories/first-run.json", same.answer())
            .file("1", same.description())
            .file("2", other)
            .runs();

    assertThat(runs.all()).hasSize(2);
    assertThat(runs.byArn(same.arn()).orElseThrow().source().events()).hasSize(2);
  }

  @Test
  void manifest_saysWhoseAHistoryIs_whateverElseFits() {
    TestingHistory same = TestingHistory.of("x", START, "{}").succeed("{}");
    ObjectNode other = same.description().put("name", "y").put("executionArn", same.arn() + "y");
    Runs runs =
        new TestingCase()
            .call(
                "states:GetExecutionHistory",
                "{'executionArn': '" + same.arn() + "y'}",
                AT,
                "h",
                same.answer())
            .file("1", same.description())
            .file("2", other)
            .runs();

    assertThat(runs.byArn(same.arn() + "y").orElseThrow().source().events()).hasSize(2);
    assertThat(runs.byArn(same.arn()).orElseThrow().source().events()).isEmpty();
  }

  @Test
  void descriptionThatContradicts_isNotTaken() {
    TestingHistory failed = TestingHistory.of("one", START, "{}").after(5).fail("E", "c");
    TestingHistory other = TestingHistory.of("two", START, "{}").after(5).succeed("{}");
    Runs runs = new TestingCase().file("h", failed.answer()).file("d", other.description()).runs();

    assertThat(runs.all()).hasSize(2);
    assertThat(runs.all()).anyMatch(run -> run.name().isEmpty());
    assertThat(runs.gaps()).extracting(Gap::iamAction).doesNotContain(java.util.Optional.empty());
  }

  @Test
  void describedAndListed_areNoTwoRuns() {
    TestingHistory one = good("one", START);
    ObjectNode list = TestingCase.json("{}");
    ObjectNode entry = one.description().without(List.of("input", "output"));
    list.putArray("executions").add(entry).add(good("older", START.minusSeconds(5)).description());
    Runs runs = new TestingCase().run(one).file("list", list).runs();

    assertThat(names(runs.all())).containsExactly("one");
  }

  @Test
  void listEntry_namesAHistoryThatNothingElseNames() {
    TestingHistory one = good("one", START);
    ObjectNode list = TestingCase.json("{}");
    list.putArray("executions").add(one.description().without(List.of("input", "output")));
    Runs runs = new TestingCase().file("h", one.answer()).file("list", list).runs();

    assertThat(names(runs.all())).containsExactly("one");
  }

  @Test
  void historyAlone_isARunWithoutAName_andAGap() {
    Runs runs = new TestingCase().file("h", good("one", START).answer()).runs();

    assertThat(names(runs.asked())).containsExactly("");
    assertThat(runs.gaps())
        .singleElement()
        .extracting(gap -> gap.iamAction().orElse(""))
        .isEqualTo("states:DescribeExecution");
  }

  @Test
  void descriptionAlone_isARunWithoutSteps_andAGap() {
    Runs runs = new TestingCase().file("d", good("one", START).description()).runs();

    assertThat(runs.asked()).singleElement().matches(run -> run.steps().isEmpty());
    assertThat(runs.asked().get(0).status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(runs.gaps())
        .singleElement()
        .extracting(gap -> gap.iamAction().orElse(""))
        .isEqualTo("states:GetExecutionHistory");
  }

  @Test
  void asked_areThoseOfTheManifest() {
    TestingHistory one = good("one", START);
    Runs runs =
        new TestingCase().run(one).run(good("two", START.plusSeconds(9))).asked(one.arn()).runs();

    assertThat(names(runs.asked())).containsExactly("one");
    assertThat(runs.all()).hasSize(2);
  }

  @Test
  void asked_areAllButChildren_withoutAManifest() {
    TestingHistory child = TestingHistory.ofMachine("inner", "c", START, "{}").succeed("{}");
    TestingHistory parent = TestingHistory.of("p").entered("Task", "Start");
    parent.scheduled("states", "startExecution", "{}").started();
    parent.succeeded("{\"ExecutionArn\":\"" + child.arn() + "\"}").exited("Task", "Start");
    TestingHistory item = TestingHistory.ofMachine("orders/Map", "i", START, "{}").succeed("{}");
    Runs runs =
        new TestingCase()
            .run(parent.succeed("{}"))
            .run(child)
            .run(item.described("mapRunArn", "arn:run"))
            .runs();

    assertThat(names(runs.asked())).containsExactly("p");
    assertThat(runs.all()).hasSize(3);
    assertThat(runs.family(runs.asked().get(0))).hasSize(2);
  }

  @Test
  void executionStartedThroughTheSdk_isAChild() {
    TestingHistory child = TestingHistory.ofMachine("inner", "c", START, "{}").succeed("{}");
    TestingHistory parent = TestingHistory.of("p").entered("Task", "Start");
    parent.scheduled("aws-sdk:sfn", "startExecution", "{}").started();
    parent.succeeded("{\"ExecutionArn\":\"" + child.arn() + "\"}").exited("Task", "Start");
    Runs runs = new TestingCase().run(parent.succeed("{}")).run(child).runs();

    assertThat(names(runs.asked())).containsExactly("p");
  }

  @Test
  void childrenWithoutTheirParent_areWhatTheCaseIsAbout() {
    TestingHistory item = TestingHistory.ofMachine("orders/Map", "i", START, "{}").succeed("{}");
    Runs runs = new TestingCase().run(item.described("mapRunArn", "arn:run")).runs();

    assertThat(names(runs.asked())).containsExactly("i");
  }

  @Test
  void laterDescription_countsMore() {
    TestingHistory one = good("one", START);
    ObjectNode early = one.description().put("status", "RUNNING");
    early.remove(List.of("stopDate", "output"));
    for (List<ObjectNode> order :
        List.of(List.of(early, one.description()), List.of(one.description(), early))) {
      Runs runs = new TestingCase().file("a", order.get(0)).file("b", order.get(1)).runs();

      assertThat(runs.all()).singleElement().matches(r -> r.status() == RunStatus.SUCCEEDED);
    }
  }

  @Test
  void descriptionOlderThanItsHistory_doesNotHideTheEnd() {
    TestingHistory one = good("one", START);
    ObjectNode early = one.description().put("status", "RUNNING");
    early.remove(List.of("stopDate", "output"));
    Run run = new TestingCase().file("h", one.answer()).file("d", early).run();

    assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(run.times().stop()).contains(one.now());
  }

  @Test
  void missingNextPage_isAGap_andLeavesTheEndOpen() {
    TestingHistory one = good("one", START);
    Runs runs = new TestingCase().file("h", one.page(1, 2).put("nextToken", "more")).runs();

    assertThat(runs.all()).singleElement().matches(r -> r.status() == RunStatus.UNKNOWN);
    assertThat(runs.all().get(0).source().complete()).isFalse();
    assertThat(runs.gaps()).anyMatch(gap -> gap.why().contains("nextToken"));
  }

  @Test
  void lastPageWithoutAToken_closesTheHistory() {
    TestingHistory one = good("one", START);
    Runs runs =
        new TestingCase()
            .file("1", one.page(1, 2).put("nextToken", "more"))
            .file("2", one.page(3, 4))
            .runs();

    assertThat(runs.all()).singleElement().matches(r -> r.source().complete());
    assertThat(runs.gaps()).noneMatch(gap -> gap.why().contains("nextToken"));
  }

  @Test
  void missingMiddlePage_isAGap() {
    TestingHistory one = TestingHistory.of("one");
    for (int i = 0; i < 6; i++) {
      one.pass("P" + i, "{}", "{}");
    }
    one.succeed("{}");
    Runs runs = new TestingCase().file("1", one.page(1, 4)).file("2", one.page(9, 14)).runs();

    assertThat(runs.all()).hasSize(1);
    assertThat(runs.gaps()).anyMatch(gap -> gap.what().startsWith("4 of 14 events"));
  }

  @Test
  void missingFirstPage_isAGap() {
    TestingHistory one = good("one", START);
    Runs runs = new TestingCase().file("2", one.page(3, 4)).file("d", one.description()).runs();

    assertThat(runs.all()).singleElement().matches(r -> r.name().equals("one"));
    assertThat(runs.all().get(0).source().complete()).isFalse();
    assertThat(runs.gaps()).anyMatch(gap -> gap.what().startsWith("2 of 4 events"));
  }

  @Test
  void incompleteAnswerOfAManifest_isAGap() {
    TestingHistory one = TestingHistory.of("one").pass("P", "{}", "{}");
    Runs runs =
        new TestingCase()
            .call(
                "states:GetExecutionHistory",
                "{'executionArn': '" + one.arn() + "'}",
                AT,
                "h",
                one.answer())
            .incomplete()
            .runs();

    assertThat(runs.all().get(0).status()).isEqualTo(RunStatus.UNKNOWN);
    assertThat(runs.gaps()).anyMatch(gap -> gap.what().startsWith("the end of"));
  }

  @Test
  void cutOffFile_leavesTheEndOpen() {
    String text = good("one", START).answer().toPrettyString();
    Run run = new TestingCase().file("h", text.substring(0, text.indexOf("\"id\" : 4"))).run();

    assertThat(run.status()).isEqualTo(RunStatus.UNKNOWN);
    assertThat(run.source().complete()).isFalse();
  }

  @Test
  void wholeHistoryWithoutAnEnd_isStillRunning() {
    Run run =
        new TestingCase().file("h", TestingHistory.of("r").entered("Wait", "W").answer()).run();

    assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
    assertThat(run.steps().get(0).end().status()).isEqualTo(Step.Status.OPEN);
  }

  @Test
  void repeatedPages_countOnce() {
    TestingHistory one = good("one", START);
    Runs runs =
        new TestingCase()
            .file("1", one.page(1, 3))
            .file("2", one.page(2, 4))
            .file("3", one.answer())
            .runs();

    assertThat(runs.all()).singleElement().matches(r -> r.source().events().size() == 4);
    assertThat(runs.warnings()).isEmpty();
  }

  @Test
  void idsThatRepeatWithOtherContent_areWarnedOf() {
    ObjectNode answer = good("one", START).answer();
    ((ObjectNode) answer.path("events").path(3)).put("id", 3);
    Runs runs = new TestingCase().file("h", answer).runs();

    assertThat(runs.warnings()).singleElement().asString().contains("1 event ids twice");
  }

  @Test
  void pagesOfTwoRuns_findTheirOwn() {
    TestingHistory one = good("one", START);
    TestingHistory two = good("two", START.plusSeconds(3_600));
    Runs runs =
        new TestingCase()
            .file("a", one.page(1, 2))
            .file("b", two.page(1, 2))
            .file("c", two.page(3, 4))
            .file("d", one.page(3, 4))
            .file("e", one.description())
            .file("f", two.description())
            .runs();

    assertThat(runs.all()).hasSize(2).allMatch(run -> run.source().events().size() == 4);
    assertThat(runs.all())
        .allMatch(run -> run.end().output().text().orElse("").contains(run.name()));
  }

  @Test
  void pageThatFitsNoOneHistory_isARunOfItsOwn_withAWarning() {
    TestingHistory one = TestingHistory.of("one", START, "{}").pass("A", "{}", "{}");
    TestingHistory two = TestingHistory.of("two", START, "{\"x\":1}").pass("A", "{}", "{}");
    one.after(5).pass("B", "{}", "{}");
    Runs runs =
        new TestingCase()
            .file("a", one.page(1, 3))
            .file("b", two.page(1, 3))
            .file("c", one.page(4, 5))
            .runs();

    assertThat(runs.all()).hasSize(3);
    assertThat(runs.warnings()).singleElement().asString().contains("starts at event 4");
  }

  @Test
  void express_isReadFromItsDescription_withAGapForItsHistory() {
    ObjectNode sync = TestingHistory.of("quick").succeed("{}").description();
    sync.put("executionArn", "arn:aws:states:r:1:express:orders:quick:u:s");
    sync.putObject("billingDetails").put("billedDurationInMilliseconds", 100);
    Runs runs = new TestingCase().file("d", sync).runs();

    assertThat(runs.all().get(0).identity().express()).isTrue();
    assertThat(runs.gaps()).singleElement().extracting(Gap::why).asString().contains("Express");
  }

  @Test
  void vendedAndAnsweredHistory_areOneRun() {
    TestingHistory one = good("one", START);
    StringBuilder lines = new StringBuilder();
    one.vended(one.arn()).forEach(line -> lines.append(line).append('\n'));
    Runs runs = new TestingCase().run(one).file("log.jsonl", lines.toString()).runs();

    assertThat(runs.all()).hasSize(1);
    assertThat(runs.all().get(0).source().events()).hasSize(4);
    assertThat(runs.warnings()).isEmpty();
  }

  @Test
  void vendedHistoryThatTellsLess_isTheSameRun() {
    TestingHistory one = good("one", START);
    StringBuilder lines = new StringBuilder();
    for (ObjectNode line : one.vended(one.arn())) {
      ((ObjectNode) line.get("details")).remove(List.of("input", "output"));
      lines.append(line).append('\n');
    }
    Runs runs =
        new TestingCase().file("h", one.answer()).file("log.jsonl", lines.toString()).runs();

    assertThat(runs.all()).singleElement().extracting(Run::name).isEqualTo("one");
    assertThat(runs.all().get(0).input().text()).isPresent();
    assertThat(runs.warnings()).isEmpty();
  }

  @Test
  void vendedHistoryOfAnotherInput_isAnotherRun() {
    TestingHistory one = good("one", START);
    StringBuilder lines = new StringBuilder();
    for (ObjectNode line : one.vended("arn:aws:states:r:1:execution:orders:other")) {
      JsonNode details = line.get("details");
      if (details.has("input")) {
        ((ObjectNode) details).put("input", "{\"another\":1}");
      }
      lines.append(line).append('\n');
    }
    Runs runs = new TestingCase().run(one).file("log.jsonl", lines.toString()).runs();

    assertThat(runs.all()).hasSize(2);
  }

  @Test
  void offsetOfTheDescription_isKept() {
    TestingHistory one = good("one", START).described("startDate", "2026-03-01T02:00:00-08:00");

    assertThat(new TestingCase().run(one).run().times().offset())
        .contains(java.time.ZoneOffset.ofHours(-8));
  }

  @Test
  void eventsWithoutIdOrTime_areLeftOut() {
    ObjectNode answer = good("one", START).answer();
    ((ObjectNode) answer.path("events").path(2)).remove("timestamp");
    JsonNode events = answer.path("events");
    Runs runs = new TestingCase().file("h", answer).runs();

    assertThat(events).hasSize(4);
    assertThat(runs.all().get(0).source().events()).hasSize(3);
    assertThat(runs.gaps()).isNotEmpty();
  }
}
