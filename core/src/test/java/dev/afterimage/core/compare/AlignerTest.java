// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Step;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AlignerTest {
  private static Run run(TestingHistory history) {
    return new TestingCase().file("h.json", history.answer()).run();
  }

  /** A run of states in order. */
  private static TestingHistory states(String... names) {
    TestingHistory history = TestingHistory.of("r");
    for (String name : names) {
      history.pass(name, "{}", "{}");
    }
    return history.succeed("{}");
  }

  /** A run with a Map over items, each in a state P. */
  private static TestingHistory map(List<String> items) {
    TestingHistory history = TestingHistory.of("r").entered("Map", "M").mapStarted(items.size());
    for (int i = 0; i < items.size(); i++) {
      history.from(3).iteration("Started", "M", i).pass("P", items.get(i), "{}");
      history.iteration("Succeeded", "M", i);
    }
    return history.add("MapStateSucceeded", "").exited("Map", "M").succeed("[]");
  }

  private static List<String> items(int count) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add("{\"id\":\"order-" + i + "\",\"n\":" + (i * i) + "}");
    }
    return items;
  }

  private static String text(Alignment alignment) {
    return alignment.pairs().stream()
        .map(p -> p.a().map(Step::path).orElse("-") + "=" + p.b().map(Step::path).orElse("-"))
        .collect(Collectors.joining(" "));
  }

  private static Set<String> pairs(Alignment alignment, boolean mirrored) {
    Set<String> pairs = new TreeSet<>();
    for (Alignment.StepPair pair : alignment.pairs()) {
      Optional<Step> left = mirrored ? pair.b() : pair.a();
      Optional<Step> right = mirrored ? pair.a() : pair.b();
      pairs.add(left.map(Step::path).orElse("-") + "=" + right.map(Step::path).orElse("-"));
    }
    return pairs;
  }

  @Test
  void sameStates_pairInOrder() {
    assertThat(text(Aligner.align(run(states("X", "Y")), run(states("X", "Y")))))
        .isEqualTo("X=X Y=Y");
  }

  @Test
  void ownStates_standWhereTheyCame() {
    Run a = run(states("X", "OnlyA", "Y"));
    Run b = run(states("X", "OnlyB", "Y"));

    assertThat(text(Aligner.align(a, b))).isEqualTo("X=X OnlyA=- -=OnlyB Y=Y");
  }

  @Test
  void loop_pairsVisitByVisit() {
    Run a = run(states("Poll", "Poll", "Done"));
    Run b = run(states("Poll", "Poll", "Poll", "Done"));

    assertThat(text(Aligner.align(a, b))).isEqualTo("Poll=Poll Poll#2=Poll#2 -=Poll#3 Done=Done");
  }

  @Test
  void itemsOfEqualContent_pairWhereverTheyStand() {
    Alignment alignment =
        Aligner.align(run(map(List.of("1", "2", "3"))), run(map(List.of("3", "1", "2"))));

    assertThat(text(alignment)).isEqualTo("M=M M[2]/P=M[0]/P M[0]/P=M[1]/P M[1]/P=M[2]/P");
    assertThat(alignment.items()).containsExactly(new Alignment.ItemPairing("M", "content", 3));
  }

  @Test
  void itemsWithAKey_pairByIt_whateverElseChanged() {
    Run a = run(map(List.of("{\"id\":\"x\",\"at\":1}", "{\"id\":\"y\",\"at\":2}")));
    Run b = run(map(List.of("{\"id\":\"y\",\"at\":8}", "{\"id\":\"x\",\"at\":9}")));
    Alignment alignment = Aligner.align(a, b);

    assertThat(alignment.items()).containsExactly(new Alignment.ItemPairing("M", "/id", 2));
    assertThat(text(alignment)).isEqualTo("M=M M[1]/P=M[0]/P M[0]/P=M[1]/P");
  }

  @Test
  void keyInsideOfAnItem_isFound() {
    Run a = run(map(List.of("{\"o\":{\"id\":\"x\"},\"at\":1}", "{\"o\":{\"id\":\"y\"},\"at\":2}")));
    Run b = run(map(List.of("{\"o\":{\"id\":\"y\"},\"at\":3}", "{\"o\":{\"id\":\"x\"},\"at\":4}")));

    assertThat(Aligner.align(a, b).items().get(0).by()).isEqualTo("/o/id");
  }

  @Test
  void itemsWithNothingInCommon_pairByPosition() {
    Run a = run(map(List.of("{\"v\":1}", "{\"v\":2}")));
    Run b = run(map(List.of("{\"v\":3}", "{\"v\":4}")));

    assertThat(Aligner.align(a, b).items().get(0).by()).isEqualTo("position");
    assertThat(text(Aligner.align(a, b))).isEqualTo("M=M M[0]/P=M[0]/P M[1]/P=M[1]/P");
  }

  @Test
  void itemsOfUnknownContent_pairByPositionAlone() {
    TestingHistory a = map(List.of("1", "2"));
    TestingHistory b = map(List.of("1", "2"));
    for (TestingHistory history : List.of(a, b)) {
      history
          .events()
          .forEach(
              event ->
                  event
                      .findParents("input")
                      .forEach(
                          parent ->
                              ((com.fasterxml.jackson.databind.node.ObjectNode) parent)
                                  .remove("input")));
    }
    Alignment alignment = Aligner.align(run(a), run(b));

    assertThat(alignment.items().get(0).by()).isEqualTo("position");
    assertThat(alignment.items().get(0).paired()).isEqualTo(2);
  }

  @Test
  void repeatedItems_pairOneWithOne() {
    Run a = run(map(List.of("1", "1", "1")));
    Run b = run(map(List.of("1", "1")));

    assertThat(text(Aligner.align(a, b))).isEqualTo("M=M M[0]/P=M[0]/P M[1]/P=M[1]/P M[2]/P=-");
  }

  @Test
  void ofAMapTriedAgain_theLastRoundCounts() {
    TestingHistory history = TestingHistory.of("r").entered("Map", "M").mapStarted(1);
    history.iteration("Started", "M", 0).entered("Fail", "F");
    long leaf = history.id();
    history.iteration("Failed", "M", 0).from(leaf).mapStarted(1).iteration("Started", "M", 0);
    history.pass("P", "1", "{}").iteration("Succeeded", "M", 0).add("MapStateSucceeded", "");
    Run a = run(history.exited("Map", "M").succeed("[]"));

    assertThat(text(Aligner.align(a, run(map(List.of("1")))))).isEqualTo("M=M M[0]/P=M[0]/P");
  }

  @Test
  void mapAndParallelOfOneName_doNotBreakTheAlignment() {
    TestingHistory parallel = TestingHistory.of("r").entered("Parallel", "M");
    parallel.add("ParallelStateStarted", "").pass("P", "{}", "{}");
    Run b = run(parallel.add("ParallelStateSucceeded", "").exited("Parallel", "M").succeed("[]"));

    assertThat(Aligner.align(run(map(List.of("1"))), b).pairs()).hasSize(3);
    assertThat(Aligner.align(b, run(map(List.of("1")))).pairs()).hasSize(3);
  }

  @Test
  void mapThatOneRunSkipped_keepsItsItems() {
    Run skipped = run(states("End"));

    assertThat(text(Aligner.align(run(map(List.of("1"))), skipped)))
        .isEqualTo("M=- M[0]/P=- -=End");
    assertThat(text(Aligner.align(skipped, run(map(List.of("1"))))))
        .isEqualTo("End=- -=M -=M[0]/P");
  }

  @Test
  void emptyRuns_haveNoPairs() {
    Run empty = run(TestingHistory.of("r").fail("E", "c"));

    assertThat(Aligner.align(empty, empty).pairs()).isEmpty();
    assertThat(text(Aligner.align(empty, run(states("X"))))).isEqualTo("-=X");
  }

  @Test
  void pairOfNothing_cannotBeBuilt() {
    assertThatThrownBy(() -> new Alignment.StepPair(Optional.empty(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static TestingHistory random(Random random) {
    TestingHistory history = TestingHistory.of("r");
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      if (random.nextBoolean()) {
        history.pass("S" + random.nextInt(3), "{}", "{}");
        continue;
      }
      int items = random.nextInt(4);
      history.entered("Map", "M").mapStarted(items);
      long started = history.id();
      for (int item = 0; item < items; item++) {
        String input = "{\"id\":\"k" + random.nextInt(5) + "\",\"x\":" + random.nextInt(9) + "}";
        history.from(started).iteration("Started", "M", item).pass("P", input, "{}");
        history.iteration("Succeeded", "M", item);
      }
      history.add("MapStateSucceeded", "").exited("Map", "M");
    }
    return history.succeed("{}");
  }

  @Property(tries = 150)
  void runWithItself_pairsEveryStepWithItself(@ForAll Random random) {
    Run run = run(random(random));
    Alignment alignment = Aligner.align(run, run);

    assertThat(alignment.pairs()).hasSameSizeAs(run.steps());
    assertThat(alignment.pairs())
        .allMatch(p -> p.a().map(Step::path).equals(p.b().map(Step::path)));
  }

  @Property(tries = 150)
  void mirror_pairsTheSameSteps(@ForAll Random random) {
    Run a = run(random(random));
    Run b = run(random(random));

    assertThat(pairs(Aligner.align(a, b), true)).isEqualTo(pairs(Aligner.align(b, a), false));
  }

  @Property(tries = 100)
  void everyStep_isInOnePair(@ForAll Random random) {
    Run a = run(random(random));
    Run b = run(random(random));
    Alignment alignment = Aligner.align(a, b);

    assertThat(alignment.pairs().stream().flatMap(p -> p.a().stream()).map(Step::path))
        .containsExactlyInAnyOrderElementsOf(a.steps().stream().map(Step::path).toList());
    assertThat(alignment.pairs().stream().flatMap(p -> p.b().stream()).map(Step::path))
        .containsExactlyInAnyOrderElementsOf(b.steps().stream().map(Step::path).toList());
  }

  @Property(tries = 60)
  void permutedItems_pairByTheirKeys(
      @ForAll Random random, @ForAll @IntRange(min = 2, max = 12) int count) {
    List<String> items = items(count);
    List<String> shuffled = new ArrayList<>(items);
    Collections.shuffle(shuffled, random);
    Run a = run(map(items));
    Run b = run(map(shuffled.stream().map(item -> item.replace("\"n\":", "\"n\":100")).toList()));

    for (Alignment.StepPair pair : Aligner.align(a, b).pairs()) {
      if (!pair.path().equals("M")) {
        String left = pair.a().orElseThrow().input().json().orElseThrow().path("id").asText();
        String right = pair.b().orElseThrow().input().json().orElseThrow().path("id").asText();
        assertThat(left).isEqualTo(right);
      }
    }
  }
}
