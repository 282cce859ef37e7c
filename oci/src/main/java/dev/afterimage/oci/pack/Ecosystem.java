// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.pack;

/** Where packages come from. */
public enum Ecosystem {
  DPKG("dpkg"),
  APK("apk"),
  RPM("rpm"),
  PYTHON("pip"),
  NPM("npm"),
  MAVEN("maven");

  private final String label;

  Ecosystem(String label) {
    this.label = label;
  }

  /** Returns the word for it in a report. */
  public String label() {
    return label;
  }
}
