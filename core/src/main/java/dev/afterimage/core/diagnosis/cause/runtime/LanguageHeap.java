// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.runtime;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.LogSign;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import java.util.regex.Pattern;

/** The heap that the language allows was used up, with memory of the sandbox to spare. */
public final class LanguageHeap implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "lang-heap-oom",
          "The language's heap was used up below the memory limit",
          Cause.Role.MECHANISM,
          "The language says that its heap is out of memory, and Lambda does not say"
              + " Runtime.OutOfMemory.",
          new Cause.Remedy(
              "Set -Xmx or --max-old-space-size to most of MemorySize",
              "the heap has a limit of its own"));

  private static final Pattern SIGN =
      Pattern.compile(
          "heap out of memory|Reached heap limit|java\\.lang\\.OutOfMemoryError|^MemoryError$"
              + "|\\bMemoryError\\b|failed to allocate memory \\(NoMemoryError\\)");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.function().isEmpty()) {
      return;
    }
    LogSign sign =
        LogSign.of(situation, SIGN, Pattern.compile("unable to create (new )?native thread"));
    if (soFar.isHeld("oom")) {
      weighing.contradicts(3, "the sandbox's own memory was used up", situation.failureRef());
    } else if (sign.isSeen()) {
      weighing.crucial(4, "the heap was used up: " + sign.shown(), sign.refs());
    } else {
      Claims.otherError(situation, weighing, "one of a full heap");
    }
  }
}
