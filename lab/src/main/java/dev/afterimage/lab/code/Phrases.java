// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.code;

import java.util.Map;

/** Words that were written down for one program. */
public final class Phrases implements Wording {
  private final Map<String, String> phrases;

  /**
   * A book of phrases.
   *
   * @param phrases the text of each concept, with {@code {0}}, {@code {1}} for values; the name of
   *     an exception class stands under {@code error.} and its concept
   */
  public Phrases(Map<String, String> phrases) {
    this.phrases = Map.copyOf(phrases);
  }

  private String of(String concept) {
    String phrase = phrases.get(concept);
    if (phrase == null) {
      throw new IllegalArgumentException("no words for " + concept);
    }
    return phrase;
  }

  @Override
  public String text(String concept, Object... values) {
    return Dictionary.fill(of(concept), values);
  }

  @Override
  public String errorName(String concept) {
    return of("error." + concept);
  }
}
