// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.aws.CollectOptions;
import dev.afterimage.aws.Collected;
import dev.afterimage.aws.Collector;
import dev.afterimage.aws.NamedFunction;
import dev.afterimage.aws.NamedRun;
import dev.afterimage.aws.Planner;
import dev.afterimage.aws.ask.CollectException;
import dev.afterimage.aws.ask.Progress;
import dev.afterimage.aws.call.Access;
import dev.afterimage.aws.call.CallListener;
import dev.afterimage.aws.casefile.CaseException;
import dev.afterimage.aws.plan.CallPlan;
import dev.afterimage.aws.redact.RedactionKey;
import dev.afterimage.aws.redact.Redactor;
import dev.afterimage.aws.run.RunName;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs by their names in AWS, or one function, and what is done with them: they are planned, or
 * collected into a case. This class and {@link LiveImages} lead to the SDK, and no other, so that
 * commands which call nothing do not wait for its loading.
 */
final class LiveCase {
  /** No secret: what it hides is no secret either. */
  private static final String OPEN_KEY = "the key of what is simulated";

  private final List<NamedRun> runs;
  private final Work work;
  private final Clock clock;
  private final Audience audience;

  /** What is collected. */
  private interface Work {
    Collected collect(Collector collector, Path place) throws CollectException, CaseException;
  }

  /** Who is told what is going on. */
  private record Audience(Notes notes, Progress progress) {
    static Audience of(Notes notes) {
      return new Audience(notes, progressOf(notes));
    }
  }

  private LiveCase(List<NamedRun> runs, Clock clock, Audience audience) {
    this(runs, (collector, place) -> collector.collect(runs, place), clock, audience);
  }

  private LiveCase(List<NamedRun> runs, Work work, Clock clock, Audience audience) {
    this.runs = runs;
    this.work = work;
    this.clock = clock;
    this.audience = audience;
  }

  /**
   * Reads names of runs.
   *
   * @param stateMachine the state machine that a name alone is of
   */
  static LiveCase of(
      List<String> names, Optional<String> stateMachine, AwsOptions aws, PrintWriter err)
      throws CommandException {
    List<NamedRun> runs = new ArrayList<>();
    for (String name : names) {
      try {
        runs.add(new NamedRun(RunName.parse(name, stateMachine), access(aws, runs.size())));
      } catch (IllegalArgumentException e) {
        throw new CommandException(ExitStatus.USAGE, String.valueOf(e.getMessage()));
      }
    }
    return new LiveCase(runs, Clock.systemUTC(), Audience.of(aws.notes(err)));
  }

  private static Access access(AwsOptions aws, int run) throws CommandException {
    return new Access(aws.profile(run), aws.region(run), aws.endpoint(), Optional.empty());
  }

  /**
   * Returns a function at a moment.
   *
   * @param name its name or ARN, with or without a qualifier
   */
  static LiveCase ofFunction(
      String name, Optional<String> qualifier, Instant at, AwsOptions aws, PrintWriter err)
      throws CommandException {
    String plain =
        qualifier
            .map(q -> ":" + q)
            .filter(name::endsWith)
            .map(q -> name.substring(0, name.length() - q.length()))
            .orElse(name);
    NamedFunction function = new NamedFunction(plain, qualifier, at, access(aws, 0));
    return new LiveCase(
        List.of(),
        (collector, place) -> collector.collect(function, place),
        Clock.systemUTC(),
        Audience.of(aws.notes(err)));
  }

  /**
   * Returns runs of a simulated account; nothing is read from the environment.
   *
   * @param clock the time in that account
   */
  static LiveCase inLab(URI url, List<String> arns, Clock clock, Notes notes) {
    List<NamedRun> runs = new ArrayList<>();
    for (String arn : arns) {
      String region = arn.split(":", -1)[3];
      Access access =
          new Access(
              Optional.empty(),
              Optional.of(region),
              Optional.of(url),
              Optional.of(new Access.Keys("lab", "lab")));
      runs.add(new NamedRun(RunName.parse(arn, Optional.empty()), access));
    }
    return new LiveCase(runs, clock, Audience.of(notes));
  }

  /** Returns the same runs, whose stages are also told to another, one line each. */
  LiveCase tellingStagesTo(Consumer<String> lines) {
    long start = System.nanoTime();
    Progress both =
        (stage, counts) -> {
          audience.progress().done(stage, counts);
          double seconds = (System.nanoTime() - start) / 1e9;
          lines.accept(String.format(Locale.ROOT, "%.1f s: %s: %s", seconds, stage, counts));
        };
    return new LiveCase(runs, work, clock, new Audience(audience.notes(), both));
  }

