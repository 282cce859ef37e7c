// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.code;

/**
 * The words in which the authors of one program speak. A concept is worded alike each time, so that
 * a program's lines have templates as real ones have.
 */
public interface Wording {
  /** Returns the text of a concept, with values in it. */
  String text(String concept, Object... values);

  /** Returns the name that the authors gave to an exception class of theirs. */
  String errorName(String concept);
}
