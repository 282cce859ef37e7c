// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.Timestamps;
import java.util.regex.Pattern;

/** Values that differ between any two runs: ids, times, execution ARNs, signatures. */
public final class Volatile {
  private static final Pattern NOISE =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
              + "|arn:[^:]+:states:[^:]*:[^:]*:(execution|express):.*"
              + "|1-[0-9a-f]{8}-[0-9a-f]{24}"
              + "|Root=1-.*"
              + "|[0-9a-f]{32,128}");

  private Volatile() {}

  /** Whether two values differ in nothing but what differs between any two runs. */
  public static boolean isNoise(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return Timestamps.parse(a).isPresent() && isEpoch(a) && isEpoch(b);
    }
    return a.isTextual() && b.isTextual() && isNoise(a.textValue()) && isNoise(b.textValue());
  }

  private static boolean isNoise(String text) {
    return NOISE.matcher(text).matches()
        || (text.length() >= 16 && Timestamps.parse(text).isPresent());
  }

  /** Seconds or milliseconds since 2001: figures of a payload are seldom that large. */
  private static boolean isEpoch(JsonNode number) {
    double value = number.doubleValue();
    return (value > 1e9 && value < 4e9) || (value > 1e12 && value < 4e12);
  }
}
