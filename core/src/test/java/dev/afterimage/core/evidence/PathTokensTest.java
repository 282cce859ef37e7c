// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTokensTest {
  @ParameterizedTest
  @CsvSource({
    "logs/poll.json, poll",
    "poll/events.json, poll",
    "logs/filter-log-events-poll-dev.json, poll-dev",
    "poll, poll",
    "a_poll_b, poll",
    "x.pollx.poll.json, poll"
  })
  void wholeToken_isFound(String path, String name) {
    assertThat(PathTokens.contains(path, name)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"logs/polling.json, poll", "logs/repoll.json, poll", "poll2.json, poll", "a, ab"})
  void partOfAWord_isNone(String path, String name) {
    assertThat(PathTokens.contains(path, name)).isFalse();
  }

  @Test
  void emptyName_isNowhere() {
    assertThat(PathTokens.contains("a/b", "")).isFalse();
  }

  @Test
  void longest_wins_inAnyOrder() {
    assertThat(PathTokens.longest("logs/poll-dev.json", List.of("poll", "poll-dev", "dev")))
        .contains("poll-dev");
    assertThat(PathTokens.longest("logs/poll-dev.json", List.of("dev", "poll-dev", "poll")))
        .contains("poll-dev");
    assertThat(PathTokens.longest("logs/other.json", List.of("poll"))).isEmpty();
  }

  @Property
  void nameBetweenSeparators_isFound_andInsideAWordIsNot(
      @ForAll @AlphaChars @NotEmpty String name) {
    assertThat(PathTokens.contains("a/" + name + ".json", name)).isTrue();
    assertThat(PathTokens.contains("0" + name + "0", name)).isFalse();
  }
}
