// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.data;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.Deflater;

/**
 * A piece of data in the page: JSON as raw DEFLATE in Base64, which a browser unpacks by itself.
 *
 * @param id the id of the element that holds it
 */
public record Chunk(String id, String base64) {
  /** What the element around a chunk takes in the page, in bytes, at most. */
  private static final int ELEMENT = 80;

  public Chunk {
    requireNonNull(id, "id is null");
    requireNonNull(base64, "base64 is null");
  }

  /** Packs a text. */
  public static Chunk pack(String id, String json) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(json.getBytes(StandardCharsets.UTF_8));
      deflater.finish();
      ByteArrayOutputStream packed = new ByteArrayOutputStream(json.length() / 4 + 64);
      byte[] buffer = new byte[1 << 16];
      while (!deflater.finished()) {
        packed.write(buffer, 0, deflater.deflate(buffer));
      }
      return new Chunk(id, Base64.getEncoder().encodeToString(packed.toByteArray()));
    } finally {
      deflater.end();
    }
  }

  /** Returns what the chunk takes in the page, in bytes. */
  public int bytes() {
    return base64.length() + ELEMENT;
  }
}
