// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.runtime;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Ref;
import java.util.List;
import java.util.regex.Pattern;

/** The image, or a library in it, is built for another instruction set than the function's. */
public final class Architecture implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "arch-mismatch",
          "The image is built for another architecture",
          Cause.Role.MECHANISM,
          "The loader says exec format error or invalid ELF header.",
          new Cause.Remedy(
              "Build for the function's architecture (buildx --platform), or change Architectures",
              "nothing that the image holds can be loaded"));

  private static final Pattern SIGN = Pattern.compile(RuntimeErrors.OTHER_ARCHITECTURE);

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.function().isEmpty()) {
      return;
    }
    List<Ref> signs = situation.symptoms().refs(SIGN);
    weighing.crucial(5, "the loader met code of another architecture", signs);
    if (signs.isEmpty()) {
      Claims.otherError(situation, weighing, "exec format error");
    }
  }
}
