// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.line;

/** What a module took when it was imported. */
public enum StateKind {
  /** A moment in time. */
  CLOCK("clock"),
  /** A token, a secret or credentials, which expire. */
  TOKEN("token"),
  /** A connection or a client, which the other side may close. */
  CONNECTION("connection"),
  /** A collection or variable that invocations alter. */
  MUTABLE("mutable");

  private final String id;

  StateKind(String id) {
    this.id = id;
  }

  /** Returns the word for it in JSON. */
  public String id() {
    return id;
  }
}
