// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** One thing that failed or succeeded, with what is known of it. */
public record Observation(boolean failed, Map<String, Value> attributes, Ref ref) {

  /** The value of an attribute. */
  public sealed interface Value {}

  /** One of several values without an order. */
  public record Category(String name) implements Value {
    public Category {
      requireNonNull(name, "name is null");
    }
  }

  /** A number, known to lie between two bounds; equal where it is known. */
  public record Interval(double least, double most) implements Value {
    public Interval {
      if (!(least <= most)) {
        throw new IllegalArgumentException(least + " to " + most + " is no interval");
      }
    }

    /** Returns a number that is known. */
    public static Interval of(double number) {
      return new Interval(number, number);
    }
  }

  public Observation {
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    requireNonNull(ref, "ref is null");
  }
}
