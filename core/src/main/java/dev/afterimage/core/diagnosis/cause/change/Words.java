// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.change;

import dev.afterimage.core.diagnosis.Symptom;
import dev.afterimage.core.diagnosis.Symptoms;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks for whole words in the texts of a failure. */
final class Words {
  private Words() {}

  /**
   * Returns the first text that holds a word as a whole; shorter words than {@code least} never.
   */
  static Optional<Symptom> named(Symptoms symptoms, String word, int least) {
    if (word.length() < least) {
      return Optional.empty();
    }
    Pattern whole = Pattern.compile("(?<![\\p{L}\\d_])" + Pattern.quote(word) + "(?![\\p{L}\\d_])");
    return symptoms.matching(whole).stream().findFirst();
  }
}
