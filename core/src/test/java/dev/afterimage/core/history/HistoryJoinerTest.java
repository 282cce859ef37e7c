// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A history is the same run, in whatever order and pages its events come. */
class HistoryJoinerTest {
  private static final TestingHistory FAILED = StepTreeTest.failFast();

  private static List<List<ObjectNode>> pages(Random random) {
    List<List<ObjectNode>> pages = new ArrayList<>();
    int from = 0;
    while (from < FAILED.events().size()) {
      int to = Math.min(FAILED.events().size(), from + 1 + random.nextInt(8));
      pages.add(new ArrayList<>(FAILED.events().subList(from, to)));
      from = to;
    }
    return pages;
  }

  private static ObjectNode answer(List<ObjectNode> events) {
    ObjectNode answer = TestingCase.json("{}");
    ArrayNode array = answer.putArray("events");
    events.forEach(array::add);
    return answer;
  }

  /** Everything of a run but where its evidence stands. */
  static String shape(Run run) {
    StringBuilder text = new StringBuilder();
    text.append(run.identity()).append(run.times()).append(run.end().status());
    text.append(run.end().error()).append(run.input().text()).append(run.source().complete());
    for (Step step : run.steps()) {
      text.append('\n').append(step.id()).append(step.span().entered()).append(step.span().left());
      text.append(step.end().status()).append(step.end().error()).append(step.end().eventId());
      text.append(step.work().items()).append(step.work().started());
      for (Attempt attempt : step.attempts()) {
        text.append('\n').append(attempt.target()).append(attempt.times());
        text.append(attempt.end().status()).append(attempt.end().eventId());
      }
    }
    return text.toString();
  }

  private static final String WHOLE =
      shape(new TestingCase().file("h", FAILED.answer()).file("d", FAILED.description()).run());

  @Property(tries = 100)
  void shuffledEvents_areTheSameRun(@ForAll Random random) {
    List<ObjectNode> events = new ArrayList<>(FAILED.events());
    Collections.shuffle(events, random);
    TestingCase testing =
        new TestingCase().file("h", answer(events)).file("d", FAILED.description());

    assertThat(shape(testing.run())).isEqualTo(WHOLE);
  }

  @Property(tries = 100)
  void pagesInAnyFiles_areTheSameRun(@ForAll Random random) {
    List<List<ObjectNode>> pages = pages(random);
    Collections.shuffle(pages, random);
    TestingCase testing = new TestingCase().file("d", FAILED.description());
    for (List<ObjectNode> page : pages) {
      Collections.shuffle(page, random);
      testing.file("page-" + testing.files().size(), answer(page));
    }

    assertThat(shape(testing.run())).isEqualTo(WHOLE);
    assertThat(testing.runs().warnings()).isEmpty();
  }

  @Property(tries = 60)
  void anyEventsLeftOut_areRead_andAreAGap(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 20) int missing) {
    List<ObjectNode> events = new ArrayList<>(FAILED.events());
    Collections.shuffle(events, random);
    events.subList(0, Math.min(missing, events.size() - 1)).clear();
    Runs runs = new TestingCase().file("h", answer(events)).runs();

    assertThat(runs.all()).hasSize(1);
    assertThat(runs.all().get(0).steps()).extracting(Step::path).doesNotHaveDuplicates();
    boolean onlyTheEndIsMissing =
        events.stream().mapToInt(e -> e.path("id").asInt()).max().orElse(0) == events.size();
    assertThat(runs.gaps().stream().anyMatch(gap -> gap.what().contains("events in")))
        .isEqualTo(!onlyTheEndIsMissing);
  }
}
