// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.process;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.LogSign;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.cause.Follows;
import java.util.List;
import java.util.regex.Pattern;

/** Something that a sandbox has only so much of was used up, by this invocation or those before. */
public final class FullSandbox implements CauseTest {
  /** A mounted file system is full for every sandbox. */
  private static final String FILE_SYSTEM = "['\"\\s]/mnt/";

  private static final String NEVER = "(?!)";

  private final Cause cause;
  private final Pattern sign;
  private final Pattern unless;
  private final String what;

  private FullSandbox(Cause cause, String sign, String unless, String what) {
    this.cause = cause;
    this.sign = Pattern.compile(sign);
    this.unless = Pattern.compile(unless);
    this.what = what;
  }

  /** Returns the tests. */
  public static List<CauseTest> all() {
    return List.of(
        new FullSandbox(
            new Cause(
                "tmp-full",
                "/tmp is full",
                Cause.Role.MECHANISM,
                "The operating system says that no space is left on the device.",
                new Cause.Remedy(
                    "Delete what you write in a finally block, use unique names, or raise"
                        + " EphemeralStorage",
                    "/tmp outlives the invocation, a timeout and a crash")),
            "\\[Errno 28\\]|\\bENOSPC\\b|[Nn]o space left on device|Disk quota exceeded",
            FILE_SYSTEM,
            "a full disk"),
        new FullSandbox(
            new Cause(
                "fd-thread-limit",
                "File descriptors or threads were used up",
                Cause.Role.MECHANISM,
                "The operating system gives no further file descriptor, thread or process.",
                new Cause.Remedy(
                    "Close clients and files, or share them; bound the pools",
                    "a sandbox has 1,024 of each")),
            "\\[Errno 24\\]|\\bEMFILE\\b|[Tt]oo many open files|can't start new thread"
                + "|unable to create (new )?native thread|pthread_create failed|\\bspawn( \\S+)? EAGAIN\\b"
                + "|(fork|[Tt]hread|spawn|subprocess)[\\s\\S]{0,400}Resource temporarily unavailable"
                + "|Resource temporarily unavailable[\\s\\S]{0,400}(fork|[Tt]hread|spawn|subprocess)",
            NEVER,
            "a limit of files or threads"));
  }

  @Override
  public Cause cause() {
    return cause;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    LogSign seen = LogSign.of(situation, sign, unless);
    if (!seen.isSeen()) {
      seen.missing(weighing, what);
      return;
    }
    weighing.crucial(4, "the sandbox met " + what + ": " + seen.shown(), seen.refs());
    if (Follows.onlyWarm(situation)) {
      weighing.supports(
          0.7,
          "it was met only in warm sandboxes, which earlier invocations had used",
          Trials.refs(situation.trials().failedInB()));
    }
  }
}
