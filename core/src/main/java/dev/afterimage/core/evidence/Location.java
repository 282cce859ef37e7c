// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import static java.util.Objects.requireNonNull;

/** A place inside one file of the evidence. */
public sealed interface Location {

  /** A JSON Pointer (RFC 6901); in a line file its first token is the line, from 0. */
  record Pointer(String value) implements Location {
    /** The whole file. */
    public static final Pointer ROOT = new Pointer("");

    public Pointer {
      requireNonNull(value, "value is null");
    }

    /** Returns the pointer to {@code key} of the object this one points to. */
    public Pointer child(String key) {
      return new Pointer(value + "/" + key.replace("~", "~0").replace("/", "~1"));
    }

    /** Returns the pointer to item {@code index}, from 0, of the array this one points to. */
    public Pointer child(int index) {
      return new Pointer(value + "/" + index);
    }
  }

  /** A span of bytes, end exclusive, of a file that does not parse as JSON. */
  record Bytes(long from, long to) implements Location {
    public Bytes {
      if (from < 0 || to < from) {
        throw new IllegalArgumentException("bytes " + from + " to " + to + " are no span");
      }
    }
  }
}
