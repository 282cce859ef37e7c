// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/** An attribute of the rows of a cohort. */
public record Attribute(String name, Kind kind) implements Serializable {

  /** How the values of an attribute compare. */
  public enum Kind {
    /** One of several values without an order. */
    CATEGORY,
    /** A number; thresholds part it. */
    NUMBER
  }

  public Attribute {
    requireNonNull(name, "name is null");
    requireNonNull(kind, "kind is null");
  }

  /** Returns an attribute whose values have no order. */
  public static Attribute category(String name) {
    return new Attribute(name, Kind.CATEGORY);
  }

  /** Returns an attribute whose values are numbers. */
  public static Attribute number(String name) {
    return new Attribute(name, Kind.NUMBER);
  }
}
