// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CausePageTest {
  private static final String WHOLE =
      "Family: network\n"
          + CausePage.TITLES.stream()
              .map(title -> "\n## " + title + "\n\ntext of " + title + "\n")
              .collect(Collectors.joining());

  @Test
  void page_hasFamilyAndSections() {
    CausePage page = CausePage.parse(WHOLE);

    assertThat(page.family()).isEqualTo(CausePage.Family.NETWORK);
    assertThat(page.sections())
        .extracting(CausePage.Section::text)
        .startsWith("text of What happens")
        .hasSize(6);
  }

  @Test
  void page_withWindowsLineEnds_isTheSame() {
    assertThat(CausePage.parse(WHOLE.replace("\n", "\r\n"))).isEqualTo(CausePage.parse(WHOLE));
  }

  @Test
  void emptySection_isRefused_byItsTitle() {
    assertThatThrownBy(() -> CausePage.parse(WHOLE.replace("text of Mistaken for", "")))
        .hasMessage("the section 'Mistaken for' is empty");
  }

  @Test
  void missingOrForeignSection_isRefused() {
    assertThatThrownBy(() -> CausePage.parse(WHOLE.replace("## Mistaken for", "")))
        .hasMessageContaining("the sections are");
    assertThatThrownBy(() -> CausePage.parse(WHOLE + "\n## More\n\ntext\n"))
        .hasMessageContaining("More");
  }

  @Test
  void unknownOrMissingFamily_isRefused() {
    assertThatThrownBy(() -> CausePage.parse(WHOLE.replace("network", "weather")))
        .hasMessage("there is no family 'weather'");
    assertThatThrownBy(() -> CausePage.parse("")).hasMessageContaining("does not name the family");
    assertThatThrownBy(() -> CausePage.parse("## What happens\n"))
        .hasMessageContaining("does not name the family");
  }

  @Test
  void causeWithoutPage_isNamed() {
    Cause unwritten =
        new Cause("no-such", "t", Cause.Role.MECHANISM, "c", new Cause.Remedy("r", "w"));

    assertThatThrownBy(() -> CausePage.of(unwritten))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the cause no-such has no page: causes/no-such.md");
  }

  @Test
  void causalMap_givesTheSameBothWays() {
    for (CauseTest test : Catalogue.entries()) {
      String id = test.cause().id();
      assertThat(CausalMap.causesOf(id)).allMatch(cause -> CausalMap.canBringAbout(cause, id));
      assertThat(CausalMap.effectsOf(id)).allMatch(effect -> CausalMap.canBringAbout(id, effect));
      assertThat(CausalMap.causesOf(id))
          .allMatch(cause -> CausalMap.effectsOf(cause).contains(id))
          .allMatch(cause -> Catalogue.find(cause).isPresent());
    }
  }
}
