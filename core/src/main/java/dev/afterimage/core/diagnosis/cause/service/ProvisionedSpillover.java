// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.service;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.WouldDecide;
import dev.afterimage.core.diagnosis.cause.Follows;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.evidence.Ref;
import java.time.Instant;
import java.util.List;

/** Provisioned concurrency was used up, and calls fell through to cold sandboxes. */
public final class ProvisionedSpillover implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "pc-spillover",
          "Provisioned concurrency was used up",
          Cause.Role.MECHANISM,
          "Lambda counted spill-over invocations in the minute, and the failing ones were cold.",
          new Cause.Remedy(
              "Raise the provisioned concurrency, and call the qualifier that has it",
              "what does not fit starts cold"));

  private static final String METRIC = "ProvisionedConcurrencySpilloverInvocations";

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.function().isEmpty() || situation.failure().isEmpty()) {
      return;
    }
    List<Ref> spilled =
        situation.metrics().of(METRIC).stream()
            .flatMap(
                series ->
                    series
                        .peak(situation.run().times().start(), situation.run().lastMoment())
                        .stream())
            .filter(point -> point.value() > 0)
            .map(point -> point.ref())
            .toList();
    boolean cold = Follows.alsoCold(situation);
    if (!spilled.isEmpty() && cold) {
      weighing.crucial(4, "calls fell through to cold sandboxes in that minute", spilled);
    } else if (!spilled.isEmpty() && !situation.hasFailingLogs()) {
      weighing.supports(1.5, "calls fell through the provisioned concurrency", spilled);
    } else if (situation.hasFailingLogs() && !cold) {
      weighing.contradicts(
          3, "the failing invocations were not cold", Trials.refs(situation.trials().failedInB()));
    } else if (configured(situation).isEmpty()) {
      weighing.weakens(2, "nothing shows provisioned concurrency", situation.failureRef());
    } else if (isLeftOpen(situation)) {
      weighing.supports(1, "the function has provisioned concurrency", configured(situation));
      weighing.wouldDecide(spillover(situation));
    }
  }

  /**
   * Whether the function has provisioned concurrency and nothing tells whether it was used up: then
   * cold starts may have come from that.
   */
  public static boolean isLeftOpen(Situation situation) {
    return !configured(situation).isEmpty() && situation.metrics().of(METRIC).isEmpty();
  }

  private static List<Ref> configured(Situation situation) {
    String ofFunction = ":function:" + situation.function().orElse("") + ":";
    return situation.evidence().records(Kind.PROVISIONED_CONCURRENCY).stream()
        .filter(record -> record.text("FunctionArn").map(a -> a.contains(ofFunction)).orElse(true))
        .map(EvidenceRecord::ref)
        .toList();
  }

  private static WouldDecide spillover(Situation situation) {
    Instant at = situation.failure().orElseThrow().origin().event().at();
    return WouldDecide.call(
        "the metric tells whether calls fell through the provisioned concurrency",
        "aws cloudwatch get-metric-statistics --namespace AWS/Lambda --metric-name "
            + METRIC
            + " --statistics Sum --period 60 --dimensions Name=FunctionName,Value="
            + situation.function().orElse("")
            + " --start-time "
            + situation.run().times().start().minusSeconds(60)
            + " --end-time "
            + at.plusSeconds(60),
        "cloudwatch:GetMetricStatistics");
  }
}
