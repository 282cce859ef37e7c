// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import dev.afterimage.oci.image.Digest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the indexes of layers in a folder. Files appear whole or not at all; what is damaged is
 * read anew; what was not used for longest goes first when the folder grows beyond its bound.
 */
public final class LayerCache implements LayerStore {
  /** Enough for some dozens of large images. */
  public static final long DEFAULT_BYTES = 2L << 30;

  private static final String INDEX = ".index";
  private static final String TEXTS = ".texts";
  private static final String DRAFT = ".draft";
  private static final Duration STALE = Duration.ofDays(1);

  private final Path folder;
  private final long mostBytes;

  private LayerCache(Path folder, long mostBytes) {
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  /**
   * Opens the cache in a folder, which is made where there is none.
   *
   * @param mostBytes what the folder may hold
   */
  public static LayerCache open(Path folder, long mostBytes) throws IOException {
    return new LayerCache(Files.createDirectories(folder), mostBytes);
  }

  /** Returns the folder of the user's cache: below XDG_CACHE_HOME, else below ~/.cache. */
  public static Path defaultFolder(Map<String, String> environment) {
    String configured = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        Path.of(configured).isAbsolute()
            ? Path.of(configured)
            : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache");
    return base.resolve("afterimage").resolve("layers");
  }

  /** Returns the folder, for files that must not outlive the process. */
  public Path folder() {
    return folder;
  }

  private Path file(Digest diffId, String suffix) {
    return folder.resolve(diffId.algorithm() + "-" + diffId.hex() + suffix);
  }

  @Override
  public Optional<LayerIndex> find(Digest diffId) {
    Path index = file(diffId, INDEX);
    try (InputStream in = Files.newInputStream(index)) {
      Parts parts = IndexParser.read(in, Files.size(index));
      if (!parts.facts().diffId().equals(diffId)) {
        return Optional.empty();
      }
      Files.setLastModifiedTime(index, FileTime.from(Instant.now()));
      return Optional.of(open(parts, file(diffId, TEXTS)));
    } catch (IOException e) {
      // Missing, of another version, or damaged: the layer is read again and takes its place.
      return Optional.empty();
    }
  }

  private static LayerIndex open(Parts parts, Path texts) throws IOException {
    return new LayerIndex(
        parts.facts(),
        parts.nodes(),
        parts.inodes(),
        new StoredTexts(new ChannelSource(FileChannel.open(texts)), parts.texts()));
  }

  @Override
  public Draft draft(Digest diffId) throws IOException {
    Path texts = Files.createTempFile(folder, diffId.brief(), TEXTS + DRAFT);
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(texts), PART_BYTES);
    return new Draft() {
      @Override
      public OutputStream texts() {
        return out;
      }

      @Override
      public LayerIndex keep(Parts parts) throws IOException {
        out.close();
        Path index = Files.createTempFile(folder, diffId.brief(), INDEX + DRAFT);
        try (OutputStream file = Files.newOutputStream(index)) {
          IndexWriter.write(parts, file);
        }
        // Opened before it can be dropped: another process may do that at any time.
        LayerIndex kept = open(parts, texts);
        move(texts, file(diffId, TEXTS));
        move(index, file(diffId, INDEX));
        trim();
        return kept;
      }

      @Override
      public void close() throws IOException {
        out.close();
        Files.deleteIfExists(texts);
      }
    };
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** A layer's two files go together; drafts of a process that died go after a day. */
  private synchronized void trim() throws IOException {
    List<Kept> kept = new ArrayList<>();
    Instant stale = Instant.now().minus(STALE);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        look(file, stale, kept);
      }
    }
    long total = kept.stream().mapToLong(Kept::bytes).sum();
    kept.sort(Comparator.comparing(Kept::used));
    for (Kept oldest : kept) {
      if (total <= mostBytes) {
        return;
      }
      total -= oldest.bytes();
      Files.deleteIfExists(oldest.index());
      Files.deleteIfExists(texts(oldest.index()));
    }
  }

  private static void look(Path file, Instant stale, List<Kept> kept) throws IOException {
    String name = file.getFileName().toString();
    try {
      if (name.endsWith(DRAFT) && Files.getLastModifiedTime(file).toInstant().isBefore(stale)) {
        Files.deleteIfExists(file);
      } else if (name.endsWith(INDEX)) {
        kept.add(Kept.of(file));
      }
    } catch (NoSuchFileException e) {
      // Another process works in the folder: a draft got its name, or a layer was dropped.
    }
  }

  private static Path texts(Path index) {
    String name = index.getFileName().toString();
    return index.resolveSibling(name.substring(0, name.length() - INDEX.length()) + TEXTS);
  }

  private record Kept(Path index, long bytes, FileTime used) {
    static Kept of(Path index) throws IOException {
      Path texts = texts(index);
      long bytes = Files.size(index) + (Files.exists(texts) ? Files.size(texts) : 0);
      return new Kept(index, bytes, Files.getLastModifiedTime(index));
    }
  }

  private static final class ChannelSource implements BlockSource {
    private final FileChannel channel;

    ChannelSource(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public byte[] read(long from, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(length);
      while (buffer.position() < length) {
        buffer.limit(Math.min(length, buffer.position() + PART_BYTES));
        if (channel.read(buffer, from + buffer.position()) < 0) {
          throw new IOException("the cache in use was altered; delete it and try again");
        }
      }
      return buffer.array();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
