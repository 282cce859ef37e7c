// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.testing.TestingCase;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers are told by their content: every row of the contract's table. */
class RecognitionTest {
  /** Kinds whose records count elsewhere: the manifest, and logs, which are events. */
  private static final Set<Kind> NO_RECORDS =
      EnumSet.of(Kind.MANIFEST, Kind.LOG_EVENT, Kind.QUERY_ROW);

  /** An item that looks like the answer of describe-* of the same thing. */
  private static final Set<Kind> ENTRIES = EnumSet.of(Kind.EXECUTION_ENTRY);

  private static Kind kindOf(String text) {
    Evidence evidence = new TestingCase().file("some-name.json", text).evidence();
    assertThat(evidence.warnings()).isEmpty();
    assertThat(evidence.gaps()).isEmpty();
    assertThat(evidence.answers()).hasSize(1);
    return evidence.answers().get(0).kind();
  }

  private static int records(Evidence evidence, Kind kind) {
    return kind == Kind.LOG_EVENT
        ? evidence.logs().stream().mapToInt(page -> page.events().size()).sum()
        : evidence.records(kind).size();
  }

  static Stream<Kind> whole() {
    return Stream.of(Kind.values())
        .filter(kind -> kind != Kind.QUERY_ROW && !ENTRIES.contains(kind));
  }

  static Stream<Kind> inArray() {
    return Stream.of(Kind.values())
        .filter(kind -> kind.array().isPresent() && kind != Kind.QUERY_ROW);
  }

  @ParameterizedTest
  @MethodSource("whole")
  void oneRecord_isOfItsKind(Kind kind) {
    assertThat(kindOf(TestingAnswers.record(kind).toString())).isEqualTo(kind);
  }

