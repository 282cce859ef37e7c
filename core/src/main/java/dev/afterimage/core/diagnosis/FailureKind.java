// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.history.Failure;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What tells attempts that failed as the run did from those that failed in another way: the error's
 * name, and for errors that code raises the words of the message, for one class of errors can wrap
 * any fault.
 *
 * @param words the words of the message, without names, numbers and ids
 */
record FailureKind(Optional<String> error, Set<String> words) {
  private static final Pattern BREAK = Pattern.compile("[^\\p{L}\\p{M}\\d_.-]+");
  private static final double LEAST_SHARED = 0.5;

  FailureKind {
    requireNonNull(error, "error is null");
    words = Set.copyOf(words);
  }

  /** Returns the kind of a failure. */
  static FailureKind of(Failure.Leaf leaf) {
    return new FailureKind(leaf.error(), words(leaf.text().message()));
  }

  /** Whether an error and its message are of this kind. */
  boolean is(Optional<String> otherError, String message) {
    if (!error.equals(otherError)) {
      return false;
    }
    Set<String> other = words(message);
    boolean given = error.filter(OwnError::isOwn).isEmpty();
    if (given || words.isEmpty() || other.isEmpty()) {
      return true;
    }
    long shared = other.stream().filter(words::contains).count();
    return shared >= LEAST_SHARED * Math.min(words.size(), other.size());
  }

  private static Set<String> words(String message) {
    Set<String> words = new HashSet<>();
    String line = message.lines().findFirst().orElse("");
    for (String word : BREAK.split(line, -1)) {
      boolean name = word.chars().anyMatch(c -> Character.isDigit(c) || c == '.' || c == '_');
      if (!word.isEmpty() && !name) {
        words.add(word);
      }
    }
    return words;
  }
}
