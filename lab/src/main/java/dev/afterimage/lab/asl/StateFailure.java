// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.asl;

import static java.util.Objects.requireNonNull;

/** A failure of a state to handle its data. */
public final class StateFailure extends Exception {
  /** The name of the error that no retrier and no catcher matches. */
  public static final String RUNTIME = "States.Runtime";

  /** The name of a JSONata failure. */
  public static final String QUERY = "States.QueryEvaluationError";

  private final String error;
  private final String location;

  private StateFailure(String error, String why, String location) {
    super(requireNonNull(why, "why is null"), null, false, false);
    this.error = requireNonNull(error, "error is null");
    this.location = requireNonNull(location, "location is null");
  }

  /** A failure by its name, with the second sentence of its cause. */
  public static StateFailure named(String error, String why) {
    return new StateFailure(error, why, "");
  }

  /** A failure that is called States.Runtime. */
  public static StateFailure runtime(String why) {
    return named(RUNTIME, why);
  }

  /** A failure of a JSONata expression in a field; an empty location for the state as a whole. */
  public static StateFailure query(String location, String why) {
    return new StateFailure(QUERY, why, location);
  }

  /** Returns the error's name. */
  public String error() {
    return error;
  }

  /** Returns the second sentence of the cause. */
  public String why() {
    return requireNonNull(getMessage(), "why is null");
  }

  /** Returns the field whose expression failed; empty where it was none. */
  public String location() {
    return location;
  }
}
