// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.image.Layer;
import dev.afterimage.oci.tar.TarEntry;
import dev.afterimage.oci.tar.TarReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Reads chosen contents out of a layer once more: those that were not kept beside its index. */
public final class LayerContents {
  private static final int FIRST_BYTES = 1 << 20;

  private LayerContents() {}

  /** Takes contents one by one, so that no more than one has to fit into the memory. */
  public interface Sink {
    /**
     * Takes the content of an entry.
     *
     * @param ordinal the place of the entry in the tar stream
     */
    void accept(int ordinal, byte[] content) throws IOException;
  }

  /**
   * Reads the contents of entries, by their place in the tar stream; reading ends with the last of
   * them. Whether they are what the index hashed is the taker's to check.
   *
   * @param mostBytes larger contents are left out
   */
  public static void read(Layer layer, Set<Integer> ordinals, int mostBytes, Sink sink)
      throws IOException {
    int found = 0;
    try (HashingStream blob = new HashingStream(layer.source().open(), Optional.empty());
        InputStream in = new BoundedStream(Compression.expand(blob), Limits.DEFAULT, blob::count)) {
      TarReader reader = new TarReader(in);
      Optional<TarEntry> entry = reader.next();
      for (int ordinal = 0; entry.isPresent() && found < ordinals.size(); ordinal++) {
        if (ordinals.contains(ordinal)) {
          found++;
          if (entry.get().size() <= mostBytes) {
            sink.accept(ordinal, content(reader, (int) entry.get().size()));
          }
        }
        entry = found < ordinals.size() ? reader.next() : Optional.empty();
      }
    } catch (IOException e) {
      throw new ImageException(layer.label() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Grows with what is there and not with what a header claims. */
  private static byte[] content(TarReader reader, int size) throws IOException {
    byte[] content = new byte[Math.min(size, FIRST_BYTES)];
    int length = 0;
    while (length < size) {
      if (length == content.length) {
        content = Arrays.copyOf(content, (int) Math.min(size, length * 2L));
      }
      int count = reader.read(content, length, content.length - length);
      if (count < 0) {
        throw new EOFException("the stream ends within the content of an entry");
      }
      length += count;
    }
    return content;
  }
}
