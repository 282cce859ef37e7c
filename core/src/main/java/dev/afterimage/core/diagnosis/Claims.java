// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.invocation.Invocation;
import java.util.List;
import java.util.Locale;

/** Claims that the tests of several causes share. */
public final class Claims {
  private Claims() {}

  /** The failing error is another one than the cause would give. */
  public static void otherError(Situation situation, Weighing weighing, String expected) {
    if (!situation.error().isEmpty()) {
      weighing.contradicts(
          4, "the error is " + situation.error() + ", not " + expected, situation.failureRef());
    }
  }

  /** The logs that would tell are not here. */
  public static void logsWouldTell(Situation situation, Weighing weighing, String what) {
    weighing.wouldDecide(WouldDecide.call(what, Commands.logs(situation), "logs:FilterLogEvents"));
  }

  /** Returns the reports of invocations. */
  public static List<Ref> reports(List<Invocation> invocations) {
    return invocations.stream()
        .flatMap(invocation -> invocation.report().stream())
        .map(Invocation.Report::ref)
        .toList();
  }

  /** Returns milliseconds as text: 45 ms, 1.2 s. */
  public static String duration(double ms) {
    return ms < 1000 ? Math.round(ms) + " ms" : String.format(Locale.ROOT, "%.1f s", ms / 1000);
  }

  /** Returns a count with its noun. */
  public static String count(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
