// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.Json;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDiffTest {
  private static JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"')).orElseThrow();
  }

  private static List<String> pointers(String a, String b) {
    return JsonDiff.of(json(a), json(b)).stream().map(JsonDiff.Difference::pointer).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a': 1}|{'a': 2}|/a",
        "{'a': {'b': 1}}|{'a': {'b': 2}}|/a/b",
        "{'a': 1}|{}|/a",
        "{}|{'a': 1}|/a",
        "{'a': [1, 2]}|{'a': [1, 3]}|/a/1",
        "{'a': [1, 2]}|{'a': [1]}|/a",
        "{'a/b~c': 1}|{'a/b~c': 2}|/a~1b~0c",
        "{'a': 1}|{'a': '1'}|/a"
      })
  void difference_standsAtItsPointer(String a, String b, String pointer) {
    assertThat(pointers(a, b)).containsExactly(pointer);
  }

  @Test
  void equalNumbers_areEqualHoweverWritten() {
    assertThat(pointers("{'a': 900}", "{'a': 900.0}")).isEmpty();
    assertThat(pointers("{'a': 1e2}", "{'a': 100}")).isEmpty();
  }

  @Test
  void otherTypeOrMissingField_isStructural() {
    assertThat(JsonDiff.of(json("{'a': 1}"), json("{'a': 'x'}")).get(0).isStructural()).isTrue();
    assertThat(JsonDiff.of(json("{'a': 1}"), json("{}")).get(0).isStructural()).isTrue();
    assertThat(JsonDiff.of(json("{'a': 1}"), json("{'a': 2}")).get(0).isStructural()).isFalse();
  }

  private static String mark(String shape, String code) {
    return "<redacted:token:" + shape + ":" + code + ">";
  }

  private static final String OURS = "0a1b2c3d-0123456789abcdef";
  private static final String OUR_OTHER = "0a1b2c3d-fedcba9876543210";
  private static final String THEIRS = "ffeeddcc-00112233445566aa";

  @Test
  void marksOfOneKey_tellWhetherTheyDiffer() {
    assertThat(pointers(redacted(mark("9a", OURS)), redacted(mark("9a", OURS)))).isEmpty();
    assertThat(pointers(redacted(mark("9a", OURS)), redacted(mark("9a", OUR_OTHER))))
        .containsExactly("/a");
    assertThat(leavesOpen(mark("9a", OURS), mark("9a", OURS))).isFalse();
    assertThat(leavesOpen(mark("9a", OURS), mark("9a", OUR_OTHER))).isFalse();
  }

  @Test
  void marksOfTwoKeys_areNoDifferenceAndNotTheSame() {
    String ours = "GET /x?t=" + mark("9a", OURS) + "&n=1";
    String theirs = "GET /x?t=" + mark("9a", THEIRS) + "&n=1";
    assertThat(pointers(redacted(ours), redacted(theirs))).isEmpty();
    assertThat(leavesOpen(ours, theirs)).isTrue();
  }

  @Test
  void marksOfTwoKeys_differWhereTheirShapeOrWhatIsAroundThemDoes() {
    assertThat(pointers(redacted(mark("9a", OURS)), redacted(mark("10a", THEIRS))))
        .containsExactly("/a");
    assertThat(pointers(redacted("u " + mark("9a", OURS)), redacted("v " + mark("9a", THEIRS))))
        .containsExactly("/a");
    assertThat(pointers(redacted(mark("9a", OURS)), redacted(mark("9a", THEIRS) + "x")))
        .containsExactly("/a");
    assertThat(leavesOpen(mark("9a", OURS), mark("10a", THEIRS))).isFalse();
  }

  @Test
  void revealedValue_isNoDifferenceFromItsMarkAndNotTheSame() {
    assertOpen(mark("9a", OURS), "topsecret");
    assertOpen("topsecret", mark("9a", OURS));
    assertOpen("GET /x?t=" + mark("5aA9_", OURS) + "&n=1", "GET /x?t=aB3-d&n=1");
    assertOpen(mark("3a", OURS) + "/" + mark("2A", THEIRS), "abc/XY");
  }

  private static void assertOpen(String a, String b) {
    assertThat(pointers(redacted(a), redacted(b))).isEmpty();
    assertThat(leavesOpen(a, b)).isTrue();
  }

  @Test
  void revealedNumber_isNoDifferenceFromItsMark() {
    String number = "{'a': 123456}";
    assertThat(pointers(redacted(mark("69", OURS)), number)).isEmpty();
    assertThat(pointers(redacted(mark("79", OURS)), number)).containsExactly("/a");
    assertThat(pointers(redacted(mark("49", OURS)), "{'a': null}")).containsExactly("/a");
    assertThat(pointers(redacted(mark("49", OURS)), "{'a': true}")).containsExactly("/a");
  }

  @Test
  void revealedValue_differsWhereTheMarkCannotStandForIt() {
    for (String other :
        List.of("topsecre", "topsecrets", "TOPSECRET", "topsecre7", "", "<redact")) {
      assertThat(pointers(redacted(mark("9a", OURS)), redacted(other))).containsExactly("/a");
      assertThat(leavesOpen(other, mark("9a", OURS))).isFalse();
    }
    String ours = "u=" + mark("3a", OURS) + "&n=1";
    for (String other : List.of("v=abc&n=1", "u=abc&n=2", "u=abc", "u=abcd&n=1", "u=")) {
      assertThat(pointers(redacted(ours), redacted(other))).containsExactly("/a");
    }
  }

  private static String redacted(String value) {
    return "{'a': '" + value + "'}";
  }

  private static boolean leavesOpen(String a, String b) {
    return JsonDiff.leavesOpen(json("[" + redacted(a) + "]"), json("[" + redacted(b) + "]"));
  }

  @Test
  void manyDifferences_areCutOff() {
    StringBuilder left = new StringBuilder("[0");
    StringBuilder right = new StringBuilder("[1");
    for (int i = 0; i < 1_000; i++) {
      left.append(",").append(i);
      right.append(",").append(i + 1);
    }

    assertThat(pointers(left + "]", right + "]")).hasSize(200);
  }

  @Provide
  Arbitrary<String> values() {
    Arbitrary<String> scalars = Arbitraries.of("1", "2", "\"x\"", "null", "true");
    Arbitrary<String> objects =
        scalars
            .list()
            .ofMaxSize(3)
            .map(
                list -> {
                  StringBuilder text = new StringBuilder("{\"z\":0");
                  for (int i = 0; i < list.size(); i++) {
                    text.append(",\"k").append(i).append("\":[").append(list.get(i)).append(']');
                  }
                  return text.append('}').toString();
                });
    return Arbitraries.oneOf(scalars, objects);
  }

  @Property
  void valueWithItself_doesNotDiffer(@ForAll("values") String value) {
    assertThat(pointers(value, value)).isEmpty();
  }

  @Property
  void mirror_differsAtTheSamePlaces(@ForAll("values") String a, @ForAll("values") String b) {
    assertThat(pointers(a, b)).isEqualTo(pointers(b, a));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'7d0c1f2e-1111-4222-8333-444455556666'|'8d0c1f2e-1111-4222-8333-444455556666'",
        "'2026-03-01T10:00:00Z'|'2026-03-02T10:00:00Z'",
        "1772359200|1772362800",
        "1772359200123|1772362800456",
        "'arn:aws:states:r:1:execution:m:a'|'arn:aws:states:r:1:execution:m:b'",
        "'1-67891233-abcdef012345678912345678'|'1-67891234-abcdef012345678912345678'",
        "'0123456789abcdef0123456789abcdef'|'1123456789abcdef0123456789abcdef'"
      })
  void whatAlwaysDiffers_isNoise(String a, String b) {
    assertThat(Volatile.isNoise(json(a), json(b))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'prod'|'dev'",
        "10|99",
        "26708|12",
        "'2026-03-01T10:00:00Z'|'never'",
        "'7d0c1f2e-1111-4222-8333-444455556666'|'none'",
        "true|false",
        "null|1",
        "'arn:aws:s3:::one'|'arn:aws:s3:::two'"
      })
  void otherDifference_isNone(String a, String b) {
    assertThat(Volatile.isNoise(json(a), json(b))).isFalse();
  }
}
