// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.tar;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Names as they stand in an archive: one char per byte, so that nothing is lost of a name that is
 * no UTF-8, and so that the order of strings is the order of bytes.
 */
public final class RawText {
  private RawText() {}

  /** Returns the bytes as a raw text. */
  public static String of(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
  }

  /** Returns a text as UTF-8 bytes, one char each. */
  public static String of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return of(bytes, 0, bytes.length);
  }

  /** Returns the bytes of a raw text. */
  public static byte[] bytes(String raw) {
    return raw.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns a raw text for people: UTF-8 decoded, and {@code \xNN} for each byte that is none. */
  public static String display(String raw) {
    if (isAscii(raw)) {
      return raw;
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    byte[] bytes = bytes(raw);
    try {
      return decoder.decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return escaped(bytes);
    }
  }

  private static boolean isAscii(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static String escaped(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    StringBuilder text = new StringBuilder();
    while (in.hasRemaining()) {
      boolean failed = decoder.reset().decode(in, out, true).isError();
      text.append(out.flip());
      out.clear();
      if (failed) {
        text.append(String.format("\\x%02x", in.get() & 0xff));
      }
    }
    return text.toString();
  }
}
