// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import dev.afterimage.oci.image.Digest;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the indexes of layers in memory. */
final class MemoryLayerStore implements LayerStore {
  private final Map<Digest, LayerIndex> indexes = new ConcurrentHashMap<>();

  @Override
  public Optional<LayerIndex> find(Digest diffId) {
    return Optional.ofNullable(indexes.get(diffId));
  }

  @Override
  public Draft draft(Digest diffId) {
    ByteArrayOutputStream texts = new ByteArrayOutputStream();
    return new Draft() {
      @Override
      public OutputStream texts() {
        return texts;
      }

      @Override
      public LayerIndex keep(Parts parts) {
        LayerIndex index =
            new LayerIndex(
                parts.facts(),
                parts.nodes(),
                parts.inodes(),
                new StoredTexts(new Bytes(texts.toByteArray()), parts.texts()));
        indexes.put(diffId, index);
        return index;
      }

      @Override
      public void close() {}
    };
  }

  private static final class Bytes implements BlockSource {
    private final byte[] bytes;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public byte[] read(long from, int length) {
      return Arrays.copyOfRange(bytes, (int) from, (int) from + length);
    }

    @Override
    public void close() {}
  }
}
