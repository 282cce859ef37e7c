// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to do: the remedy of the root, the experiment that would prove it, and the calls that would
 * decide what the evidence leaves open. What was checked is not recommended again.
 */
final class Recommendations {
  private static final int MOST = 8;

  private Recommendations() {}

  static List<Recommendation> of(Judge.Judgement judgement) {
    Map<String, Recommendation> byText = new LinkedHashMap<>();
    judgement
        .rootCause()
        .ifPresent(
            root -> {
              add(byText, remedy(root.hypothesis().cause().remedy()));
              deciding(root.hypothesis()).forEach(r -> add(byText, r));
            });
    judgement.hypotheses().stream()
        .filter(h -> h.verdict() == Verdict.SUPPORTED || h.verdict() == Verdict.INCONCLUSIVE)
        .flatMap(hypothesis -> deciding(hypothesis).stream())
        .forEach(r -> add(byText, r));
    return byText.values().stream().limit(MOST).toList();
  }

  private static Recommendation remedy(Cause.Remedy remedy) {
    return new Recommendation(remedy.text(), Optional.empty(), remedy.why(), false);
  }

  private static void add(Map<String, Recommendation> byText, Recommendation recommendation) {
    byText.putIfAbsent(recommendation.command().orElse(recommendation.text()), recommendation);
  }

  private static List<Recommendation> deciding(Hypothesis hypothesis) {
    List<Recommendation> all = new ArrayList<>();
    for (WouldDecide what : hypothesis.wouldDecide()) {
      String why = "it would decide about " + hypothesis.id() + ": " + what.text();
      what.call()
          .ifPresent(
              call ->
                  all.add(
                      new Recommendation(
                          "Ask AWS for what is missing", Optional.of(call), why, true)));
      what.experiment()
          .ifPresent(
              experiment ->
                  all.add(
                      new Recommendation("Try it: " + experiment, Optional.empty(), why, false)));
    }
    return all;
  }
}
