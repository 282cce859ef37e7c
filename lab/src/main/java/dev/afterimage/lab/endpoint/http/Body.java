// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a request or reply. Equal where the bytes are. */
public final class Body {
  private final byte[] bytes;

  private Body(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A body of bytes that nobody changes any more. */
  public static Body of(byte[] bytes) {
    return new Body(bytes);
  }

  /** A body of text in UTF-8. */
  public static Body of(String text) {
    return new Body(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the number of bytes. */
  public int size() {
    return bytes.length;
  }

  /** Returns whether there is none. */
  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** Returns the bytes as text in UTF-8. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Returns the first {@code count} bytes. */
  public ByteBuffer first(int count) {
    return ByteBuffer.wrap(bytes, 0, count).asReadOnlyBuffer();
  }

  /** Returns a copy of the bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body body && Arrays.equals(bytes, body.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