  /** Returns what collecting would call and read. */
  CallPlan plan(boolean baseline) throws CommandException {
    try {
      return new Planner(clock, calls()).plan(runs, baseline);
    } catch (CollectException e) {
      throw new CommandException(status(e.kind()), String.valueOf(e.getMessage()));
    } catch (CaseException e) {
      throw new CommandException(ExitStatus.OTHER, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Collects the runs into a folder or a .zip.
   *
   * @param baseline whether a run that is named alone gets one
   */
  Collected collect(GatherOptions gather, Path place, boolean baseline) throws CommandException {
    return collect(
        new CollectOptions(
            redactor(gather),
            gather.maxLogBytes(),
            gather.deadline(),
            gather.waitsForLogs(),
            baseline,
            ZoneId.systemDefault()),
        place);
  }

  /** Returns the images of a case that was collected so. */
  LiveImages images(GatherOptions gather, Path place) throws CommandException {
    List<Access> accesses = runs.stream().map(NamedRun::access).distinct().toList();
    return new LiveImages(place, accesses, redactor(gather));
  }

  /** Collects with the usual options under a key that is no secret; no file of the user is read. */
  Collected collectOpenly(Path place) throws CommandException {
    byte[] key = OPEN_KEY.getBytes(StandardCharsets.UTF_8);
    return collect(CollectOptions.of(Redactor.with(RedactionKey.of(key))), place);
  }

  private Collected collect(CollectOptions options, Path place) throws CommandException {
    Collector collector = new Collector(options, clock, audience.progress(), calls());
    Thread atInterrupt = new Thread(() -> interrupted(collector, place), "afterimage-interrupt");
    Runtime.getRuntime().addShutdownHook(atInterrupt);
    try {
      return work.collect(collector, place);
    } catch (CollectException e) {
      throw new CommandException(status(e.kind()), String.valueOf(e.getMessage()));
    } catch (CaseException e) {
      throw new CommandException(ExitStatus.OTHER, String.valueOf(e.getMessage()));
    } finally {
      forget(atInterrupt);
    }
  }

  private void interrupted(Collector collector, Path place) {
    collector.interrupt();
    PrintWriter err = audience.notes().err();
    err.println(
        "afterimage: interrupted; what was collected is in "
            + place
            + ", and collecting into it again goes on from there");
    err.flush();
  }

  /** While the process ends nothing more is done with the case: no report of half of it. */
  private static void forget(Thread atInterrupt) throws CommandException {
    try {
      Runtime.getRuntime().removeShutdownHook(atInterrupt);
    } catch (IllegalStateException e) {
      throw new CommandException(ExitStatus.INTERRUPTED, "interrupted");
    }
  }

  private static Redactor redactor(GatherOptions gather) throws CommandException {
    Optional<Path> named = gather.redactionKey();
    if (gather.isRevealed()) {
      return Redactor.off();
    }
    try {
      return Redactor.with(
          named.isPresent()
              ? RedactionKey.read(named.get())
              : RedactionKey.ofUser(UserFolders.configuration()));
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.OTHER,
          "no redaction key can be read: " + e.getMessage() + "; name one with --redaction-key");
    }
  }

  private static Progress progressOf(Notes notes) {
    boolean drawn = Boolean.getBoolean("afterimage.progress") || notes.isVerbose();
    if (notes.isQuiet() || !drawn) {
      return Progress.NONE;
    }
    long start = System.nanoTime();
    return (stage, counts) ->
        notes.err().printf("%6.1f s  %-10s %s%n", (System.nanoTime() - start) / 1e9, stage, counts);
  }

  private CallListener calls() {
    Notes notes = audience.notes();
    return notes.isVerbose()
        ? (call, took, outcome) -> notes.err().println(text(call.iamAction(), took, outcome))
        : CallListener.NONE;
  }

  private static String text(String action, Duration took, CallListener.Outcome outcome) {
    String how = outcome == CallListener.Outcome.ANSWERED ? "" : " " + outcome;
    return action + " " + took.toMillis() + " ms" + how.toLowerCase(Locale.ROOT);
  }

  private static int status(CollectException.Kind kind) {
    return switch (kind) {
      case USAGE -> ExitStatus.USAGE;
      case REFUSED -> ExitStatus.REFUSED;
      case OTHER -> ExitStatus.OTHER;
    };
  }
}
