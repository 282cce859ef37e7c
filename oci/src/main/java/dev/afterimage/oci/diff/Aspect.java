// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

/** In what a file differs. */
public enum Aspect {
  TYPE("type"),
  CONTENT("content"),
  MODE("mode"),
  OWNER("owner"),
  LINK("link"),
  XATTR("xattr");

  private final String label;

  Aspect(String label) {
    this.label = label;
  }

  /** Returns the word for it in a report. */
  public String label() {
    return label;
  }
}
