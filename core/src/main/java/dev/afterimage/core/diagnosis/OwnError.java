// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import java.util.List;

/** Tells errors that code of a function raised from those that AWS gives. */
public final class OwnError {
  private static final List<String> GIVEN_BY_AWS =
      List.of("Lambda.", "States.", "Sandbox.", "Runtime.", "Extension.", "Function.");

  private OwnError() {}

  /** Whether the failing error is one that the function's own code raised. */
  public static boolean isOwn(Situation situation) {
    // A history without execution data shows that a function was called, and not which.
    boolean called =
        situation.function().isPresent()
            || situation.attempt().filter(a -> a.target().isInvoke()).isPresent();
    return called && isOwn(situation.error());
  }

  /** Whether an error says that Lambda refused the call, so that the function did not run. */
  public static boolean isRefusal(String error) {
    return error.startsWith("Lambda.") && !error.equals("Lambda.Unknown");
  }

  /** Whether an error's name is none that AWS gives. */
  public static boolean isOwn(String error) {
    return !error.isEmpty() && GIVEN_BY_AWS.stream().noneMatch(error::startsWith);
  }
}
