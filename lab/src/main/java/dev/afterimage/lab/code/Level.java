// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.code;

/** How loud a log line is. */
public enum Level {
  /** For who debugs. */
  DEBUG,
  /** The usual. */
  INFO,
  /** Something is odd. */
  WARN,
  /** Something failed. */
  ERROR
}
