// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.testing;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Packs layers. */
public final class TestingPack {
  private TestingPack() {}

  public static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** Packs each part as a gzip member of its own, as eStargz and pigz do. */
  public static byte[] gzipMembers(byte[] plain, int memberBytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (int from = 0; from < plain.length; from += memberBytes) {
      packed.writeBytes(
          gzip(Arrays.copyOfRange(plain, from, Math.min(plain.length, from + memberBytes))));
    }
    return packed.toByteArray();
  }

  public static byte[] zstd(byte[] plain) {
    return Zstd.compress(plain);
  }

  /** Packs each part as a frame of its own, with a skippable frame before each. */
  public static byte[] zstdChunked(byte[] plain, int frameBytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (int from = 0; from < plain.length; from += frameBytes) {
      packed.writeBytes(new byte[] {0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 'm', 'e', 't', 'a'});
      packed.writeBytes(
          zstd(Arrays.copyOfRange(plain, from, Math.min(plain.length, from + frameBytes))));
    }
    return packed.toByteArray();
  }
}
