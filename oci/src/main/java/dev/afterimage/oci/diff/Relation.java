// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

/** How something in one image relates to the other image. */
public enum Relation {
  /** In both, and the same. */
  SAME("same"),
  /** In both, and the same but for times or packing. */
  SAME_CONTENT("same content"),
  /** In both, and different. */
  CHANGED("changed"),
  /** Only in the second image. */
  ADDED("added"),
  /** Only in the first image. */
  REMOVED("removed");

  private final String label;

  Relation(String label) {
    this.label = label;
  }

  /** Returns the word for it in a report. */
  public String label() {
    return label;
  }
}
