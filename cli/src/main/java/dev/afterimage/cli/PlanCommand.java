// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.aws.plan.CallPlan;
import dev.afterimage.report.Safe;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code afterimage plan}: what collect would call and read. */
@Command(
    name = "plan",
    description = {
      "Tells what collect would call and how many bytes of logs it would read.",
      "Both are estimates. It describes, lists, asks for metrics and one event of each run.",
      ""
    },
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "RUN", description = "See 'afterimage compare'.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--state-machine", paramLabel = "NAME", description = "Whose runs are named.")
  private @Nullable String stateMachine;

  @Option(names = "--no-baseline", description = "Take no other run along.")
  private boolean noBaseline;

  @Option(
      names = "--max-log-bytes",
      paramLabel = "BYTES",
      converter = ByteCount.Converter.class,
      description = "The budget that collect would get; default 64MiB.")
  private ByteCount maxLogBytes = new ByteCount(64L << 20);

  @Option(
      names = "--max-image-bytes",
      paramLabel = "BYTES",
      converter = ByteCount.Converter.class,
      description = "The budget that compare and explain would get for images; default 1GiB.")
  private ByteCount maxImageBytes = new ByteCount(ImageOptions.MAX_IMAGE_BYTES);

  @Mixin private AwsOptions aws = new AwsOptions();

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    CallPlan plan =
        LiveCase.of(names, Optional.ofNullable(stateMachine), aws, err).plan(!noBaseline);
    PrintWriter out = spec.commandLine().getOut();
    out.print(Safe.lines(text(plan)));
    out.flush();
    return ExitStatus.OK;
  }

  private String text(CallPlan plan) {
    StringBuilder text = new StringBuilder("Runs\n");
    plan.runs().forEach(run -> line(text, run.arn(), events(run.events())));
    text.append("\nCalls, estimated\n");
    plan.calls().forEach((call, count) -> line(text, call.iamAction(), count.toString()));
    line(text, "together", Long.toString(plan.total()));
    text.append("\nBytes of logs, estimated: all that was written while the runs went on\n");
    plan.logs().forEach(volume -> line(text, volume.group(), bytes(volume.bytes())));
    line(text, "together", ByteCount.text(plan.logBytes()));
    line(text, "read at the most (--max-log-bytes)", ByteCount.text(maxLogBytes.bytes()));
    text.append("\nBytes of image layers, where compare and explain need the code of a function\n");
    line(text, "read at the most (--max-image-bytes)", ByteCount.text(maxImageBytes.bytes()));
    if (!plan.unknown().isEmpty()) {
      text.append("\nNot estimated\n");
      plan.unknown().forEach(what -> text.append("  ").append(what).append('\n'));
    }
    return text.append("\nThis plan took ").append(plan.made()).append(" calls.\n").toString();
  }

  private static void line(StringBuilder text, String what, String figure) {
    text.append(String.format(Locale.ROOT, "  %-60s %s%n", what, figure));
  }

  private static String events(OptionalLong events) {
    return events.isPresent() ? events.getAsLong() + " events" : "unknown events";
  }

  private static String bytes(OptionalLong bytes) {
    return bytes.isPresent() ? ByteCount.text(bytes.getAsLong()) : "unknown";
  }
}
