// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.runtime;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.LogSign;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import java.util.regex.Pattern;

/** A file of the image cannot be read, or a place outside of /tmp is written to. */
public final class FilePermission implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "file-perm",
          "A file cannot be read or written",
          Cause.Role.MECHANISM,
          "The operating system denies a file outside of /tmp: EACCES, EPERM or EROFS.",
          new Cause.Remedy(
              "Make the image's files readable for all, and write to /tmp only",
              "Lambda runs the process as a user without rights on a read-only file system"));

  private static final Pattern SIGN =
      Pattern.compile(
          "\\[Errno (13|30|1)\\][^\\n"
              + "]*(?!'/tmp)|\\bEACCES\\b|\\bEROFS\\b|[Rr]ead-only file"
              + " system|java\\.nio\\.file\\.AccessDeniedException|Permission denied @ |permission"
              + " denied: /|\\b(open|stat|mkdir|unlink|rename|chmod|remove|fork/exec) /[^\\s:]*:"
              + " permission denied|Permission denied \\(os error 13\\)|EPERM: operation not"
              + " permitted|(?:^|[\\s\"])/[^\\s:]* \\(Permission denied\\)|Access to the path"
              + " '[^']*' is denied");

  /** A denial of IAM, and files of /tmp, are something else. */
  private static final Pattern ELSE =
      Pattern.compile(
          "is not authorized|\\[Errno \\d+\\][^\\n]*'/tmp|(?<!java\\.nio\\.file\\.)AccessDenied(?!Exception: /)"
              + "|(EACCES|EPERM|EROFS|denied)[^\\n]*['\"\\s]/tmp/|/tmp/[^\\s:]* \\(Permission denied\\)");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    LogSign sign = LogSign.of(situation, SIGN, ELSE);
    if (sign.isSeen()) {
      weighing.crucial(4, "the operating system denied a file: " + sign.shown(), sign.refs());
    } else {
      sign.missing(weighing, "a file that may not be read or written");
    }
  }
}
