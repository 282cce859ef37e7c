// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.PathTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Tells how well a history and a description of an execution go together: equal input, status,
 * error and output; a start within a second; the stop. The name in the path of the file is the last
 * resort.
 */
final class DescriptionMatcher {
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private DescriptionMatcher() {}

  /** Returns a score; empty where something that both know contradicts. */
  static OptionalInt score(HistoryDraft history, EvidenceRecord description) {
    return compared(history, description).total();
  }

  private static Score compared(HistoryDraft history, EvidenceRecord description) {
    Score score = new Score();
    HistoryEvent last = history.last();
    if (history.hasHead()) {
      HistoryEvent first = history.first();
      score.same(3, description.moment("startDate").map(start -> isClose(start, first.at())));
      score.same(4, equalJson(first.payload("input").text(), description.text("input")));
    }
    if (last.type().isTerminal()) {
      RunStatus described = RunStatus.parse(description.text("status").orElse(""));
      score.same(1, over(described).map(status -> status == RunBuilder.statusOf(last)));
      score.same(2, description.moment("stopDate").map(stop -> isClose(stop, last.at())));
      score.same(
          2, both(last.text("error"), description.text("error")).map(DescriptionMatcher::eq));
      score.same(2, equalJson(last.payload("output").text(), description.text("output")));
    }
    return score;
  }

  /**
   * Returns the length of the execution's name where it stands in the path of the history's file;
   * empty where it does not, or where something that both know contradicts.
   */
  static OptionalInt pathScore(HistoryDraft history, EvidenceRecord description) {
    String name = description.text("name").orElse("");
    boolean named = PathTokens.contains(history.first().ref().file().path(), name);
    return named && !compared(history, description).contradicted
        ? OptionalInt.of(name.length())
        : OptionalInt.empty();
  }

  private static Optional<RunStatus> over(RunStatus status) {
    return status == RunStatus.RUNNING || status == RunStatus.UNKNOWN
        ? Optional.empty()
        : Optional.of(status);
  }

  private static boolean isClose(Instant left, Instant right) {
    return Duration.between(left, right).abs().compareTo(CLOSE) <= 0;
  }

  private record Pair(String left, String right) {}

  private static Optional<Pair> both(Optional<String> left, Optional<String> right) {
    return left.flatMap(l -> right.map(r -> new Pair(l, r)));
  }

  private static boolean eq(Pair pair) {
    return pair.left.equals(pair.right);
  }

  private static Optional<Boolean> equalJson(Optional<String> left, Optional<String> right) {
    return both(left, right)
        .map(
            pair -> {
              Optional<JsonNode> l = Json.parse(pair.left);
              return eq(pair) || (l.isPresent() && l.equals(Json.parse(pair.right)));
            });
  }

  /** Points for what agrees; nothing where a comparison fails. */
  private static final class Score {
    private int points;
    private boolean contradicted;

    void same(int worth, Optional<Boolean> agrees) {
      agrees.ifPresent(
          yes -> {
            points += yes ? worth : 0;
            contradicted |= !yes;
          });
    }

    OptionalInt total() {
      return contradicted || points < 3 ? OptionalInt.empty() : OptionalInt.of(points);
    }
  }
}
