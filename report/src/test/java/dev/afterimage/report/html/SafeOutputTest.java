// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.report.testing.HostileStrings;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SafeOutputTest {
  private static String written(String text) {
    SafeOutput output = new SafeOutput();
    output.writeContent(text);
    return output.toString();
  }

  @Test
  void plainText_staysAsItIs() {
    assertThat(written("état\n<p>Ünï · 漢字 שלום 🙂</p>")).isEqualTo("état\n<p>Ünï · 漢字 שלום 🙂</p>");
  }

  @Test
  void part_isWrittenAlone() {
    SafeOutput output = new SafeOutput();
    output.writeContent("0\u00001234", 1, 4);

    assertThat(output).hasToString("\uFFFD12");
  }

  @Test
  void controlAndDirection_areReplaced() {
    assertThat(written("a\u0000b\u202Ec\u001B[1m\uD800"))
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFD[1m\uFFFD");
  }

  @Test
  void hostileStrings_leaveNothingThatABrowserActsOn() {
    HostileStrings.all()
        .forEach(
            text ->
                assertThat(written(text).codePoints().filter(c -> c != '\n'))
                    .noneMatch(Character::isISOControl)
                    .noneMatch(c -> Character.getType(c) == Character.FORMAT));
  }

  @Property
  void anyText_keepsItsLengthInCodePoints(@ForAll String text) {
    assertThat(written(text).codePointCount(0, written(text).length()))
        .isEqualTo(text.codePointCount(0, text.length()));
  }
}
