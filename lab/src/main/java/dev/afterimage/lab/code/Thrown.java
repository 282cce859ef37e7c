// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.code;

import static java.util.Objects.requireNonNull;

/**
 * An exception on its way up.
 *
 * @param type the class, as the runtime names it
 * @param message its text
 */
public record Thrown(String type, String message) {
  public Thrown {
    requireNonNull(type, "type is null");
    requireNonNull(message, "message is null");
  }
}
