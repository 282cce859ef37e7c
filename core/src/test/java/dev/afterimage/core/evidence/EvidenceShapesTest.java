// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import dev.afterimage.core.testing.TestingLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The same records in whatever shape a user saved them. */
class EvidenceShapesTest {
  private static final TestingHistory RUN =
      TestingHistory.of("one")
          .entered("Task", "Charge")
          .scheduled("charge")
          .started()
          .after(400)
          .succeeded()
          .exited("Task", "Charge")
          .succeed("{}");

  private static Evidence read(String name, byte[] bytes) {
    return new TestingCase().file(name, bytes).evidence();
  }

  private static Evidence read(String text) {
    return read("x", text.getBytes(StandardCharsets.UTF_8));
  }

  private static void holdsTheRun(Evidence evidence) {
    assertThat(evidence.gaps()).isEmpty();
    assertThat(evidence.warnings()).isEmpty();
    assertThat(ids(evidence)).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L);
  }

  private static List<Long> ids(Evidence evidence) {
    return evidence.stream(Kind.HISTORY_EVENT).map(record -> record.get("id").asLong()).toList();
  }

  private static String lines(List<? extends JsonNode> values) {
    return values.stream().map(JsonNode::toString).collect(Collectors.joining("\n"));
  }

  static byte[] gzip(byte[]... members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] member : members) {
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(member);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return out.toByteArray();
  }

  @Test
  void prettyAndCompact_holdTheSame() {
    holdsTheRun(read(RUN.answer().toPrettyString()));
    holdsTheRun(read(RUN.answer().toString()));
  }

  @Test
  void reversedOrder_holdsTheSame() {
    holdsTheRun(read(RUN.reversed().toString()));
  }

  @Test
  void bareList_holdsTheSame() {
    holdsTheRun(read(RUN.answer().path("events").toPrettyString()));
  }

  @Test
  void lines_holdTheSame() {
    holdsTheRun(read(lines(RUN.events())));
    holdsTheRun(read(lines(RUN.events()) + "\n\n"));
    holdsTheRun(read(lines(RUN.events()).replace("\n", "\r\n")));
  }

  @Test
  void pagesOneBehindTheOther_holdTheSame() {
    holdsTheRun(read(RUN.page(1, 3).toPrettyString() + "\n" + RUN.page(4, 7).toPrettyString()));
    holdsTheRun(read(RUN.page(1, 3).toString() + RUN.page(4, 7)));
    holdsTheRun(read(RUN.page(1, 3) + "\n" + RUN.page(4, 7) + "\n"));
  }

  @Test
  void pagesInSeveralFiles_holdTheSame() {
    holdsTheRun(
        new TestingCase()
            .file("b.json", RUN.page(1, 2))
            .file("a.json", RUN.page(6, 7))
            .file("c.json", RUN.page(3, 5))
            .evidence());
  }

  @Test
  void gzip_isTakenOff_whateverTheNameSays() {
    byte[] bytes = RUN.answer().toString().getBytes(StandardCharsets.UTF_8);

    holdsTheRun(read("history.json.gz", gzip(bytes)));
    holdsTheRun(read("history.json", gzip(bytes)));
  }

  @Test
  void gzipOfSeveralMembers_isReadToItsEnd() {
    byte[] bytes = lines(RUN.events()).getBytes(StandardCharsets.UTF_8);
    int third = bytes.length / 3;

    holdsTheRun(
        read(
            "history.jsonl.gz",
            gzip(
                Arrays.copyOf(bytes, third),
                Arrays.copyOfRange(bytes, third, 2 * third),
                Arrays.copyOfRange(bytes, 2 * third, bytes.length))));
  }

  @Test
  void utf16WithItsMark_isRead() {
    // What a PowerShell of Windows writes behind ">".
    String text = RUN.answer().toPrettyString();

    holdsTheRun(read("x", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE)));
    holdsTheRun(read("x", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void extraFieldsOfATool_doNotMatter() {
    ObjectNode answer = RUN.answer();
    answer.putObject("ResponseMetadata").put("HTTPStatusCode", 200).put("RetryAttempts", 0);

    holdsTheRun(read(answer.toString()));
  }

  @Test
  void cutOffFile_isAGap_andItsWholeRecordsAreUsed() {
    String text = RUN.answer().toPrettyString();
    Evidence evidence = read(text.substring(0, text.indexOf("\"id\" : 5")));

    assertThat(ids(evidence)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(evidence.gaps()).singleElement().extracting(Gap::what).asString().contains("cut");
    assertThat(evidence.answers()).singleElement().matches(answer -> !answer.whole());
  }

  @Test
  void wholeAnswers_areMarkedSo() {
    assertThat(read(RUN.answer().toString()).answers()).allMatch(Answer::whole);
    assertThat(read(lines(RUN.events())).answers()).allMatch(Answer::whole);
  }

  @Test
  void cutOffGzip_isAGap_andItsWholeRecordsAreUsed() {
    byte[] bytes = gzip(RUN.answer().toPrettyString().getBytes(StandardCharsets.UTF_8));
    Evidence evidence = read("x.gz", Arrays.copyOf(bytes, bytes.length - 20));

    assertThat(ids(evidence)).startsWith(1L, 2L).doesNotContain(7L);
    assertThat(evidence.gaps()).hasSize(1);
  }

  @Test
  void brokenLine_costsItself_andNoLineBehindIt() {
    String text = lines(RUN.events()).replace("\"id\":4", "\"id:4");
    Evidence evidence = read(text);

    assertThat(ids(evidence)).containsExactlyInAnyOrder(1L, 2L, 3L, 5L, 6L, 7L);
    assertThat(evidence.gaps()).singleElement().extracting(Gap::why).asString().contains("line 4");
  }

  @Test
  void cutOffLastLine_leavesTheLinesBeforeIt() {
    String text = lines(RUN.events());
    Evidence evidence = read(text.substring(0, text.length() - 30));

    assertThat(ids(evidence)).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(evidence.gaps()).hasSize(1);
  }

  @Test
  void textBehindTheJson_isAGap_andTheJsonIsUsed() {
    Evidence evidence = read(RUN.answer().toPrettyString() + "\nAn error occurred (Throttling)\n");

    assertThat(ids(evidence)).hasSize(7);
    assertThat(evidence.gaps()).hasSize(1);
  }

  @Test
  void pictureBesideAHistory_costsOnlyItself() {
    Evidence evidence =
        new TestingCase()
            .file("a.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})
            .file("h.json", RUN.answer())
            .evidence();

    assertThat(ids(evidence)).hasSize(7);
    assertThat(evidence.gaps()).singleElement().extracting(Gap::what).isEqualTo("the file a.png");
  }

  @Test
  void hostileNesting_isAGap() {
    Evidence evidence = read("{\"events\":" + "[".repeat(100_000));

    assertThat(evidence.gaps()).hasSize(1);
  }

  @Test
  void hostileNumbers_areRead() {
    String text = RUN.answer().toString().replace("\"id\":7", "\"id\":7,\"x\":1e999999999");

    assertThat(ids(read(text))).hasSize(7);
  }

  @Test
  void logEventsOnLines_areOneStream_whereNoneIsNamed() {
    TestingLog log = new TestingLog().served(TestingLog.request(1), 5).served("r", 5);
    List<JsonNode> events = listOf(log.streamAnswer().path("events"));

    assertThat(read(lines(events)).logs()).hasSize(1);
  }

  private static List<JsonNode> listOf(JsonNode array) {
    List<JsonNode> items = new java.util.ArrayList<>();
    array.forEach(items::add);
    return items;
  }
}
