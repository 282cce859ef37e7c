// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import dev.afterimage.core.compare.Pair;
import dev.afterimage.core.diagnosis.fleet.FleetBaseline;
import dev.afterimage.core.evidence.Gap;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Runs;
import dev.afterimage.core.invocation.LinkedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Puts a diagnosis together from what was rebuilt, compared and judged. */
public final class Analyst {
  private Analyst() {}

  /** Judges and collects what bounds the answer. */
  public static Diagnosis diagnose(Situation situation, Diagnosis.Subject subject) {
    Pair pair = situation.pair();
    Judge.Judgement judgement = Judge.judge(situation);
    return new Diagnosis(
        subject,
        pair.provenance(),
        situation.comparison(),
        pair.failure().map(failure -> FailureReport.of(failure, pair.b())),
        new Diagnosis.Judged(
            situation.partitions(),
            situation.logContrast(),
            situation.content(),
            judgement,
            Recommendations.of(judgement),
            situation.fleetTests()),
        new Diagnosis.Limits(gaps(situation), warnings(situation)));
  }

  private static List<Gap> gaps(Situation situation) {
    Runs runs = situation.runs();
    Pair pair = situation.pair();
    List<Gap> gaps = new ArrayList<>(pair.evidence().gaps());
    gaps.addAll(runs.gaps());
    gaps.addAll(pair.fleet().gaps());
    gaps.addAll(situation.content().gaps());
    if (pair.a().isEmpty()) {
      gaps.add(
          Gap.closable(
              "a baseline",
              "no other run of the state machine that succeeded is in the evidence",
              Kind.EXECUTION_ENTRY.iamAction(),
              "what differs from a good run is unknown" + candidates(situation)));
    }
    missingLogs(runs, pair, gaps);
    if (pair.provenance().trail().isEmpty()) {
      gaps.add(
          Gap.closable(
              "CloudTrail events between the runs",
              "none are in the evidence",
              Kind.TRAIL_EVENT.iamAction(),
              "who changed what, and that nothing else changed, is unknown"));
    }
    return gaps.stream().distinct().toList();
  }

  /** Names what could be collected to compare with. */
  private static String candidates(Situation situation) {
    List<FleetBaseline> fits = situation.fleetBaselines();
    if (fits.isEmpty()) {
      return "";
    }
    FleetBaseline best = fits.get(0);
    String others =
        fits.stream().skip(1).map(FleetBaseline::name).collect(Collectors.joining(", "));
    return "; of the fleet "
        + best.name()
        + " fits best ("
        + best.because()
        + "): afterimage collect "
        + best.arn()
        + (others.isEmpty() ? "" : "; then " + others);
  }

  private static void missingLogs(Runs runs, Pair pair, List<Gap> gaps) {
    Set<Run> family = new java.util.LinkedHashSet<>(runs.family(pair.b()));
    pair.a().ifPresent(a -> family.addAll(runs.family(a)));
    Set<String> silent = new TreeSet<>();
    Set<String> heard = new TreeSet<>();
    for (LinkedCall call : pair.fleet().calls()) {
      if (family.contains(call.run())) {
        String function = call.call().function().name();
        silent.add(function);
        if (pair.fleet().of(function).findAny().isPresent()) {
          heard.add(function);
        }
      }
    }
    silent.removeAll(heard);
    for (String function : silent) {
      gaps.add(
          Gap.closable(
              "the logs of " + function,
              "no log stream of it is in the evidence",
              Kind.LOG_EVENT.iamAction(),
              "the age of its processes, its durations and its own lines are unknown"));
    }
  }

  private static List<String> warnings(Situation situation) {
    Pair pair = situation.pair();
    List<String> warnings = new ArrayList<>(pair.evidence().warnings());
    warnings.addAll(situation.runs().warnings());
    warnings.addAll(pair.fleet().warnings());
    warnings.addAll(situation.content().warnings());
    return warnings.stream().distinct().toList();
  }
}
