// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.store;

/** A fleet that cannot be read or written; the message is one line for the user. */
public final class FleetException extends Exception {
  private static final long serialVersionUID = 1L;
  private final boolean missing;

  private FleetException(String message, boolean missing, Throwable cause) {
    super(message, cause);
    this.missing = missing;
  }

  /** Returns an exception about something that is not there, or nothing that can be used. */
  public static FleetException missing(String message) {
    return new FleetException(message, true, new IllegalArgumentException(message));
  }

  /** Returns an exception about something that failed. */
  public static FleetException failed(String message, Throwable cause) {
    return new FleetException(message, false, cause);
  }

  /** Whether something is not there. */
  public boolean isMissing() {
    return missing;
  }
}
