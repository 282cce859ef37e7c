// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.CaseFile;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import dev.afterimage.report.testing.HostileStrings;
import dev.afterimage.report.testing.TestingExaminations;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateGraphTest {
  private static final StateGraph.Visits NEVER =
      new StateGraph.Visits(StateGraph.Tally.NONE, StateGraph.Tally.NONE);

  private static final String BEFORE =
      """
      {"StartAt": "Charge", "States": {
        "Charge": {"Type": "Task", "Next": "Tell"},
        "Tell": {"Type": "Pass", "Next": "Gone"},
        "Gone": {"Type": "Pass", "End": true}}}
      """;

  private static final String AFTER =
      """
      {"StartAt": "Charge", "States": {
        "Charge": {"Type": "Task", "Next": "Tell",
          "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "New"}]},
        "Tell": {"Type": "Pass", "End": true},
        "New": {"Type": "Fail"}}}
      """;

  @TempDir private Path folder;

  private static ObjectNode definition(String text, String updated) {
    ObjectNode answer = TestingCase.json("{}");
    answer.put("stateMachineArn", TestingHistory.machineArn("orders"));
    return answer.put("definition", text).put("updateDate", updated);
  }

  private StateGraph graph(TestingCase testingCase) {
    return graph(TestingExaminations.examine(testingCase, folder));
  }

  private static StateGraph graph(CaseFile.Examination examination) {
    var comparison = examination.diagnosis().comparison();
    return StateGraphBuilder.build(
        examination.situation().pair(), comparison.alignment(), comparison.definition());
  }

  private static TestingCase runs() {
    return new TestingCase()
        .run(TestingExaminations.good("good"))
        .run(TestingExaminations.bad("bad", "Boom", "it broke"));
  }

  private static TestingCase runs(String before, String after) {
    return runs()
        .file("a.json", definition(before, "2026-03-01T09:00:00Z"))
        .file("b.json", definition(after, "2026-03-01T10:05:00Z"));
  }

  private static StateGraph.Node node(StateGraph graph, String name) {
    return graph.nodes().stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void twoDefinitions_giveEachStateItsClass() {
    StateGraph graph = graph(runs(BEFORE, AFTER));

    assertThat(node(graph, "Charge").nodeClass()).isEqualTo(NodeClass.DIFFERENT_OUTCOME);
    assertThat(node(graph, "Charge").redefined()).isTrue();
    assertThat(node(graph, "Tell").nodeClass()).isEqualTo(NodeClass.CHANGED);
    assertThat(node(graph, "Gone").nodeClass()).isEqualTo(NodeClass.REMOVED);
    assertThat(node(graph, "New").nodeClass()).isEqualTo(NodeClass.ADDED);
  }

  @Test
  void ways_areThoseOfBothDefinitions() {
    assertThat(graph(runs(BEFORE, AFTER)).edges())
        .contains(new StateGraph.Edge("Charge", "New", StateGraph.Way.CATCH))
        .contains(new StateGraph.Edge(StateGraph.START, "Charge", StateGraph.Way.NEXT))
        .contains(new StateGraph.Edge("Tell", "Gone", StateGraph.Way.NEXT))
        .contains(new StateGraph.Edge("New", StateGraph.END, StateGraph.Way.NEXT));
  }

  @Test
  void sameDefinition_tellsWhatWasReached() {
    StateGraph graph = graph(runs().file("a.json", definition(BEFORE, "2026-03-01T09:00:00Z")));

    assertThat(node(graph, "Tell").nodeClass()).isEqualTo(NodeClass.NOT_REACHED);
    assertThat(node(graph, "Charge").visits().b().words()).isEqualTo("1, 1 failed");
    assertThat(graph.count(NodeClass.ADDED) + graph.count(NodeClass.REMOVED)).isZero();
  }

  @Test
  void commentAlone_isNoChange() {
    String commented =
        BEFORE.replace("\"Pass\", \"Next\"", "\"Pass\", \"Comment\": \"x\", \"Next\"");

    assertThat(commented).isNotEqualTo(BEFORE);
    assertThat(graph(runs(BEFORE, commented)).nodes()).noneMatch(StateGraph.Node::redefined);
  }

  @Test
  void noDefinition_isDrawnFromTheSteps() {
    StateGraph graph = graph(runs());

    assertThat(graph.nodes()).extracting(StateGraph.Node::name).containsExactly("Charge");
    assertThat(node(graph, "Charge").nodeClass()).isEqualTo(NodeClass.DIFFERENT_OUTCOME);
    assertThat(node(graph, "Charge").type()).isEqualTo("Task");
  }

  @Test
  void layout_putsNoBoxOverAnother_andIsTheSameAgain() {
    StateGraph graph = graph(TestingExaminations.example());
    GraphLayout layout = GraphLayout.of(graph);

    assertThat(layout).isEqualTo(GraphLayout.of(graph));
    assertThat(layout.boxes()).hasSameSizeAs(graph.nodes());
    assertThat(layout.paths()).hasSameSizeAs(graph.edges());
    List<GraphLayout.Box> top =
        layout.boxes().stream().filter(box -> box.node().around().isEmpty()).toList();
    for (GraphLayout.Box box : top) {
      assertThat(top).noneMatch(other -> !other.equals(box) && overlap(box, other));
    }
  }

  private static boolean overlap(GraphLayout.Box left, GraphLayout.Box right) {
    return left.x() < right.x() + right.width()
        && right.x() < left.x() + left.width()
        && left.y() < right.y() + right.height()
        && right.y() < left.y() + left.height();
  }

  @Test
  void itemsOfAMap_standInItsBox() {
    GraphLayout layout = GraphLayout.of(graph(TestingExaminations.example()));
    GraphLayout.Box map = box(layout, "PollBatches");
    GraphLayout.Box item = box(layout, "PollBatch");

    assertThat(map.container()).isTrue();
    assertThat(item.x()).isBetween(map.x(), map.x() + map.width() - item.width());
    assertThat(item.y()).isBetween(map.y() + 30, map.y() + map.height() - item.height());
  }

  private static GraphLayout.Box box(GraphLayout layout, String name) {
    return layout.boxes().stream()
        .filter(b -> b.node().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void mermaid_namesEachState_withItsClass() {
    String chart = MermaidGraph.write(graph(runs())).orElseThrow();

    assertThat(chart).startsWith("flowchart TD\n");
    assertThat(chart).contains("s0[\"Charge<br/>A 1 · B 1, 1 failed\"]:::differentOutcome");
  }

  private static StateGraph named(String... names) {
    List<StateGraph.Node> nodes =
        List.of(names).stream()
            .map(
                name ->
                    new StateGraph.Node(
                        name, "Task", Optional.empty(), NodeClass.SAME, false, NEVER))
            .toList();
    return new StateGraph(nodes, List.of(), true);
  }

  @Test
  void mermaid_ofHostileNames_hasNoMarkupOfTheirs() {
    for (String name : HostileStrings.all()) {
      String chart = MermaidGraph.write(named(name)).orElseThrow();
      String line = chart.lines().skip(1).findFirst().orElseThrow();

      assertThat(line).startsWith("  s0[\"").endsWith("<br/>A 0 · B 0\"]:::same");
      assertThat(line.substring(6, line.indexOf("<br/>")))
          .doesNotContain("<", ">", "\"", "`", "[", "]", "|");
      assertThat(chart.lines()).hasSize(8);
    }
  }

  @Test
  void mermaid_ofTooMany_orNone_isLeftOut() {
    String[] many = IntStream.range(0, 300).mapToObj(i -> "s" + i).toArray(String[]::new);

    assertThat(MermaidGraph.write(named(many))).isEmpty();
    assertThat(MermaidGraph.write(named())).isEmpty();
  }
}
