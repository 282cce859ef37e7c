// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.asl.StateFailure;
import java.util.Optional;

/**
 * A failure on its way up through the states.
 *
 * @param error its name; none where a Fail state names none
 * @param cause its text
 * @param event the event that it follows from
 */
record Failure(Optional<String> error, Optional<String> cause, long event) {
  Failure {
    requireNonNull(error, "error is null");
    requireNonNull(cause, "cause is null");
  }

  static Failure of(String error, Optional<String> cause, long event) {
    return new Failure(Optional.of(error), cause, event);
  }

  Failure at(long other) {
    return new Failure(error, cause, other);
  }

  String name() {
    return error.orElse("");
  }

  /** Returns whether retriers and catchers may take it. */
  boolean isCatchable() {
    return !name().equals(StateFailure.RUNTIME);
  }
}
