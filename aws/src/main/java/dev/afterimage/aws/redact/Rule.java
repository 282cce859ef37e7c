// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.redact;

import java.util.List;

/** Finds one kind of secret in a text. */
interface Rule {
  /** A part of a text that is a secret. */
  record Finding(int start, int end, String kind) {}

  /**
   * Words, whatever their case, without one of which the rule finds nothing; none: it must look
   * itself.
   */
  List<String> anchors();

  /** Adds what it finds between two places of the text to {@code findings}. */
  void find(String text, int from, int to, List<Finding> findings);
}
