// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.process;

import dev.afterimage.core.content.ModuleState;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.LogSign;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.cause.Follows;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** A pooled connection was broken while the sandbox was frozen. */
public final class StaleConnection implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "stale-connection",
          "A pooled connection was broken",
          Cause.Role.MECHANISM,
          "A reset or broken connection is met first in a warm invocation after an idle time, and"
              + " fresh processes work.",
          new Cause.Remedy(
              "Validate pooled connections before use, and connect again on a reset",
              "a frozen sandbox sees neither the end of a connection nor its timeout"));

  private static final Pattern SIGN =
      Pattern.compile(
          "\\bECONNRESET\\b|\\bEPIPE\\b|[Cc]onnection (reset|lost)|[Bb]roken pipe"
              + "|[Cc]losed the connection|server has gone away|ChannelClosed"
              + "|[Cc]onnection (was |has been )?(already )?closed|SSL connection has been closed"
              + "|RemoteDisconnected|socket hang up|EOF occurred|unexpected EOF|bad connection"
              + "|invalid connection|use of closed network connection");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    LogSign sign = LogSign.of(situation, SIGN);
    List<Trial> failed = situation.trials().failedInB();
    if (!sign.isSeen()) {
      sign.missing(weighing, "a broken connection");
      return;
    }
    weighing.supports(2, "a connection was broken: " + sign.shown(), sign.refs());
    if (Follows.alsoCold(situation)) {
      weighing.contradicts(
          4, "fresh processes, which have no old connection, failed as well", Trials.refs(failed));
      return;
    }
    TakenAtImport.supports(situation, ModuleState.Kind.CONNECTION, weighing);
    List<Trial> idle = failed.stream().filter(StaleConnection::wasIdle).toList();
    if (!idle.isEmpty() && idle.size() == Trials.invocations(failed).count()) {
      weighing.crucial(
          2,
          "each failing process had been idle, for "
              + Claims.duration((double) shortest(idle).toMillis())
              + " or longer",
          Trials.refs(idle));
    } else if (!situation.hasFailingLogs()) {
      Claims.logsWouldTell(situation, weighing, "how long the failing processes had been idle");
    }
  }

  private static boolean wasIdle(Trial trial) {
    return idle(trial).compareTo(Duration.ofSeconds(30)) >= 0;
  }

  private static Duration shortest(List<Trial> trials) {
    return trials.stream()
        .map(StaleConnection::idle)
        .min(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static Duration idle(Trial trial) {
    return trial.invocation().flatMap(i -> i.times().idleBefore()).orElse(Duration.ZERO);
  }
}
