// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.core.history.RunSelector.SelectionException;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunSelectorTest {
  private static final String EXPRESS =
      "arn:aws:states:eu-west-1:111122223333:express:quick:q1:7d0c1f2e-0000:s-1";

  private static final Runs RUNS = runs();

  private static Runs runs() {
    TestingCase testing = new TestingCase();
    String[] names = {"old-good", "old-bad", "new-good", "new-bad"};
    for (int i = 0; i < names.length; i++) {
      TestingHistory history =
          TestingHistory.of(
              names[i], TestingHistory.START.plusSeconds(60L * i), "{\"i\":" + i + "}");
      history.entered("Task", "T").scheduled("f").started();
      boolean good = names[i].endsWith("good");
      testing.run(good ? history.succeed("{}") : history.failed("E", "c").fail("E", "c"));
    }
    TestingHistory again =
        TestingHistory.of("again").fail("E", "c").add("ExecutionRedriven", "").succeed("{}");
    testing.run(again);
    TestingHistory other =
        TestingHistory.ofMachine("other", "old-good", TestingHistory.START, "{\"o\":1}");
    other.succeed("{}");
    testing.file("other/h.json", other.answer()).file("other/d.json", other.description());
    testing.run(
        TestingHistory.ofMachine(
                "orders/Map", "item", TestingHistory.START.plusSeconds(999), "{\"m\":1}")
            .fail("E", "c")
            .described("mapRunArn", "arn:run"));
    StringBuilder lines = new StringBuilder();
    TestingHistory.of("q1")
        .succeed("{}")
        .vended(EXPRESS)
        .forEach(e -> lines.append(e).append('\n'));
    return testing.file("sub/express.jsonl", lines.toString()).runs();
  }

  private static Run find(String text) {
    try {
      return new RunSelector(RUNS, Optional.empty()).find(text);
    } catch (SelectionException e) {
      throw new AssertionError(e);
    }
  }

  private static SelectionException refused(String text) {
    try {
      Run run = new RunSelector(RUNS, Optional.empty()).find(text);
      throw new AssertionError("found " + run.name());
    } catch (SelectionException e) {
      return e;
    }
  }

  private static String arn(String name) {
    return "arn:aws:states:eu-west-1:111122223333:execution:orders:" + name;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:states:eu-west-1:111122223333:execution:orders:new-bad",
        "new-bad",
        "orders:new-bad",
        "orders:last-failed",
        "new-bad.history.json",
        "./new-bad.history.json",
        "/home/me/case/new-bad.history.json",
        "https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/executions/details/"
            + "arn:aws:states:eu-west-1:111122223333:execution:orders:new-bad",
        "https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/"
            + "details/arn:aws:states:eu-west-1:111122223333:execution:orders:new-bad",
        "https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/"
            + "details/arn%3Aaws%3Astates%3Aeu-west-1%3A111122223333%3Aexecution%3Aorders%3Anew-bad",
        "https://console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/"
            + "arn%3aaws%3astates%3aeu-west-1%3a111122223333%3aexecution%3aorders%3anew-bad?tab=x"
      })
  void everyForm_leadsToTheRun(String text) {
    assertThat(find(text).identity().arn()).contains(arn("new-bad"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        EXPRESS,
        "q1",
        "quick:q1",
        "sub/express.jsonl",
        "sub",
        "https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/express-executions/"
            + "details/"
            + EXPRESS
            + "?startDate=1772359200000",
        "https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/"
            + "express-executions/details/"
            + EXPRESS
            + "?startDate=1772359200000"
      })
  void everyFormOfAnExpressRun_leadsToIt(String text) {
    assertThat(find(text).identity().arn()).contains(EXPRESS);
  }

  @Test
  void last_isTheLatestOfThatEnd_andNoItemOfAMap() {
    assertThat(find("orders:last-success").name()).isEqualTo("new-good");
    assertThat(find("orders:last-failed").name()).isEqualTo("new-bad");
    assertThat(find(TestingHistory.machineArn("orders") + ":last-failed").name())
        .isEqualTo("new-bad");
  }

  @Test
  void redrive_isASegment() {
    assertThat(find("again#redrive=0").status()).isEqualTo(RunStatus.FAILED);
    assertThat(find("again#redrive=1").status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(find(arn("again") + "#redrive=1").source().segment()).contains(1);
    assertThat(refused("again#redrive=2"))
        .hasMessageContaining("redriven 1 times")
        .matches(e -> !e.isAmbiguous());
  }

  @Test
  void nameOfTwoMachines_isAmbiguous_unlessOneIsGiven() throws Exception {
    assertThat(refused("old-good")).matches(SelectionException::isAmbiguous);
    assertThat(refused("old-good")).hasMessageContaining("--state-machine");
    assertThat(find("other:old-good").identity().stateMachine()).isEqualTo("other");
    for (String machine : new String[] {"other", TestingHistory.machineArn("other")}) {
      Run run = new RunSelector(RUNS, Optional.of(machine)).find("old-good");
      assertThat(run.identity().stateMachine()).isEqualTo("other");
    }
  }

  @Test
  void unknownName_suggestsTheNearOnes() {
    assertThat(refused("new-bat")).hasMessageContaining("did you mean new-bad?");
    assertThat(refused("orders:new-goud")).hasMessageContaining("new-good");
    assertThat(refused(arn("new-bed"))).hasMessageContaining("new-bad");
    assertThat(refused("zzzzzzzz")).hasMessageContaining("here are");
    assertThat(refused("zzzzzzzz")).matches(e -> !e.isAmbiguous());
  }

  @Test
  void lastOfAMachineThatNeverFailed_isNone() {
    assertThat(refused("other:last-failed")).hasMessageContaining("no run other:last-failed");
    assertThat(refused("nowhere:last-failed")).matches(e -> !e.isAmbiguous());
  }

  @Test
  void otherMachine_hidesTheRun() {
    assertThatThrownBy(() -> new RunSelector(RUNS, Optional.of("other")).find("new-bad"))
        .isInstanceOf(SelectionException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "#redrive=1", "https://example.com/", "a:b:c", "arn:aws:states"})
  void oddText_isRefusedInOneLine(String text) {
    assertThat(refused(text).getMessage()).startsWith("no run ").doesNotContain("\n");
  }
}
