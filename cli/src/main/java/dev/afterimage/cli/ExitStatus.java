// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

/** The exit statuses of every command: contract, section 1. */
final class ExitStatus {
  /** A report was made. */
  static final int OK = 0;

  /** With {@code --exit-code}: the runs differ, or a cause was found. */
  static final int DIFFERENT = 1;

  /** The command line is wrong, or a run name is ambiguous. */
  static final int USAGE = 2;

  /** The evidence is missing, or does not hold the run. */
  static final int NO_EVIDENCE = 3;

  /** AWS refused: no credentials, no such run, or describing it is denied. */
  static final int REFUSED = 4;

  /** Anything else. */
  static final int OTHER = 5;

  /** Ctrl-C; what was collected is kept. */
  static final int INTERRUPTED = 130;

  private ExitStatus() {}
}
