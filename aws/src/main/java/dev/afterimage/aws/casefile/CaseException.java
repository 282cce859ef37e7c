// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.casefile;

/** A case that cannot be written or taken up again; the message says what to do. */
public final class CaseException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public CaseException(String message) {
    super(message);
  }

  /** Creates the exception. */
  public CaseException(String message, Throwable cause) {
    super(message, cause);
  }
}
