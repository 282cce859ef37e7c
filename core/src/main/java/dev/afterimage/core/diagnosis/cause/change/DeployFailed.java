// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.change;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.OwnError;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.provenance.FunctionImages;
import dev.afterimage.core.provenance.TrailEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A deployment failed, and the old code stayed in force where new code was expected. */
public final class DeployFailed implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "code-storage",
          "A deployment failed and the old code stayed",
          Cause.Role.CHANGE,
          "An update of the function's code failed before the run, and the old code was still in"
              + " force.",
          new Cause.Remedy(
              "Delete old versions, or make the package smaller, and deploy again",
              "the account's code storage and a package's size are limited"));

  private static final Duration LOOK_BACK = Duration.ofDays(7);

  /** Somebody without the right, or one call too many, deploys nothing and expects nothing. */
  private static final Pattern NO_DEPLOYMENT =
      Pattern.compile("AccessDenied.*|Unauthorized.*|.*Throttl.*|TooManyRequests.*|.*NotFound.*");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.failure().isEmpty()) {
      return;
    }
    Set<String> functions = new HashSet<>();
    situation.run().calls().forEach(call -> functions.add(call.function().name()));
    Instant failed = situation.failure().get().origin().event().at();
    List<Ref> refs = new ArrayList<>();
    situation
        .provenance()
        .trail()
        .between(situation.pair().from().minus(LOOK_BACK), failed)
        .filter(event -> event.function().filter(functions::contains).isPresent())
        .filter(DeployFailed::failedToDeploy)
        .filter(event -> !isRepeated(situation, event, failed))
        .forEach(event -> refs.add(event.ref()));
    situation
        .configuration()
        .filter(c -> c.json().path("LastUpdateStatus").asText("").equals("Failed"))
        .ifPresent(c -> refs.add(c.ref("LastUpdateStatus")));
    if (!refs.isEmpty()) {
      weigh(situation, refs, weighing);
    } else {
      none(situation, failed, weighing);
    }
  }

  private static void weigh(Situation situation, List<Ref> refs, Weighing weighing) {
    boolean sameCode =
        situation
            .function()
            .flatMap(situation.provenance()::of)
            .map(images -> images.verdict() != FunctionImages.Verdict.DIFFERENT)
            .orElse(true);
    boolean byOldCode = OwnError.isOwn(situation) || situation.error().startsWith("States.");
    if (byOldCode && sameCode) {
      weighing.crucial(3, "a deployment had failed; the old code ran", refs);
    } else {
      weighing.supports(0.7, "a deployment of a function of the run had failed", refs);
    }
  }

  private static boolean failedToDeploy(TrailEvent event) {
    boolean deployment =
        event.is("lambda", "UpdateFunctionCode") || event.is("lambda", "PublishVersion");
    return deployment
        && Json.text(event.body(), "errorCode")
            .filter(code -> !NO_DEPLOYMENT.matcher(code).matches())
            .isPresent();
  }

  /** A deployment that was tried again and worked before the failure left no old code. */
  private static boolean isRepeated(Situation situation, TrailEvent event, Instant until) {
    return situation
        .provenance()
        .trail()
        .between(event.at(), until)
        .filter(later -> later.succeeded() && later.is("lambda", "UpdateFunctionCode"))
        .anyMatch(later -> later.function().equals(event.function()));
  }

  private static void none(Situation situation, Instant failed, Weighing weighing) {
    Optional<Ref> covered =
        situation.provenance().trail().coverage(situation.pair().from(), failed, Set.of());
    weighing.weakens(2, "CloudTrail shows no deployment that failed", covered.stream().toList());
  }
}
