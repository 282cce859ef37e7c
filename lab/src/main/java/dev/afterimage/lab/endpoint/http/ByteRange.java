// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One range of bytes of a whole.
 *
 * @param first the first byte, from 0
 * @param last the last byte, included
 */
public record ByteRange(long first, long last) {
  private static final Pattern HEADER = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** Returns whether a Range header is one that is understood; others are to be ignored. */
  public static boolean isUnderstood(String header) {
    return HEADER.matcher(header).matches() && !header.equals("bytes=-");
  }

  /** Returns what a Range header asks of {@code length} bytes; empty where it lies outside. */
  public static Optional<ByteRange> parse(String header, long length) {
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches() || !isUnderstood(header)) {
      return Optional.empty();
    }
    if (matcher.group(1).isEmpty()) {
      long suffix = Math.min(length, Long.parseLong(matcher.group(2)));
      return suffix == 0
          ? Optional.empty()
          : Optional.of(new ByteRange(length - suffix, length - 1));
    }
    long first = Long.parseLong(matcher.group(1));
    long last = matcher.group(2).isEmpty() ? length - 1 : Long.parseLong(matcher.group(2));
    return first > last || first >= length
        ? Optional.empty()
        : Optional.of(new ByteRange(first, Math.min(last, length - 1)));
  }

  /** Returns the Content-Range of this part of {@code length} bytes. */
  public String of(long length) {
    return "bytes " + first + "-" + last + "/" + length;
  }
}
