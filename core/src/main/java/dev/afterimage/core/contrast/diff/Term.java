// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/** A condition on one attribute. A row that lacks the attribute is on neither side of it. */
public sealed interface Term extends Serializable {
  /** Returns the index of the attribute in its cohort. */
  int attribute();

  /** The attribute has one value. */
  record Is(int attribute, String value) implements Term {
    public Is {
      requireNonNull(value, "value is null");
    }
  }

  /** The attribute is a number at or above a cut. */
  record AtLeast(int attribute, double cut) implements Term {}

  /** The attribute is a number below a cut. */
  record Below(int attribute, double cut) implements Term {}
}
