// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.line;

import static java.util.Objects.requireNonNull;

/**
 * One frame of a stack trace.
 *
 * @param file path as printed; of Java the path that the class implies
 * @param line counted from 1
 * @param function its name, empty where it is not printed
 */
public record Frame(String file, int line, String function) {
  public Frame {
    requireNonNull(file, "file is null");
    requireNonNull(function, "function is null");
  }
}