  @ParameterizedTest
  @MethodSource("inArray")
  void answer_isOfTheKindInItsArray(Kind kind) {
    Evidence evidence =
        new TestingCase().file("some-name.json", TestingAnswers.answer(kind)).evidence();

    assertThat(evidence.answers()).hasSize(1);
    assertThat(evidence.answers().get(0).kind()).isEqualTo(kind);
    assertThat(records(evidence, kind)).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("inArray")
  void bareList_isOfTheKindOfItsItems(Kind kind) {
    String items = TestingAnswers.record(kind) + "," + TestingAnswers.record(kind);
    Evidence evidence = new TestingCase().file("some-name.json", "[" + items + "]").evidence();

    assertThat(evidence.answers().get(0).kind()).isEqualTo(kind);
    assertThat(records(evidence, kind)).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("inArray")
  void lines_areEachOfTheirKind(Kind kind) {
    String line = TestingAnswers.record(kind).toString();
    Evidence evidence =
        new TestingCase().file("some-name.jsonl", line + "\n" + line + "\n").evidence();

    assertThat(evidence.answers()).hasSize(2).allMatch(answer -> answer.kind() == kind);
    assertThat(records(evidence, kind)).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("inArray")
  void emptyArray_isRecognisedByItsKey(Kind kind) {
    ObjectNode answer = TestingCase.json("{}");
    answer.putArray(kind.array().orElseThrow());
    Kind told = kindOf(answer.toString());

    assertThat(told.array()).isEqualTo(kind.array());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anyRecord_isReadOnce(Kind kind) {
    if (!NO_RECORDS.contains(kind)) {
      Evidence evidence = new TestingCase().file("x", TestingAnswers.record(kind)).evidence();
      List<Kind> others =
          Arrays.stream(Kind.values()).filter(other -> !evidence.records(other).isEmpty()).toList();
      assertThat(others).hasSize(1);
    }
  }

  @Test
  void emptyPageOfFilterLogEvents_isNoHistory() {
    assertThat(kindOf("{\"events\": [], \"searchedLogStreams\": []}")).isEqualTo(Kind.LOG_EVENT);
  }

  @Test
  void emptyPageOfGetLogEvents_isNoHistory() {
    assertThat(kindOf("{\"events\":[],\"nextForwardToken\":\"f\",\"nextBackwardToken\":\"b\"}"))
        .isEqualTo(Kind.LOG_EVENT);
  }

  @Test
  void queryResults_areLogEvents() {
    String row =
        """
        [{"field": "@timestamp", "value": "2026-03-01 10:00:00.250"},
         {"field": "@message", "value": "hello"}, {"field": "@log", "value": "1:/aws/lambda/f"},
         {"field": "@logStream", "value": "s"}, {"field": "@ptr", "value": "p"}]""";
    for (String text :
        List.of("{\"results\": [" + row + "], \"status\": \"Complete\"}", "[" + row + "]")) {
      Evidence evidence = new TestingCase().file("x", text).evidence();

      LogEvent event = evidence.logs().get(0).events().get(0);
      assertThat(event.message()).isEqualTo("hello");
      assertThat(event.group()).contains("/aws/lambda/f");
      assertThat(event.stream()).contains("s");
      assertThat(event.at()).isEqualTo("2026-03-01T10:00:00.250Z");
    }
  }

  @Test
  void describedChildOfAMapRun_isAnExecution() {
    ObjectNode child = TestingAnswers.record(Kind.EXECUTION).put("mapRunArn", "arn:run");

    assertThat(kindOf(child.toString())).isEqualTo(Kind.EXECUTION);
  }

  @Test
  void syncExecution_isAnExecution() {
    ObjectNode sync = TestingAnswers.record(Kind.EXECUTION);
    sync.putObject("billingDetails").put("billedMemoryUsedInMB", 64);

    assertThat(kindOf(sync.toString())).isEqualTo(Kind.EXECUTION);
  }

  @Test
  void describedRunWithoutItsData_isAnExecution() {
    ObjectNode described = TestingAnswers.record(Kind.EXECUTION).without(List.of("input"));

    assertThat(kindOf(described.without("inputDetails").toString())).isEqualTo(Kind.EXECUTION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PublishVersion", "CreateFunction", "UpdateFunctionCode"})
  void answerOfAChange_isAConfiguration(String operation) {
    ObjectNode answer = TestingAnswers.record(Kind.FUNCTION_CONFIGURATION);
    answer.putObject("ResponseMetadata").put("RequestId", operation);

    assertThat(kindOf(answer.toString())).isEqualTo(Kind.FUNCTION_CONFIGURATION);
  }

  @Test
  void concurrencyAmongOtherKeys_isNoConcurrencyAnswer() {
    Evidence evidence =
        new TestingCase()
            .file("x.json", "{\"ReservedConcurrentExecutions\": 5, \"note\": \"mine\"}")
            .evidence();

    assertThat(evidence.answers()).isEmpty();
    assertThat(evidence.warnings()).singleElement().asString().contains("x.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "{}", "{ }\n"})
  void emptyConcurrencyFile_saysThatNoneIsReserved(String text) {
    Evidence evidence = new TestingCase().file("get-function-concurrency-f.json", text).evidence();

    assertThat(evidence.records(Kind.RESERVED_CONCURRENCY)).hasSize(1);
    assertThat(evidence.gaps()).isEmpty();
    assertThat(evidence.warnings()).isEmpty();
  }

  @Test
  void emptyFile_isAGap_unlessItIsAboutConcurrency() {
    Evidence evidence = new TestingCase().file("get-function-f.json", "").evidence();

    assertThat(evidence.records(Kind.RESERVED_CONCURRENCY)).isEmpty();
    assertThat(evidence.gaps()).singleElement().extracting(Gap::why).isEqualTo("it is empty");
  }

  @Test
  void emptyFileOfAnotherCall_isNoConcurrencyAnswer_whateverItsName() {
    Evidence evidence =
        new TestingCase()
            .call(
                "lambda:GetPolicy",
                "{}",
                "2026-03-01T10:00:00Z",
                "concurrency.json",
                JsonNodeFactory.instance.objectNode())
            .evidence();

    assertThat(evidence.records(Kind.RESERVED_CONCURRENCY)).isEmpty();
  }

  @Test
  void unknownJson_isNamedInAWarning() {
    Evidence evidence = new TestingCase().file("todo.json", "{\"todo\": [1]}").evidence();

    assertThat(evidence.warnings()).containsExactly("todo.json: it is no known AWS answer");
  }

  @Test
  void listEntryOnALineOfItsOwn_isNoDescription() {
    String line = TestingAnswers.record(Kind.EXECUTION_ENTRY).toString();
    Evidence evidence = new TestingCase().file("runs.jsonl", line + "\n" + line).evidence();

    assertThat(evidence.records(Kind.EXECUTION)).isEmpty();
  }
}
