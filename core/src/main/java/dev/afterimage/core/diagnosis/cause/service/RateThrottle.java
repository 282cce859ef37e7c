// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.service;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdict;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Ref;
import java.util.List;
import java.util.regex.Pattern;

/** Calls came faster than Lambda allows, with concurrency to spare. */
public final class RateThrottle implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "throttle-rate",
          "Calls came faster than Lambda allows",
          Cause.Role.MECHANISM,
          "Lambda refused the call (429) while both limits of concurrency had room, or gave a rate as"
              + " the reason.",
          new Cause.Remedy(
              "Spread the burst: lower MaxConcurrency, or retry with jitter",
              "requests per second and new sandboxes per ten seconds have limits of their own"));

  private static final Pattern REASON =
      Pattern.compile(
          "InvocationRateLimitExceeded|CallerRateLimitExceeded"
              + "|ConcurrentSnapshotCreateLimitExceeded");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.function().isEmpty()) {
      return;
    }
    if (!Refusals.isThrottled(situation)) {
      Claims.otherError(situation, weighing, "a refusal of the call (429) by Lambda");
      return;
    }
    weighing.supports(1, "Lambda refused the call: too many requests", situation.failureRef());
    weighing.crucial(4, "Lambda gave a rate as the reason", situation.symptoms().refs(REASON));
    boolean roomInBoth =
        isRefuted(soFar, "throttle-reserved") && isRefuted(soFar, "throttle-account");
    if (roomInBoth) {
      List<Ref> refs = soFar.of("throttle-account").orElseThrow().opposing().get(0).evidence();
      weighing.crucial(2.5, "neither limit of concurrency was reached", refs);
    } else if (soFar.isHeld("throttle-reserved") || soFar.isHeld("throttle-account")) {
      weighing.contradicts(3, "a limit of concurrency was reached", situation.failureRef());
    }
  }

  private static boolean isRefuted(Verdicts soFar, String id) {
    return soFar.of(id).filter(h -> h.verdict() == Verdict.REFUTED).isPresent();
  }
}
