// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a collector left in place of secrets: {@code <redacted:KIND:SHAPE:CODE>}, the code being the
 * id of a key, a hyphen, and what the key makes of the value. Under one key equal codes are equal
 * values; what two keys made cannot be compared.
 */
public final class Redacted {
  private static final String START = "<redacted:";

  /** Digits of a length. */
  private static final int LONGEST = 9;

  private static final Pattern MARK =
      Pattern.compile("<redacted:([a-z0-9-]+:[^:<>]*):([0-9a-f]+)-([0-9a-f]+)>");

  private Redacted() {}

  /**
   * Whether it is unknown that two texts are equal. Either they differ in marks of different keys,
   * which are of the same kind and shape; or one of them shows what the other has marks for, and it
   * has their shapes. In nothing else they differ.
   */
  public static boolean mayBeEqual(String a, String b) {
    boolean inA = a.contains(START);
    boolean inB = b.contains(START);
    if (inA && inB) {
      return !a.equals(b) && areAlike(a, b);
    }
    return (inA && fits(a, b)) || (inB && fits(b, a));
  }

  /**
   * Returns the shape of a value: its length and the classes of its characters, {@code a}, {@code
   * A}, {@code 9}, {@code _} for any other.
   */
  public static String shape(String value) {
    boolean lower = value.chars().anyMatch(c -> c >= 'a' && c <= 'z');
    boolean upper = value.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
    boolean digit = value.chars().anyMatch(c -> c >= '0' && c <= '9');
    boolean other = value.chars().anyMatch(c -> c > 'z' || !Character.isLetterOrDigit(c));
    return value.length()
        + (lower ? "a" : "")
        + (upper ? "A" : "")
        + (digit ? "9" : "")
        + (other ? "_" : "");
  }

  /** Whether a text without marks may be what a text with marks was made of. */
  private static boolean fits(String redacted, String plain) {
    Matcher marks = MARK.matcher(redacted);
    int copied = 0;
    int at = 0;
    while (marks.find()) {
      String before = redacted.substring(copied, marks.start());
      int start = at + before.length();
      int length =
          plain.startsWith(before, at)
              ? length(
                  plain.substring(start), marks.group(1).substring(marks.group(1).indexOf(':') + 1))
              : -1;
      if (length < 0) {
        return false;
      }
      copied = marks.end();
      at = start + length;
    }
    return copied > 0 && plain.substring(at).equals(redacted.substring(copied));
  }

  /**
   * Returns the length of the start of a text that has a shape; -1 where none has. The 9 behind the
   * length of a shape is its last digit, or says that there are digits: the text tells which.
   */
  private static int length(String text, String shape) {
    String digits = shape.replaceFirst("\\D.*", "");
    for (String length : List.of(digits, digits.replaceFirst("9$", ""))) {
      boolean sensible = !length.isEmpty() && length.length() <= LONGEST;
      int end = sensible ? Integer.parseInt(length) : Integer.MAX_VALUE;
      if (end <= text.length() && shape(text.substring(0, end)).equals(shape)) {
        return end;
      }
    }
    return -1;
  }

  private static boolean areAlike(String a, String b) {
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
