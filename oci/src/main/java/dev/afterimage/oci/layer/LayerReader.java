// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import static java.util.Objects.requireNonNull;

import dev.afterimage.oci.image.Descriptor;
import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.image.Layer;
import dev.afterimage.oci.tar.EntryType;
import dev.afterimage.oci.tar.TarEntry;
import dev.afterimage.oci.tar.TarReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads one layer in one pass: checks the blob's digest and the diffID, lists the entries, hashes
 * every content, and keeps those of text files. Nothing is written but to the store.
 */
final class LayerReader {
  private static final long MOST_TEXT_BYTES = 256L << 20;

  private static final int CROWDED_ENTRIES = 200_000;

  private final Limits limits;
  private final LayerStore store;
  private final ReentrantLock crowded;
  private final MessageDigest hasher = Digest.hasher("sha256");
  private byte[] scratch = new byte[KeptFiles.TEXT_BYTES];

  /** Bytes of all contents so far, holes included, which the stream does not hold. */
  private long contentBytes;

  /**
   * Makes a reader.
   *
   * @param crowded taken while a layer of very many entries or of a large window is read: two at a
   *     time would take twice the memory
   */
  LayerReader(Limits limits, LayerStore store, ReentrantLock crowded) {
    this.limits = limits;
    this.store = requireNonNull(store, "store is null");
    this.crowded = requireNonNull(crowded, "crowded is null");
  }

  /**
   * Reads a layer.
   *
   * @throws ImageException where it is damaged, hostile, or not what its digests say
   */
  LayerIndex read(Layer layer) throws IOException {
    try {
      return read(layer, Compression.USUAL_WINDOW);
    } catch (ImageException e) {
      if (e.getCause() == null || !Compression.isWindowTooLarge(e.getCause())) {
        throw e;
      }
    }
    crowded.lock();
    contentBytes = 0;
    try {
      return read(layer, Compression.largestWindow());
    } catch (ImageException e) {
      throw e.getCause() != null && Compression.isWindowTooLarge(e.getCause())
          ? new ImageException(
              layer.label()
                  + ": it is packed with a window of zstd that is larger than "
                  + (1 << (Compression.largestWindow() - 20))
                  + " MB; AFTERIMAGE_HEAP=2g takes those of 128 MB",
              e)
          : e;
    }
  }

  private LayerIndex read(Layer layer, int window) throws IOException {
    try (LayerStore.Draft draft = store.draft(layer.diffId());
        TextWriter texts = new TextWriter(draft.texts(), MOST_TEXT_BYTES)) {
      LayerTree tree = new LayerTree(limits);
      long bytes = scan(layer, tree, texts, window);
      return draft.keep(parts(layer.diffId(), bytes, tree, texts.finish()));
    } catch (ImageException e) {
      throw new ImageException(layer.label() + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ImageException(layer.label() + " cannot be read: " + e.getMessage(), e);
    } finally {
      while (crowded.isHeldByCurrentThread()) {
        crowded.unlock();
      }
    }
  }

  private static LayerStore.Parts parts(
      Digest diffId, long bytes, LayerTree tree, StoredTexts.Table texts) {
    tree.bindOpenLinks();
    SeekableIndex.hide(tree.nodes);
    tree.inodes.trim();
    NodeColumns nodes = NodeColumns.of(tree.nodes);
    Digest contentId = ContentId.of(nodes, tree.inodes, tree.lowerTargets);
    return new LayerStore.Parts(
        new LayerIndex.Facts(diffId, contentId, bytes, tree.lowerTargets, tree.anomalies),
        nodes,
        tree.inodes,
        texts);
  }

  private long scan(Layer layer, LayerTree tree, TextWriter texts, int window) throws IOException {
    Optional<String> packed = layer.blob().map(Descriptor::digest).map(Digest::algorithm);
    try (HashingStream blob = new HashingStream(layer.source().open(), packed);
        InputStream plain =
            new BoundedStream(Compression.expand(blob, window), limits, blob::count);
        ReadAhead ahead = new ReadAhead(plain);
        HashingStream tar = new HashingStream(ahead, Optional.of(layer.diffId().algorithm()))) {
      TarReader reader = new TarReader(tar);
      entries(reader, tree, texts, blob);
      reader.drain();
      blob.transferTo(OutputStream.nullOutputStream());
      check(layer, blob.digest(), tar.digest().orElseThrow());
      return tar.count();
    }
  }

  private static void check(Layer layer, Optional<Digest> blob, Digest diffId)
      throws ImageException {
    if (blob.isPresent() && !blob.equals(layer.blob().map(Descriptor::digest))) {
      throw new ImageException(
          "the blob is not what its digest "
              + layer.blob().map(Descriptor::digest).orElse(diffId)
              + " says: it was altered or damaged; fetch it from another place");
    }
    if (!diffId.equals(layer.diffId())) {
      throw new ImageException(
          "it unpacks to " + diffId + " and not to its diffID: the image is forged or damaged");
    }
  }

  private void entries(TarReader reader, LayerTree tree, TextWriter texts, HashingStream blob)
      throws IOException {
    Optional<TarEntry> next = reader.next();
    for (int ordinal = 0; next.isPresent(); ordinal++) {
      if (ordinal == limits.entries()) {
        throw new ImageException("it has more than " + limits.entries() + " entries");
      }
      if (ordinal == CROWDED_ENTRIES) {
        crowded.lock();
      }
      TarEntry entry = next.get();
      if (entry.type() == EntryType.FILE) {
        content(reader, tree, texts, new Numbered(entry, ordinal, blob));
      } else {
        tree.apply(entry, Content.none(ordinal));
      }
      next = reader.next();
    }
  }

  private record Numbered(TarEntry entry, int ordinal, HashingStream blob) {}

  private void content(TarReader reader, LayerTree tree, TextWriter texts, Numbered file)
      throws IOException {
    TarEntry entry = file.entry();
    boolean database = KeptFiles.isDatabase(entry.name(), entry.size());
    if (!database && entry.size() > KeptFiles.TEXT_BYTES) {
      tree.apply(
          entry, new Content(hashed(reader, file.blob()), file.ordinal(), InodeTable.NO_TEXT));
      return;
    }
    int length = whole(reader, (int) entry.size());
    contentBytes += length;
    limits.check(contentBytes, file.blob().count());
    hasher.update(scratch, 0, length);
    boolean kept = database || (isSource(entry) && KeptFiles.isText(scratch, length));
    int text = kept ? texts.add(scratch, length) : InodeTable.NO_TEXT;
    tree.apply(entry, new Content(hasher.digest(), file.ordinal(), text));
  }

  private static boolean isSource(TarEntry entry) {
    return SourceNames.isSource("/" + String.join("/", EntryPath.split(entry.name())));
  }

  private int whole(TarReader reader, int size) throws IOException {
    int length = 0;
    while (length < size) {
      if (length == scratch.length) {
        // Grows with what is there and not with what a header claims.
        scratch = Arrays.copyOf(scratch, Math.min(KeptFiles.DATABASE_BYTES, length * 2));
      }
      int count = reader.read(scratch, length, Math.min(size, scratch.length) - length);
      if (count < 0) {
        throw new EOFException("the stream ends within the content of an entry");
      }
      length += count;
    }
    return length;
  }

  private byte[] hashed(TarReader reader, HashingStream blob) throws IOException {
    int count = reader.read(scratch, 0, scratch.length);
    while (count >= 0) {
      contentBytes += count;
      limits.check(contentBytes, blob.count());
      hasher.update(scratch, 0, count);
      count = reader.read(scratch, 0, scratch.length);
    }
    return hasher.digest();
  }
}
