// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.code;

import static java.util.Objects.requireNonNull;

/**
 * One line of a stack.
 *
 * @param file the file
 * @param line the line in it
 * @param function the function
 * @param code what stands there
 */
public record Frame(String file, int line, String function, String code) {
  public Frame {
    requireNonNull(file, "file is null");
    requireNonNull(function, "function is null");
    requireNonNull(code, "code is null");
  }
}
