// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

/** Evidence that cannot be used at all; the message is one line for the user. */
public final class EvidenceException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Creates the exception; {@code message} says what is wrong, where, and what to do. */
  public EvidenceException(String message) {
    super(message);
  }

  /** Creates the exception with what brought it about. */
  public EvidenceException(String message, Throwable cause) {
    super(message, cause);
  }
}
