// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.section;

import java.util.Locale;

/** Confidences as the page prints them: two digits, and never more sure than the judge is. */
final class Confidence {
  private Confidence() {}

  static String text(double confidence) {
    return String.format(Locale.ROOT, "%.2f", Math.floor(confidence * 100) / 100);
  }
}
