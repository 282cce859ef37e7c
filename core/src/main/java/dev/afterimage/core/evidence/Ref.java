// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * The place in the evidence that a statement rests on: a file, a place in it, and, where the string
 * there holds JSON itself, a JSON Pointer into that.
 *
 * @param inner pointer inside the JSON that the string at {@code location} holds
 * @param at the moment that the evidence there speaks of
 */
public record Ref(FileId file, Location location, Optional<String> inner, Optional<Instant> at)
    implements Comparable<Ref> {

  private static final Comparator<Ref> ORDER =
      Comparator.comparing((Ref ref) -> ref.at.orElse(Instant.MIN))
          .thenComparing(Ref::file)
          .thenComparing(ref -> ref.location.toString(), Ref::compareNatural)
          .thenComparing(ref -> ref.inner.orElse(""));

  public Ref {
    requireNonNull(file, "file is null");
    requireNonNull(location, "location is null");
    requireNonNull(inner, "inner is null");
    requireNonNull(at, "at is null");
  }

  /** Returns a ref to a place that speaks of no moment. */
  public static Ref of(FileId file, Location location) {
    return new Ref(file, location, Optional.empty(), Optional.empty());
  }

  /** Returns this ref with the moment that its evidence speaks of. */
  public Ref at(Instant moment) {
    return new Ref(file, location, inner, Optional.of(moment));
  }

  /** Returns the ref to a field of the object here; a span of bytes stays what it is. */
  public Ref child(String key) {
    return location instanceof Location.Pointer pointer
        ? new Ref(file, pointer.child(key), inner, at)
        : this;
  }

  /** Returns the ref to an item, from 0, of the array here; a span of bytes stays what it is. */
  public Ref child(int index) {
    return location instanceof Location.Pointer pointer
        ? new Ref(file, pointer.child(index), inner, at)
        : this;
  }

  /** Returns the ref to a place inside the JSON that the string here holds. */
  public Ref inside(String pointer) {
    return new Ref(file, location, Optional.of(pointer), at);
  }

  /**
   * Returns the ref to a place below this one, whether this is inside of a string or not; a span of
   * bytes stays what it is.
   *
   * @param pointer a JSON Pointer, from here
   */
  public Ref below(String pointer) {
    if (inner.isPresent()) {
      return inside(inner.get() + pointer);
    }
    return location instanceof Location.Pointer here
        ? new Ref(file, new Location.Pointer(here.value() + pointer), inner, at)
        : this;
  }

  @Override
  public int compareTo(Ref other) {
    return ORDER.compare(this, other);
  }

  /** Compares texts with the numbers in them by value: /events/9 stands before /events/10. */
  private static int compareNatural(String left, String right) {
    int i = 0;
    int j = 0;
    while (i < left.length() && j < right.length()) {
      if (isDigit(left.charAt(i)) && isDigit(right.charAt(j))) {
        int endLeft = endOfNumber(left, i);
        int endRight = endOfNumber(right, j);
        int byLength = Integer.compare(endLeft - i, endRight - j);
        int order =
            byLength != 0
                ? byLength
                : left.substring(i, endLeft).compareTo(right.substring(j, endRight));
        if (order != 0) {
          return order;
        }
        i = endLeft;
        j = endRight;
      } else if (left.charAt(i) != right.charAt(j)) {
        return Character.compare(left.charAt(i), right.charAt(j));
      } else {
        i++;
        j++;
      }
    }
    return Integer.compare(left.length() - i, right.length() - j);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int endOfNumber(String text, int start) {
    int end = start;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
