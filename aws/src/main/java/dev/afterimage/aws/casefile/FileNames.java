// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.casefile;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of files that any system takes, from names that AWS or users chose. */
public final class FileNames {
  private static final int LONGEST = 80;
  private static final int DIGITS = 8;

  private FileNames() {}

  /** Returns a name; two names of AWS never give the same one. */
  public static String of(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+|-+$", "");
    if (plain.equals(text) && plain.length() <= LONGEST) {
      return plain;
    }
    String start = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    return start + "-" + digest(text).substring(0, DIGITS);
  }

  /** Returns the SHA-256 of a text in hexadecimal digits. */
  static String digest(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
