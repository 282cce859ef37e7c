// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import java.util.List;
import java.util.Optional;

/** Tests every cause of the catalogue on a situation and finds the root. */
public final class Judge {
  private Judge() {}

  /**
   * What the tests came to.
   *
   * @param hypotheses every cause, the best first
   * @param rootCause none where nothing is at least supported
   */
  public record Judgement(List<Hypothesis> hypotheses, Optional<RootCause> rootCause) {
    public Judgement {
      hypotheses = List.copyOf(hypotheses);
    }

    /** Returns the hypothesis of a cause. */
    public Optional<Hypothesis> of(String id) {
      return hypotheses.stream().filter(hypothesis -> hypothesis.id().equals(id)).findFirst();
    }
  }

  /** Judges; the order of the tests is that of the catalogue. */
  public static Judgement judge(Situation situation) {
    Verdicts verdicts = new Verdicts();
    for (CauseTest test : Catalogue.entries()) {
      Weighing weighing = new Weighing(test.cause());
      if (bearsOn(test, situation)) {
        test.test(situation, verdicts, weighing);
        FleetClaims.weigh(situation, weighing, test.cause());
      }
      verdicts.add(weighing.judge());
    }
    List<Hypothesis> resolved =
        Rivals.resolve(verdicts.all()).stream()
            .map(hypothesis -> Deciding.complete(situation, hypothesis))
            .sorted(Chains.ranking())
            .toList();
    return new Judgement(resolved, root(resolved));
  }

  /** A run that succeeded can hide some causes, one that goes on others. */
  private static boolean bearsOn(CauseTest test, Situation situation) {
    return situation.failure().isPresent() || test.hidesIn(situation.run().status());
  }

  private static Optional<RootCause> root(List<Hypothesis> hypotheses) {
    List<Hypothesis> chain = new Chains(hypotheses).longest();
    if (chain.isEmpty()) {
      return Optional.empty();
    }
    Hypothesis root = chain.get(0);
    List<RootCause.Link> links = chain.stream().map(RootCause.Link::of).toList();
    return Optional.of(new RootCause(root, summary(root, links), links));
  }

  private static String summary(Hypothesis root, List<RootCause.Link> links) {
    String best = links.get(0).text();
    String head = root.cause().title() + ": " + best;
    return links.size() == 1
        ? head + "."
        : head
            + "; then "
            + String.join(
                "; then ",
                links.subList(1, links.size()).stream().map(RootCause.Link::text).toList())
            + ".";
  }
}
