// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** SHA-256 in the forms that AWS prints. */
public final class Digests {
  private Digests() {}

  /** Returns 64 hexadecimal digits. */
  public static String hex(byte[] content) {
    return HexFormat.of().formatHex(sha256(content));
  }

  /** Returns {@code sha256:} and 64 hexadecimal digits, as registries name content. */
  public static String digest(byte[] content) {
    return "sha256:" + hex(content);
  }

  /** Returns Base64, as Lambda names the content of a .zip file. */
  public static String base64(String content) {
    return Base64.getEncoder().encodeToString(sha256(content.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java platform", e);
    }
  }
}
