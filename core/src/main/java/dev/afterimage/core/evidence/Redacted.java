// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a collector left in place of secrets: {@code <redacted:KIND:SHAPE:CODE>}, the code being the
 * id of a key, a hyphen, and what the key makes of the value. Under one key equal codes are equal
 * values; what two keys made cannot be compared.
 */
public final class Redacted {
  private static final Pattern MARK =
      Pattern.compile("<redacted:([a-z0-9-]+:[^:<>]*):([0-9a-f]+)-([0-9a-f]+)>");

  private Redacted() {}

  /**
   * Whether it is unknown that two texts are equal: they differ in marks of different keys, which
   * are of the same kind and shape, and in nothing else.
   */
  public static boolean mayBeEqual(String a, String b) {
    if (a.equals(b) || !a.contains("<redacted:")) {
      return false;
    }
    Matcher inA = MARK.matcher(a);
    Matcher inB = MARK.matcher(b);
    int fromA = 0;
    int fromB = 0;
    while (inA.find()) {
      boolean alike =
          inB.find()
              && a.substring(fromA, inA.start()).equals(b.substring(fromB, inB.start()))
              && inA.group(1).equals(inB.group(1));
      if (!alike || (inA.group(2).equals(inB.group(2)) && !inA.group(3).equals(inB.group(3)))) {
        return false;
      }
      fromA = inA.end();
      fromB = inB.end();
    }
    return a.substring(fromA).equals(b.substring(fromB));
  }
}
