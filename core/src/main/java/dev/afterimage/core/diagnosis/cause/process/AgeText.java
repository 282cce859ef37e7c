// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.process;

import dev.afterimage.core.contrast.Partition;
import java.util.Locale;

/** Words for ages and for values that stand still. */
final class AgeText {
  private AgeText() {}

  static String of(Partition age) {
    Partition.Threshold threshold = age.threshold().orElseThrow();
    return age.table().failedInside()
        + " failed in processes of at least "
        + seconds(threshold.to())
        + ", "
        + age.table().okOutside()
        + " worked in processes of at most "
        + seconds(threshold.from());
  }

  static String of(FrozenValue value) {
    return switch (value.reading()) {
      case MOMENT -> "a moment " + fromStart(value.offsetSeconds());
      case ELAPSED -> "a time counted from " + fromStart(value.offsetSeconds());
      case REMAINING -> "a time left until " + fromStart(value.offsetSeconds());
      case TOKEN -> "a token";
    };
  }

  private static String fromStart(double seconds) {
    return Math.abs(seconds) < 2
        ? "at the start of the process"
        : String.format(Locale.ROOT, "%.1f s after the start of the process", seconds);
  }

  private static String seconds(double ms) {
    return String.format(Locale.ROOT, "%.1f s", ms / 1000);
  }
}
