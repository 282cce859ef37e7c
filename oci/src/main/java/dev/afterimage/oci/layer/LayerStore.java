// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import dev.afterimage.oci.image.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Keeps the indexes of layers by diffID, so that no layer is read twice. */
public interface LayerStore {
  /** What is read or written at once: a channel keeps native memory as large as that. */
  int PART_BYTES = 1 << 16;

  /** Returns the index of a layer that was read before. */
  Optional<LayerIndex> find(Digest diffId);

  /** Begins to keep a layer. */
  Draft draft(Digest diffId) throws IOException;

  /** A layer that is being read; closed without being kept, nothing of it remains. */
  interface Draft extends Closeable {
    /** Returns where the blocks of kept contents go. */
    OutputStream texts();

    /** Keeps what was read and returns the index over it. */
    LayerIndex keep(Parts parts) throws IOException;
  }

  /** Returns a store that lives as long as the process and keeps nothing on disk. */
  static LayerStore inMemory() {
    return new MemoryLayerStore();
  }

  /** What an index is made of. */
  record Parts(
      LayerIndex.Facts facts, NodeColumns nodes, InodeTable inodes, StoredTexts.Table texts) {}
}
