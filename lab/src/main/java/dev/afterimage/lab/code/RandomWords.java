// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.code;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.sim.RandomStream;
import dev.afterimage.lab.sim.Randoms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Authors whose every word is made up. Values stand where they would stand anyway. */
public final class RandomWords implements Wording {
  private static final List<String> ONSETS =
      List.of("b", "d", "f", "gr", "k", "l", "m", "n", "pl", "r", "s", "t", "v", "z", "st", "tr");
  private static final List<String> VOWELS = List.of("a", "e", "i", "o", "u", "ai", "ou");
  private static final List<String> CODAS = List.of("", "", "n", "r", "l", "s", "m", "k");

  private final Randoms randoms;
  private final Map<String, String> chosen = new HashMap<>();

  /** Authors whose words follow from {@code randoms}. */
  public RandomWords(Randoms randoms) {
    this.randoms = requireNonNull(randoms, "randoms is null");
  }

  private static String word(RandomStream random) {
    StringBuilder word = new StringBuilder();
    for (int i = random.between(1, 3); i > 0; i--) {
      word.append(random.pick(ONSETS)).append(random.pick(VOWELS)).append(random.pick(CODAS));
    }
    return word.toString();
  }

  private String phrase(String concept, int values) {
    RandomStream random = randoms.stream(concept);
    StringBuilder phrase = new StringBuilder(word(random));
    for (int i = 0; i < values; i++) {
      phrase.append(' ').append(word(random)).append(" {").append(i).append('}');
    }
    for (int i = random.between(1, 4); i > 0; i--) {
      phrase.append(' ').append(word(random));
    }
    return phrase.toString();
  }

  @Override
  public String text(String concept, Object... values) {
    String template = chosen.computeIfAbsent(concept, key -> phrase(key, values.length));
    return Dictionary.fill(template, values);
  }

  @Override
  public String errorName(String concept) {
    return chosen.computeIfAbsent(
        "error." + concept,
        key -> {
          String word = word(randoms.stream(key));
          return Character.toUpperCase(word.charAt(0)) + word.substring(1) + "Zon";
        });
  }
}
