// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

/** Colours of a terminal, or none. */
public enum Paint {
  /** Plain text. */
  NONE,
  /** ANSI colours. */
  ANSI;

  String bold(String text) {
    return paint("1", text);
  }

  String good(String text) {
    return paint("32", text);
  }

  String bad(String text) {
    return paint("31", text);
  }

  String doubtful(String text) {
    return paint("33", text);
  }

  String faint(String text) {
    return paint("2", text);
  }

  private String paint(String code, String text) {
    return this == ANSI ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
  }
}
