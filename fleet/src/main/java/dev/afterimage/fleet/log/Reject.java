// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.log;

import static java.util.Objects.requireNonNull;

/**
 * A line that could not be used.
 *
 * @param source the file
 * @param line from 1; 0 where it is about the file as a whole
 * @param text the beginning of the line
 */
public record Reject(String source, long line, String reason, String text) {
  private static final int LONGEST = 1000;

  public Reject {
    requireNonNull(source, "source is null");
    requireNonNull(reason, "reason is null");
    text = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }
}
