// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.image.Layer;
import dev.afterimage.oci.tar.TarEntry;
import dev.afterimage.oci.tar.TarReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads chosen contents out of a layer once more: those that were not kept beside its index. */
public final class LayerContents {
  private LayerContents() {}

  /**
   * Returns the contents of entries, by their place in the tar stream; reading ends with the last
   * of them. Whether they are what the index hashed is the caller's to check.
   *
   * @param mostBytes larger contents are left out
   */
  public static Map<Integer, byte[]> read(Layer layer, Set<Integer> ordinals, int mostBytes)
      throws IOException {
    Map<Integer, byte[]> contents = new HashMap<>();
    int found = 0;
    try (InputStream in = Compression.expand(layer.source().open())) {
      TarReader reader = new TarReader(in);
      Optional<TarEntry> entry = reader.next();
      for (int ordinal = 0; entry.isPresent() && found < ordinals.size(); ordinal++) {
        if (ordinals.contains(ordinal)) {
          found++;
          if (entry.get().size() <= mostBytes) {
            contents.put(ordinal, content(reader));
          }
        }
        entry = found < ordinals.size() ? reader.next() : Optional.empty();
      }
      return contents;
    } catch (IOException e) {
      throw new ImageException(layer.label() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static byte[] content(TarReader reader) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    int count = reader.read(buffer, 0, buffer.length);
    while (count >= 0) {
      content.write(buffer, 0, count);
      count = reader.read(buffer, 0, buffer.length);
    }
    return content.toByteArray();
  }
}
