// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.testing.TestingCase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final String AT = "2026-03-01T12:00:00Z";

  private static ObjectNode function(String name) {
    return TestingAnswers.record(Kind.FUNCTION_CONFIGURATION).put("FunctionName", name);
  }

  private static TestingCase asked(String name, String file) {
    return new TestingCase()
        .call(
            "lambda:GetFunctionConfiguration",
            "{'FunctionName': '" + name + "'}",
            AT,
            file,
            function(name));
  }

  private static Optional<String> asked(Evidence evidence) {
    return evidence.records(Kind.FUNCTION_CONFIGURATION).get(0).answer().asked("FunctionName");
  }

  /** Writes the same files elsewhere. */
  private static TestingCase moved(TestingCase testing, String from, String to) {
    TestingCase moved = new TestingCase();
    testing.files().forEach((name, bytes) -> moved.file(name.equals(from) ? to : name, bytes));
    return moved;
  }

  @Test
  void call_isToldByThePath() {
    Answer answer =
        asked("f", "lambda/f.json").evidence().answers(Kind.FUNCTION_CONFIGURATION).get(0);

    assertThat(answer.asked("FunctionName")).contains("f");
    assertThat(answer.askedAt()).contains(java.time.Instant.parse(AT));
  }

  @Test
  void movedFile_isToldByItsDigest() {
    TestingCase moved = moved(asked("f", "lambda/f.json"), "lambda/f.json", "x.txt");

    assertThat(asked(moved.evidence())).contains("f");
  }

  @Test
  void swappedFiles_areToldByTheirDigests() {
    TestingCase both = asked("f", "f.json");
    both.call(
        "lambda:GetFunctionConfiguration", "{'FunctionName': 'g'}", AT, "g.json", function("g"));
    Map<String, byte[]> files = both.files();
    TestingCase swapped =
        new TestingCase()
            .file("f.json", files.getOrDefault("g.json", new byte[0]))
            .file("g.json", files.getOrDefault("f.json", new byte[0]))
            .file("afterimage.json", files.getOrDefault("afterimage.json", new byte[0]));

    for (EvidenceRecord record : swapped.evidence().records(Kind.FUNCTION_CONFIGURATION)) {
      assertThat(record.answer().asked("FunctionName")).isEqualTo(record.text("FunctionName"));
    }
  }

  @Test
  void manifestWithoutDigests_goesByPaths() {
    TestingCase byPath =
        new TestingCase()
            .callByPath(
                "lambda:GetFunctionConfiguration",
                "{'FunctionName': 'f'}",
                AT,
                "f.json",
                function("f"));

    assertThat(asked(byPath.evidence())).contains("f");
    assertThat(asked(moved(byPath, "f.json", "g.json").evidence())).isEmpty();
  }

  @Test
  void changedFile_answersNoCallOfTheManifest() {
    TestingCase changed = asked("f", "f.json");
    changed.file("f.json", function("f").put("Timeout", 900));

    assertThat(asked(changed.evidence())).isEmpty();
  }

  @Test
  void missingFile_isAGap() {
    TestingCase both = asked("f", "f.json");
    both.call("lambda:GetFunctionConfiguration", "{}", AT, "g.json", function("g"));
    TestingCase without = new TestingCase();
    both.files()
        .forEach(
            (name, bytes) -> {
              if (!name.equals("g.json")) {
                without.file(name, bytes);
              }
            });

    assertThat(both.evidence().gaps()).isEmpty();
    assertThat(without.evidence().gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.what()).contains("lambda:GetFunctionConfiguration");
              assertThat(gap.iamAction()).contains("lambda:GetFunctionConfiguration");
            });
  }

  @Test
  void incompleteAnswer_isAGap() {
    List<Gap> gaps = asked("f", "f.json").incomplete().evidence().gaps();

    assertThat(gaps).singleElement().extracting(Gap::why).asString().contains("not every page");
  }

  @Test
  void answerReadAsFarAsWanted_isNoGap_andNotWholeEither() {
    Evidence evidence = asked("f", "f.json").incomplete().enough().evidence();

    assertThat(evidence.gaps()).isEmpty();
    assertThat(evidence.manifest().entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.call().complete()).isFalse());
  }

  @Test
  void deniedCall_isAGapWithItsAction() {
    List<Gap> gaps =
        new TestingCase()
            .denied("cloudtrail:LookupEvents", "cloudtrail:LookupEvents")
            .evidence()
            .gaps();

    assertThat(gaps)
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.what()).contains("cloudtrail:LookupEvents");
              assertThat(gap.why()).isEqualTo("AccessDeniedException");
              assertThat(gap.iamAction()).contains("cloudtrail:LookupEvents");
            });
  }

  @Test
  void severalManifests_addUp() {
    TestingCase one = asked("f", "f.json").asked("arn:one");
    TestingCase two = asked("g", "g.json").asked("arn:two");
    TestingCase both = new TestingCase();
    one.files().forEach((name, bytes) -> both.file("one/" + name, bytes));
    two.files().forEach((name, bytes) -> both.file("two/" + name, bytes));
    Evidence evidence = both.evidence();

    assertThat(evidence.manifest().asked()).containsExactly("arn:one", "arn:two");
    assertThat(evidence.gaps()).isEmpty();
    for (EvidenceRecord record : evidence.records(Kind.FUNCTION_CONFIGURATION)) {
      assertThat(record.answer().asked("FunctionName")).isEqualTo(record.text("FunctionName"));
    }
  }

  @Test
  void filesOfEqualContent_answerOneCallEach() {
    ObjectNode empty = TestingCase.json("{'events': []}");
    TestingCase testing = new TestingCase();
    for (String stream : List.of("s1", "s2")) {
      testing.call(
          "logs:GetLogEvents", "{'logStreamName': '" + stream + "'}", AT, stream + ".json", empty);
    }
    Evidence evidence = moved(testing, "s1.json", "moved.json").evidence();

    assertThat(evidence.answers(Kind.LOG_EVENT))
        .extracting(answer -> answer.asked("logStreamName").orElse(""))
        .containsExactlyInAnyOrder("s1", "s2");
  }

  @Test
  void emptyPageOfLogs_isNoHistory_whereTheCallSaysSo() {
    Evidence evidence =
        new TestingCase()
            .call("logs:FilterLogEvents", "{}", AT, "x.json", TestingCase.json("{'events': []}"))
            .evidence();

    assertThat(evidence.answers(Kind.LOG_EVENT)).hasSize(1);
    assertThat(evidence.answers(Kind.HISTORY_EVENT)).isEmpty();
  }

  @Test
  void manifestOfAnotherTool_orBroken_isNoHarm() {
    Evidence evidence =
        new TestingCase()
            .file("afterimage.json", "{\"afterimage\": \"case/1\", \"calls\": 7, \"asked\": {}}")
            .file("f.json", function("f"))
            .evidence();

    assertThat(evidence.records(Kind.FUNCTION_CONFIGURATION)).hasSize(1);
    assertThat(evidence.manifest().asked()).isEmpty();
  }
}
