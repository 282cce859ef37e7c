// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

/** A command that cannot do its work: one line for the user, and the exit status. */
final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;
  private final int status;

  CommandException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
