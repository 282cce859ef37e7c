// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts over the answers to an exam, with one source of evidence taken away. */
public final class Scores {
  private final List<Exam.Marked> marked;
  private final Source source;

  /** Counts the answers that were given without a source. */
  public Scores(List<Exam.Marked> marked, Source source) {
    this.marked = List.copyOf(marked);
    this.source = source;
  }

  private Answer answer(Exam.Marked one) {
    return one.answers().getOrDefault(source, Answer.NONE);
  }

  private boolean isRight(Exam.Marked one) {
    return one.sitting().label().isRight(answer(one).root());
  }

  private double share(long part) {
    return marked.isEmpty() ? 0 : part / (double) marked.size();
  }

  /** Returns the share of cases whose root was named. */
  public double topOne() {
    return share(marked.stream().filter(this::isRight).count());
  }

  /** Returns the share of cases whose root is among the first three. */
  public double topThree() {
    return share(
        marked.stream()
            .filter(
                one ->
                    isRight(one)
                        || answer(one).firstThree().stream()
                            .anyMatch(
                                id -> one.sitting().label().isRight(java.util.Optional.of(id))))
            .count());
  }

  /** Returns the share of cases in which no root is named. */
  public double abstained() {
    return share(marked.stream().filter(one -> answer(one).root().isEmpty()).count());
  }

  /** Returns the share of cases in which a true cause is confirmed. */
  public double confirmed() {
    return share(
        marked.stream()
            .filter(one -> answer(one).confirmed().stream().anyMatch(one.sitting().label()::isTrue))
            .count());
  }

  /** Returns what was confirmed and is not true, as {@code case: cause}. */
  public List<String> wronglyConfirmed() {
    List<String> wrong = new ArrayList<>();
    for (Exam.Marked one : marked) {
      answer(one).confirmed().stream()
          .filter(id -> !one.sitting().label().isTrue(id))
          .forEach(id -> wrong.add(one.sitting().name() + ": " + id));
    }
    return wrong;
  }

  /** Returns the cases in which something is left open without a word on what would decide it. */
  public List<String> silent() {
    return marked.stream().filter(one -> !answer(one).open()).map(m -> m.sitting().name()).toList();
  }

  /** Returns the Brier score of the stated confidence that the named root is right. */
  public double brier() {
    double sum = 0;
    int count = 0;
    for (Exam.Marked one : marked) {
      if (answer(one).root().isPresent()) {
        double miss = answer(one).confidence() - (isRight(one) ? 1 : 0);
        sum += miss * miss;
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  /** One band of confidence: how many answers stated it, how many of them were right. */
  public record Band(double from, int stated, int right, double meanConfidence) {}

  /** Returns how far the stated confidence holds, in bands of a tenth. */
  public List<Band> reliability() {
    List<Band> bands = new ArrayList<>();
    for (int tenth = 0; tenth < 10; tenth++) {
      int stated = 0;
      int right = 0;
      double sum = 0;
      for (Exam.Marked one : marked) {
        double confidence = answer(one).confidence();
        if (answer(one).root().isPresent() && Math.min(9, (int) (confidence * 10)) == tenth) {
          stated++;
          right += isRight(one) ? 1 : 0;
          sum += confidence;
        }
      }
      if (stated > 0) {
        bands.add(new Band(tenth / 10.0, stated, right, sum / stated));
      }
    }
    return bands;
  }

  /** Returns, by true root, the roots that were named instead, with their counts. */
  public Map<String, Map<String, Integer>> confusion() {
    Map<String, Map<String, Integer>> confusion = new TreeMap<>();
    for (Exam.Marked one : marked) {
      String truth = one.sitting().label().id().orElse("nothing");
      String named = isRight(one) ? truth : answer(one).root().orElse("nothing");
      confusion.computeIfAbsent(truth, key -> new TreeMap<>()).merge(named, 1, Integer::sum);
    }
    return confusion;
  }
}
