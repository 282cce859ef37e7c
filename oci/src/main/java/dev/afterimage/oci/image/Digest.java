// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.image;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The hash that names a manifest, a configuration or a layer.
 *
 * @param algorithm {@code sha256} or {@code sha512}
 * @param hex the hash in lower-case hexadecimal digits
 */
public record Digest(String algorithm, String hex) implements Comparable<Digest> {
  private static final Pattern TEXT = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");

  public Digest {
    requireNonNull(algorithm, "algorithm is null");
    requireNonNull(hex, "hex is null");
    if (!TEXT.matcher(algorithm + ":" + hex).matches()) {
      throw new IllegalArgumentException("no digest: " + algorithm + ":" + hex);
    }
  }

  /** Returns the digest that a text such as {@code sha256:0a…} names; none where it names none. */
  public static Optional<Digest> parse(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    int colon = lower.indexOf(':');
    return TEXT.matcher(lower).matches()
        ? Optional.of(new Digest(lower.substring(0, colon), lower.substring(colon + 1)))
        : Optional.empty();
  }

  /** Returns the SHA-256 digest with this hash. */
  public static Digest sha256(byte[] hash) {
    return new Digest("sha256", HexFormat.of().formatHex(hash));
  }

  /** Returns the SHA-256 digest of the bytes. */
  public static Digest of(byte[] bytes) {
    return sha256(hasher("sha256").digest(bytes));
  }

  /** Returns a hasher of this digest's algorithm. */
  public MessageDigest hasher() {
    return hasher(algorithm);
  }

  /** Returns the digest that a hasher of this digest's algorithm has arrived at. */
  public Digest finish(MessageDigest hasher) {
    return new Digest(algorithm, HexFormat.of().formatHex(hasher.digest()));
  }

  /** Returns a hasher for {@code sha256} or {@code sha512}. */
  public static MessageDigest hasher(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm.equals("sha512") ? "SHA-512" : "SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256 and SHA-512", e);
    }
  }

  /** Returns the first twelve digits, as Docker prints ids. */
  public String brief() {
    return hex.substring(0, 12);
  }

  @Override
  public int compareTo(Digest other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return algorithm + ":" + hex;
  }
}
