// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.lab.TestingAsker;
import dev.afterimage.lab.code.Frame;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PollSourceTest {
  private final PollSource source = new PollSource();

  private String line(Frame frame) {
    String text = source.files().getOrDefault(frame.file().substring(1), "");
    return text.lines().skip(frame.line() - 1).findFirst().orElse("").strip();
  }

  @Test
  void everyFrame_isALineOfTheSource() {
    assertThat(Stream.concat(source.overdue().stream(), source.unfinished().stream()))
        .isNotEmpty()
        .allSatisfy(frame -> assertThat(line(frame)).isEqualTo(frame.code()));
  }

  @Test
  void guard_raisesInItsOwnFunction() {
    assertThat(source.overdue()).extracting(Frame::function).containsExactly("handler", "check");
  }

  private static List<String> messages(Staged staged) {
    String group = "/aws/lambda/" + LineIngest.functionName("poll");
    return TestingAsker.logs(staged.world().account(), group).stream()
        .map(event -> event.path("message").asText())
        .toList();
  }

  @Test
  void loggedStack_leadsThroughThoseLines() {
    Staged staged = Scenarios.find("silent-guard").orElseThrow().play(7);
    String logs = String.join("\n", messages(staged));
    List<String> places =
        source.overdue().stream()
            .map(f -> "File \"" + f.file() + "\", line " + f.line() + ", in " + f.function())
            .toList();

    assertThat(logs).contains(places);
    assertThat(Set.copyOf(logs.lines().filter(l -> l.contains("app.py\", line")).toList()))
        .hasSizeLessThanOrEqualTo(2);
  }
}
