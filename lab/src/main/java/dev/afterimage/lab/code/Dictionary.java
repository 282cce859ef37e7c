// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.code;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.sim.RandomStream;
import dev.afterimage.lab.sim.Randoms;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** The words of authors who speak one language, with their choice among several ways to say it. */
public final class Dictionary implements Wording {
  /** The languages that authors speak here. */
  public static final List<String> TONGUES = List.of("en", "en", "en", "de", "es", "fr", "pt");

  private static final Map<String, Properties> LOADED = new ConcurrentHashMap<>();

  private final Properties phrases;
  private final Randoms randoms;
  private final Map<String, String> chosen = new HashMap<>();

  /** Authors of a tongue, whose choices follow from {@code randoms}. */
  public Dictionary(String tongue, Randoms randoms) {
    this.phrases = LOADED.computeIfAbsent(tongue, Dictionary::load);
    this.randoms = requireNonNull(randoms, "randoms is null");
  }

  private static Properties load(String tongue) {
    Properties properties = new Properties();
    try (InputStream in =
        Dictionary.class.getResourceAsStream("wording-" + tongue + ".properties")) {
      properties.load(
          new InputStreamReader(
              requireNonNull(in, "no wording for " + tongue), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the wording " + tongue + " cannot be read", e);
    }
    return properties;
  }

  private String choose(String concept) {
    String variants = phrases.getProperty(concept);
    if (variants == null) {
      throw new IllegalArgumentException("no words for " + concept);
    }
    RandomStream random = randoms.stream(concept);
    return random.pick(List.of(variants.split("[|]", -1)));
  }

  @Override
  public String text(String concept, Object... values) {
    return fill(chosen.computeIfAbsent(concept, this::choose), values);
  }

  @Override
  public String errorName(String concept) {
    return chosen.computeIfAbsent("error." + concept, this::choose);
  }

  /** Puts values in the place of {@code {0}}, {@code {1}}, … */
  static String fill(String template, Object... values) {
    String text = template;
    for (int i = 0; i < values.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(values[i]));
    }
    return text;
  }
}
