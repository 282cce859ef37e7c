// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.service;

import dev.afterimage.core.diagnosis.OwnError;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.history.ErrorText;
import java.util.Optional;

/** Errors of the Invoke API: Lambda refused the call, and the function did not run. */
final class Refusals {
  private Refusals() {}

  /** Whether Lambda refused the failing call at all. */
  static boolean isRefused(Situation situation) {
    return OwnError.isRefusal(situation.error());
  }

  /** Whether Lambda refused the failing call with 429. */
  static boolean isThrottled(Situation situation) {
    return isRefused(situation)
        && (situation.error().equals("Lambda.TooManyRequestsException")
            || refusal(situation).filter(r -> r.status() == 429).isPresent());
  }

  /** Returns what the SDK says of the refusal. */
  static Optional<ErrorText.Refusal> refusal(Situation situation) {
    return situation.failure().flatMap(failure -> failure.origin().text().refusal());
  }
}
