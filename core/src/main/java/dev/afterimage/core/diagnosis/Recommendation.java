// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Something to do about a failure.
 *
 * @param command a command, where one does it
 * @param why the reason
 * @param readOnly whether doing it changes nothing in the account
 */
public record Recommendation(String text, Optional<String> command, String why, boolean readOnly) {
  public Recommendation {
    requireNonNull(text, "text is null");
    requireNonNull(command, "command is null");
    requireNonNull(why, "why is null");
  }
}
