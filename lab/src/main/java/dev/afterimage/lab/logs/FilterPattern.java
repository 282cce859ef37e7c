// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.logs;

import dev.afterimage.lab.api.Dialect;
import dev.afterimage.lab.api.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of the filter syntax that is modelled: terms, phrases in quotes, {@code -} and {@code
 * ?}.
 */
final class FilterPattern implements Predicate<String> {
  private static final Pattern TERM = Pattern.compile("([-?]?)(?:\"([^\"]*)\"|(\\S+))");
  private static final int LONGEST = 1024;

  private final List<String> all = new ArrayList<>();
  private final List<String> any = new ArrayList<>();
  private final List<String> none = new ArrayList<>();

  FilterPattern(String pattern) throws ServiceException {
    if (pattern.length() > LONGEST) {
      throw Dialect.of("logs").invalid("The filter pattern is longer than " + LONGEST);
    }
    String text = pattern.trim();
    if (text.startsWith("{") || text.startsWith("[") || text.startsWith("%")) {
      throw Dialect.of("logs").invalid("Invalid filter pattern: " + text);
    }
    for (Matcher matcher = TERM.matcher(text); matcher.find(); ) {
      String term = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
      switch (matcher.group(1)) {
        case "-" -> none.add(term);
        case "?" -> any.add(term);
        default -> all.add(term);
      }
    }
  }

  @Override
  public boolean test(String message) {
    return all.stream().allMatch(message::contains)
        && none.stream().noneMatch(message::contains)
        && (any.isEmpty() || any.stream().anyMatch(message::contains));
  }
}
