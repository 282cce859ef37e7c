// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextDifferTest {
  private static byte[] lines(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> prefix + i)
        .collect(Collectors.joining("\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<TextDiff> diff(byte[] a, byte[] b) {
    return TextDiffer.diff("/a.py", a, b);
  }

  @Test
  void smallTextsWithoutACommonLine_areShownInPart() {
    TextDiff diff = diff(lines("a", 900), lines("b", 900)).orElseThrow();
    assertThat(diff.lines()).hasSize(400).contains("-a0");
    assertThat(diff.cut()).isEqualTo(1801 - 400);
  }

  @Test
  void largeTextsThatDifferAtBothEnds_areShownWhole() {
    String text = new String(lines("a", 7000), StandardCharsets.UTF_8);
    String other = text.replaceFirst("a0\n", "b0\n") + "\nend";
    TextDiff diff =
        diff(text.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8))
            .orElseThrow();
    assertThat(diff.lines()).contains("-a0", "+b0", "+end");
    assertThat(diff.cut()).isZero();
  }

  @Test
  void largeTextsWithoutACommonLine_areNotShown() {
    assertThat(diff(lines("a", 7000), lines("b", 7000))).isEmpty();
  }

  @Test
  void largeTextsInAnotherOrder_areNotShown() {
    List<String> numbers = IntStream.range(0, 7000).mapToObj(i -> "" + (i * 3001L) % 7000).toList();
    byte[] shuffled = String.join("\n", numbers).getBytes(StandardCharsets.UTF_8);
    assertThat(diff(lines("", 7000), shuffled)).isEmpty();
  }

  @Test
  void equalTexts_haveNoDifference() {
    assertThat(diff(lines("a", 7000), lines("a", 7000))).isEmpty();
  }
}
