// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.table;

import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One row of an answer. */
public interface QueryRow {
  /** Returns the value of a column, from 0; null where it is unknown. */
  @Nullable Object value(int column);

  /** Returns a value as text. */
  default Optional<String> text(int column) {
    return Optional.ofNullable(value(column)).map(Object::toString);
  }

  /** Returns a number. */
  default OptionalDouble number(int column) {
    return value(column) instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  /** Returns a whole number; 0 where it is unknown. */
  default long whole(int column) {
    return value(column) instanceof Number number ? number.longValue() : 0;
  }

  /** Whether a value is known and true. */
  default boolean isTrue(int column) {
    return Boolean.TRUE.equals(value(column));
  }
}
