// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One JSON value at the top of a file, as far as it tells what it is.
 *
 * @param line the line it stands on, from 0, in a file of lines
 * @param bare whether it is a bare list
 * @param several whether it is one of several values of its file
 * @param cut whether the end of the file, or of its line, cuts it off
 * @param keys its keys; of a bare list, those of its first item
 * @param arrays the keys that hold arrays, each with the keys of the array's first item
 */
record RootValue(
    int line,
    boolean bare,
    boolean several,
    boolean cut,
    Set<String> keys,
    Map<String, Set<String>> arrays) {
  RootValue {
    keys = Set.copyOf(keys);
    arrays = Map.copyOf(arrays);
  }

  /** Returns what the value is: of the rules that match, the one with the most keys present. */
  Optional<Shape> shape() {
    if (keys.contains("Quota")) {
      return Optional.of(new Shape(Kind.QUOTA, Optional.of("Quota")));
    }
    return Stream.of(Kind.values())
        .flatMap(this::readings)
        .max(
            Comparator.comparingInt(Reading::score)
                .thenComparing(reading -> reading.shape().kind(), Comparator.reverseOrder()))
        .map(Reading::shape);
  }

  /** What a value is, and the key below which its records stand; none where it is one itself. */
  record Shape(Kind kind, Optional<String> below) {}

  private record Reading(Shape shape, int score) {}

  private Stream<Reading> readings(Kind kind) {
    Stream<Reading> whole =
        isConcurrencyAmongOthers(kind)
            ? Stream.empty()
            : Stream.of(new Reading(new Shape(whole(kind), Optional.empty()), kind.matches(keys)));
    Stream<Reading> held =
        arrays.entrySet().stream()
            .map(
                entry ->
                    new Reading(
                        new Shape(kind, Optional.of(entry.getKey())),
                        scoreOfArray(kind, entry.getKey(), entry.getValue())));
    return Stream.concat(whole, held).filter(reading -> reading.score() > 0);
  }

  /** An item of list-executions looks like describe-execution without its input. */
  private Kind whole(Kind kind) {
    boolean described = keys.contains("input") || keys.contains("inputDetails");
    return kind == Kind.EXECUTION && (bare || several) && !described ? Kind.EXECUTION_ENTRY : kind;
  }

  private int scoreOfArray(Kind kind, String key, Set<String> itemKeys) {
    boolean own = kind.array().filter(key::equals).isPresent();
    if (itemKeys.isEmpty()) {
      // An empty array is recognised by its key alone, and "events" by the keys beside it.
      boolean ruledOut = kind == Kind.HISTORY_EVENT && isPageOfLogs();
      return own && !ruledOut ? 1 : 0;
    }
    // Log events come in many wrappings (subscriptions, exports); other items only in their own.
    boolean wrapped = kind == Kind.LOG_EVENT || kind == Kind.VENDED_EVENT;
    int told = kind.matches(itemKeys);
    return told == 0 || !(own || wrapped) ? 0 : told + (own ? 1 : 0);
  }

  private boolean isPageOfLogs() {
    return keys.contains("searchedLogStreams") || keys.contains("nextForwardToken");
  }

  /** Returns this value as one of several of its file. */
  RootValue amongOthers() {
    return new RootValue(line, bare, true, cut, keys, arrays);
  }

  /** Get-function-concurrency is told by its one key alone, without any other. */
  private boolean isConcurrencyAmongOthers(Kind kind) {
    Set<String> others = new TreeSet<>(keys);
    others.remove("ResponseMetadata");
    return kind == Kind.RESERVED_CONCURRENCY && others.size() > 1;
  }
}
