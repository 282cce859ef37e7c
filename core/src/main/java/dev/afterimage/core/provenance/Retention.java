// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.Gap;
import dev.afterimage.core.evidence.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Says why nothing is known: a call was refused, or AWS had forgotten by then. */
final class Retention {
  /** LookupEvents answers for 90 days. */
  private static final Duration TRAIL = Duration.ofDays(90);

  private static final Set<String> CODE =
      Set.of("lambda:getfunction", "lambda:getfunctionconfiguration", "cloudtrail:lookupevents");

  private final List<Gap> gaps;
  private final Optional<Instant> lookedUp;

  Retention(Evidence evidence) {
    this.gaps = evidence.manifest().gaps();
    this.lookedUp =
        evidence.answers(Kind.TRAIL_EVENT).stream()
            .flatMap(answer -> answer.askedAt().stream())
            .max(Instant::compareTo);
  }

  /** Returns the calls that would tell and were refused, as the end of a sentence; may be empty. */
  String denied(String function) {
    List<String> refused =
        gaps.stream()
            .filter(gap -> gap.what().contains(function) || isOfNoFunction(gap))
            .flatMap(gap -> gap.iamAction().stream())
            .filter(action -> CODE.contains(action.toLowerCase(Locale.ROOT)))
            .distinct()
            .sorted()
            .toList();
    return refused.isEmpty() ? "" : "; " + String.join(" and ", refused) + " got no answer";
  }

  /** A gap that names its call alone may be about any function. */
  private static boolean isOfNoFunction(Gap gap) {
    return gap.what().split(" ", -1)[0].matches("\\w+:\\w+|call-\\w+");
  }

  /** Returns whether CloudTrail had forgotten a moment, as the end of a sentence; may be empty. */
  String of(Instant moment) {
    return lookedUp.filter(at -> moment.isBefore(at.minus(TRAIL))).isPresent()
        ? "; it lies beyond the 90 days that CloudTrail keeps"
        : "";
  }
}
