// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import dev.afterimage.core.history.Run;
import java.util.regex.Pattern;

/** AWS CLI commands that fetch what a case lacks. */
public final class Commands {
  /** Logs can arrive late, and an invocation may go on after its run. */
  private static final int MARGIN_SECONDS = 900;

  private static final Pattern HARMLESS = Pattern.compile("[\\w:/.@+=,-]+");

  private Commands() {}

  /** Returns a word for a shell: names come from the evidence, which can hold anything. */
  public static String quoted(String word) {
    return HARMLESS.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** Returns the command for the logs of the failing function over both runs. */
  public static String logs(Situation situation) {
    return "aws logs filter-log-events --log-group-name "
        + quoted(situation.logGroup())
        + " --start-time "
        + situation.pair().from().toEpochMilli()
        + " --end-time "
        + situation.pair().until().plusSeconds(MARGIN_SECONDS).toEpochMilli();
  }

  /** Returns the command for the CloudTrail events between the runs. */
  public static String trail(Situation situation) {
    String about =
        situation
            .function()
            .map(
                function ->
                    " --lookup-attributes "
                        + quoted("AttributeKey=ResourceName,AttributeValue=" + function))
            .orElse("");
    return "aws cloudtrail lookup-events" + about + between(situation);
  }

  /** Returns the options of lookup-events for the time between the runs. */
  public static String between(Situation situation) {
    return " --start-time " + situation.pair().from() + " --end-time " + situation.pair().until();
  }

  /** Returns the command that lists succeeded runs of the same state machine. */
  public static String succeededRuns(Run run) {
    return "aws stepfunctions list-executions --state-machine-arn "
        + quoted(run.identity().stateMachineArn().orElse("STATE_MACHINE_ARN"))
        + " --status-filter SUCCEEDED";
  }

  /** Returns the command for a metric in the minutes of the run. */
  public static String metric(
      Situation situation, String namespace, String name, String statistic) {
    return "aws cloudwatch get-metric-statistics --namespace "
        + namespace
        + " --metric-name "
        + name
        + " --statistics "
        + statistic
        + " --period 60 --start-time "
        + situation.run().times().start().minusSeconds(60)
        + " --end-time "
        + situation.run().lastMoment().plusSeconds(60);
  }
}
