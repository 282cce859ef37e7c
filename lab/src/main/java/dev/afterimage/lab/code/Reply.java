// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.code;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What comes back from a service.
 *
 * @param after how long it takes
 * @param trouble what is wrong with it
 * @param detail an address, a status, a text, as the trouble needs it
 */
public record Reply(Duration after, Trouble trouble, String detail) {
  public Reply {
    requireNonNull(after, "after is null");
    requireNonNull(trouble, "trouble is null");
    requireNonNull(detail, "detail is null");
  }

  /** A good answer. */
  public static Reply good(Duration after, String detail) {
    return new Reply(after, Trouble.NONE, detail);
  }

  /** Returns whether it is a good answer. */
  public boolean isGood() {
    return trouble == Trouble.NONE;
  }
}
