// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import java.util.Locale;

/** Names of enums as the contract writes them: lower case with hyphens. */
public final class Names {
  private Names() {}

  /** Returns the name of a value. */
  public static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
