// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.source;

import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.layer.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A zip package as the tar stream of a layer, made while it is read. Times are left out: a zip
 * holds the local time of wherever it was made.
 */
final class ZipTar {
  private static final String FOLDER = "var/task/";
  private static final int BLOCK = 512;
  private static final int MOST_LINK_BYTES = 4096;

  private final String name;
  private final ZipFile zip;
  private final List<ZipArchiveEntry> entries;

  ZipTar(String name, ZipFile zip) throws ImageException {
    this.name = name;
    this.zip = zip;
    this.entries = Collections.list(zip.getEntries());
    if (entries.size() > Limits.DEFAULT.entries()) {
      throw new ImageException(name + " has more entries than a package can have");
    }
  }

  InputStream open() {
    return new Sequence(
        Stream.concat(
                entries.stream().flatMap(this::parts),
                Stream.of(new ByteArrayInputStream(new byte[2 * BLOCK])))
            .iterator());
  }

  /** Streams one after another, each made when the one before it has ended. */
  private static final class Sequence extends InputStream {
    private final Iterator<InputStream> parts;
    private InputStream current = InputStream.nullInputStream();

    Sequence(Iterator<InputStream> parts) {
      this.parts = parts;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = current.read(buffer, offset, length);
      while (count < 0 && hasNext()) {
        current.close();
        current = parts.next();
        count = current.read(buffer, offset, length);
      }
      return count;
    }

    private boolean hasNext() throws IOException {
      try {
        return parts.hasNext();
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }

    @Override
    public void close() throws IOException {
      current.close();
    }
  }

  private Stream<InputStream> parts(ZipArchiveEntry entry) {
    try {
      byte[] header = header(entry);
      if (entry.isDirectory() || entry.isUnixSymlink()) {
        return Stream.of(new ByteArrayInputStream(header));
      }
      int padding = (int) ((BLOCK - entry.getSize() % BLOCK) % BLOCK);
      return Stream.of(
          new ByteArrayInputStream(header),
          new Exact(zip.getInputStream(entry), entry.getSize()),
          new ByteArrayInputStream(new byte[padding]));
    } catch (IOException e) {
      throw new UncheckedIOException(
          new ImageException(name + ": " + entry.getName() + ": " + e.getMessage(), e));
    }
  }

  private byte[] header(ZipArchiveEntry entry) throws IOException {
    TarArchiveEntry made =
        entry.isUnixSymlink()
            ? new TarArchiveEntry(FOLDER + entry.getName(), TarConstants.LF_SYMLINK)
            : new TarArchiveEntry(FOLDER + entry.getName());
    if (entry.isUnixSymlink()) {
      made.setLinkName(link(entry));
    } else if (!entry.isDirectory()) {
      made.setSize(entry.getSize());
    }
    int mode = entry.getUnixMode() & 07777;
    int usual = entry.isDirectory() ? 0755 : 0644;
    made.setMode(mode == 0 ? usual : mode);
    made.setModTime(0);
    made.setIds(0, 0);
    made.setNames("", "");
    return bytes(made);
  }

  private static byte[] bytes(TarArchiveEntry entry) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TarArchiveOutputStream out =
        new TarArchiveOutputStream(bytes, BLOCK, StandardCharsets.UTF_8.name());
    out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    out.setAddPaxHeadersForNonAsciiNames(true);
    out.putArchiveEntry(entry);
    out.flush();
    return bytes.toByteArray();
  }

  private String link(ZipArchiveEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return new String(in.readNBytes(MOST_LINK_BYTES), StandardCharsets.UTF_8);
    }
  }

  /** Fails where a content is not as long as the zip's directory says. */
  private static final class Exact extends FilterInputStream {
    private long left;

    Exact(InputStream in, long size) {
      super(in);
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = in.read(buffer, offset, length);
      left -= Math.max(count, 0);
      if (left < 0 || (count < 0 && left != 0)) {
        throw new IOException("an entry of the zip is not as long as its directory says");
      }
      return count;
    }
  }
}
