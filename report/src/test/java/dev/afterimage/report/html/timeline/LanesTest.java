// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.CaseFile;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import dev.afterimage.report.testing.TestingExaminations;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanesTest {
  @TempDir private Path folder;

  private static TestingHistory map(String name, int items, String ending) {
    TestingHistory history = TestingHistory.of(name, TestingHistory.START, "{}");
    history.entered("Map", "Each").mapStarted(items);
    for (int i = 0; i < items; i++) {
      history.iteration("Started", "Each", i).entered("Pass", "One", "{\"i\":" + i + "}");
      history.exited("Pass", "One").iteration("Succeeded", "Each", i);
    }
    history.add("MapStateSucceeded", "").exited("Map", "Each");
    return ending.isEmpty()
        ? history.succeed("{}")
        : history.pass(ending, "{}", "{}").fail("E", "c");
  }

  private List<Lanes.Row> rows(TestingHistory a, TestingHistory b) {
    CaseFile.Examination examination =
        TestingExaminations.examine(new TestingCase().run(a).run(b), folder);
    return Lanes.of(examination.situation(), examination.diagnosis().comparison().alignment());
  }

  private static List<String> paths(List<Lanes.Row> rows) {
    return rows.stream().map(Lanes.Row::path).toList();
  }

  @Test
  void items_standUnderTheirMap_asLanes() {
    List<Lanes.Row> rows = rows(map("a", 2, ""), map("b", 2, "Last"));

    assertThat(paths(rows))
        .containsExactly("Each", "Each[0]", "Each[0]/One", "Each[1]", "Each[1]/One", "Last");
    assertThat(rows.get(1).kind()).isEqualTo(Lanes.Kind.ITEM);
    assertThat(rows.get(2).parent()).isEqualTo(1);
    assertThat(rows.get(1).parent()).isZero();
    assertThat(rows.get(5).parent()).isEqualTo(-1);
  }

  @Test
  void everyStepOfBothRuns_hasOneRow() {
    List<Lanes.Row> rows = rows(map("a", 5, ""), map("b", 3, "Last"));

    assertThat(rows.stream().filter(row -> row.a().isPresent())).hasSize(6);
    assertThat(rows.stream().filter(row -> row.b().isPresent())).hasSize(5);
  }

  @Test
  void mapThatOnlyTheBaselineEntered_hasItsItemsToo() {
    TestingHistory b = TestingHistory.of("b", TestingHistory.START, "{}").fail("E", "c");

    List<Lanes.Row> rows = rows(map("a", 2, ""), b);

    assertThat(paths(rows))
        .containsExactly("Each", "Each[0]", "Each[0]/One", "Each[1]", "Each[1]/One");
    assertThat(rows).allMatch(row -> row.b().isEmpty());
  }

  @Test
  void parents_comeFirst() {
    List<Lanes.Row> rows = rows(map("a", 4, ""), map("b", 2, "Last"));

    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).parent()).isLessThan(i);
    }
  }
}
