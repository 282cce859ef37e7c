// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.runtime;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.invocation.InitReports;
import dev.afterimage.core.invocation.Invocation;
import dev.afterimage.core.invocation.LogLine;
import java.util.List;
import java.util.regex.Pattern;

/** The process ended before it had answered, in an invocation or while it started. */
public final class ProcessExit implements CauseTest {
  private static final Pattern EXIT = Pattern.compile("Runtime\\.(ExitError|Unknown)");

  /** Ends of the process that causes of their own explain. */
  private static final Pattern EXPLAINED =
      Pattern.compile("heap out of memory|OutOfMemoryError|" + RuntimeErrors.OTHER_ARCHITECTURE);

  /** Python's first frame, where it loads a module or runs the top of one. */
  private static final Pattern AT_TOP =
      Pattern.compile(
          "importlib/__init__\\.py\".*\\bimport_module\\b|<frozen importlib|, in <module>");

  /** Frames of Node's loader, and of the initialiser of a class of Java. */
  private static final Pattern LOADER =
      Pattern.compile("\\b_?(tryRequire|loadUserApp)\\b|\\bModule\\._compile\\b|<clinit>");

  private final Cause cause;
  private final boolean inInit;

  private ProcessExit(Cause cause, boolean inInit) {
    this.cause = cause;
    this.inInit = inInit;
  }

  /** Returns the test of an exit in an invocation. */
  public static CauseTest inInvocation() {
    return new ProcessExit(
        new Cause(
            "runtime-exit",
            "The runtime process exited",
            Cause.Role.MECHANISM,
            "Runtime.ExitError is the error, with an exit status or a signal that is no kill for"
                + " memory, and not while the process started.",
            new Cause.Remedy(
                "Read what the process wrote before it ended; remove calls that exit, mend native"
                    + " code",
                "the process ended by itself, so that nothing else could be reported")),
        false);
  }

  /** Returns the test of a crash while the process started. */
  public static CauseTest inInit() {
    return new ProcessExit(
        new Cause(
            "init-crash",
            "The initialisation crashed",
            Cause.Role.MECHANISM,
            "An INIT_REPORT with an error stands before the failing invocation, which was the first"
                + " of its process.",
            new Cause.Remedy(
                "Mend what runs at import: a missing secret, a network call, a constant",
                "every new process runs it, twice where it fails")),
        true);
  }

  @Override
  public Cause cause() {
    return cause;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.function().isEmpty()) {
      return;
    }
    List<Invocation> failing = Trials.invocations(situation.trials().failedInB()).toList();
    List<Ref> inits = failedInits(situation, failing);
    boolean exited =
        EXIT.matcher(situation.error()).matches() || failing.stream().anyMatch(ProcessExit::exits);
    List<Ref> explained = situation.symptoms().refs(EXPLAINED);
    if (inInit) {
      init(situation, soFar, inits, weighing);
    } else if (exited && inits.isEmpty()) {
      exit(situation, soFar, failing, weighing);
    } else if (!exited) {
      Claims.otherError(situation, weighing, "Runtime.ExitError");
    } else {
      weighing.contradicts(3, "the process ended while it started", inits);
    }
    if (weighing.isCrucialSeen()) {
      weighing.contradicts(2, "what ended the process is named", explained);
    }
  }

  private static boolean exits(Invocation invocation) {
    return invocation.lines().stream().anyMatch(l -> l.content() instanceof LogLine.Exited);
  }

  private static void exit(
      Situation situation, Verdicts soFar, List<Invocation> failing, Weighing weighing) {
    boolean killed =
        situation.symptoms().all().stream().anyMatch(s -> s.text().contains("signal: killed"));
    if (soFar.isHeld("oom") || soFar.isHeld("lang-heap-oom")) {
      weighing.contradicts(4, "the process was killed for its memory", situation.failureRef());
      return;
    }
    if (killed && failing.isEmpty()) {
      weighing.supports(1.5, "the process was killed", situation.failureRef());
      Claims.logsWouldTell(situation, weighing, "the reports tell how much memory was used");
      return;
    }
    weighing.crucial(4, "the process ended: " + situation.message(), situation.failureRef());
  }

  private static void init(
      Situation situation, Verdicts soFar, List<Ref> inits, Weighing weighing) {
    boolean named =
        List.of(
                "import-module",
                "handler-not-found",
                "user-syntax",
                "invalid-entrypoint",
                "invalid-workdir",
                "extension-fail",
                "arch-mismatch",
                "init-timeout")
            .stream()
            .anyMatch(soFar::isHeld);
    if (named) {
      weighing.contradicts(
          3, "what broke the initialisation has a name of its own", situation.failureRef());
    } else if (!inits.isEmpty()) {
      weighing.crucial(4, "the initialisation before the failing invocation failed", inits);
    } else if (isOfLoading(situation)) {
      weighing.crucial(
          3, "the error was raised while the handler's module was loaded", situation.failureRef());
    } else if (situation.hasFailingLogs()) {
      weighing.contradicts(
          3,
          "no failed initialisation stands before the failing invocations",
          Trials.refs(situation.trials().failedInB()));
    } else if (EXIT.matcher(situation.error()).matches()) {
      Claims.logsWouldTell(situation, weighing, "an INIT_REPORT tells whether it was at the start");
    } else {
      Claims.otherError(situation, weighing, "one of a process that cannot start");
    }
  }

  /** The trace begins in what loads the module: no handler had been called. */
  private static boolean isOfLoading(Situation situation) {
    List<String> stack =
        situation.failure().map(failure -> failure.origin().text().stack()).orElse(List.of());
    boolean first = !stack.isEmpty() && AT_TOP.matcher(stack.get(0)).find();
    return first || stack.stream().anyMatch(frame -> LOADER.matcher(frame).find());
  }

  private static List<Ref> failedInits(Situation situation, List<Invocation> failing) {
    return InitReports.of(situation.fleet(), failing).stream()
        .filter(report -> report.line().isFailure())
        .filter(report -> report.line().status().filter("timeout"::equals).isEmpty())
        .map(InitReports.Placed::ref)
        .toList();
  }
}
