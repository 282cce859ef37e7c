// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.casefile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Where a case is asked for. A .zip is collected in a folder beside it, packed when that is over,
 * and unpacked into it again to be gone on with.
 */
public final class CasePlace implements AutoCloseable {
  private static final long MOST_BYTES = 16L << 30;

  private final Path place;
  private final Path folder;

  private CasePlace(Path place, Path folder) {
    this.place = place;
    this.folder = folder;
  }

  /** Opens a place: nothing, a case to go on with, or an empty folder. */
  public static CasePlace open(Path place) throws IOException, CaseException {
    Path absolute = place.toAbsolutePath();
    if (!place.toString().toLowerCase(Locale.ROOT).endsWith(".zip")) {
      if (Files.isRegularFile(absolute)) {
        throw new CaseException(place + " is a file; choose a folder or a .zip");
      }
      return new CasePlace(absolute, absolute);
    }
    Path folder = absolute.resolveSibling("." + absolute.getFileName() + ".collecting");
    if (Files.exists(absolute) && !Files.exists(folder)) {
      unpack(absolute, folder);
    }
    return new CasePlace(absolute, folder);
  }

  /** Returns the folder to collect into. */
  public Path folder() {
    return folder;
  }

  private static void unpack(Path zip, Path folder) throws IOException, CaseException {
    Path temp = folder.resolveSibling(folder.getFileName() + ".tmp");
    Folders.delete(temp);
    Files.createDirectories(temp);
    long left = MOST_BYTES;
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = temp.resolve(entry.getName()).normalize();
        if (!file.startsWith(temp)) {
          throw new CaseException(zip + " leads out of itself; choose a new .zip");
        }
        if (!entry.isDirectory()) {
          Files.createDirectories(file.resolveSibling(""));
          left -= copy(in, file, left);
        }
      }
    }
    if (left == MOST_BYTES) {
      throw new CaseException(zip + " is no .zip of a case; choose a new one");
    }
    Files.move(temp, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private static long copy(InputStream in, Path file, long most) throws IOException {
    long copied = 0;
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        copied += read;
        if (copied > most) {
          throw new IOException("the archive unpacks to more than " + MOST_BYTES + " bytes");
        }
        out.write(buffer, 0, read);
      }
    }
    return copied;
  }

  /** Packs what was collected, where it is to be a .zip. */
  @Override
  public void close() throws IOException {
    if (folder.equals(place) || !Files.exists(folder.resolve(CaseStore.MANIFEST))) {
      return;
    }
    Path temp = place.resolveSibling("." + place.getFileName() + ".tmp");
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(temp))) {
      for (Path file : files) {
        ZipEntry entry = new ZipEntry(folder.relativize(file).toString().replace('\\', '/'));
        // A fixed time: two packings of one case give the same bytes.
        entry.setTime(0);
        out.putNextEntry(entry);
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    Files.move(temp, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Folders.delete(folder);
  }
}
