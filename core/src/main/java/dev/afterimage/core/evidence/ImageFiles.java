// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * Tells the images and packages of code that a case may hold beside the answers of AWS: an OCI
 * layout, an archive of an image, the .zip of a function. They are no answers, so that none of them
 * is read as one; what they hold enters a case as what {@code afterimage image} prints of them.
 */
public final class ImageFiles {
  private static final String LAYOUT = "oci-layout";
  private static final int TAR_MAGIC = 257;
  private static final byte[] USTAR = "ustar".getBytes(StandardCharsets.US_ASCII);

  /** What the .zip of a function holds and a case does not. */
  private static final Set<String> CODE =
      Set.of("py", "js", "mjs", "cjs", "class", "jar", "so", "rb", "ts", "dll", "bootstrap");

  private ImageFiles() {}

  /** Whether a folder is an OCI layout. */
  public static boolean isLayout(Path folder) {
    return Files.isRegularFile(folder.resolve(LAYOUT))
        && Files.isRegularFile(folder.resolve("index.json"));
  }

  /** Returns the folders that are OCI layouts, by the names of all files; each ends with /. */
  static Set<String> layouts(Stream<String> names) {
    return names
        .filter(name -> name.equals(LAYOUT) || name.endsWith("/" + LAYOUT))
        .map(name -> name.substring(0, name.length() - LAYOUT.length()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a file is an archive of an image, compressed or not, or the .zip of a function. */
  public static boolean isImage(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(4);
      if (head.length == 4 && head[0] == 'P' && head[1] == 'K' && head[2] < 9) {
        return isPackage(file);
      }
    }
    return isTar(() -> Files.newInputStream(file));
  }

  private static boolean isPackage(Path file) throws IOException {
    if (!file.getFileSystem().equals(FileSystems.getDefault())) {
      return isPackageWithin(file);
    }
    try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
      return zip.stream().map(ZipEntry::getName).anyMatch(ImageFiles::isCode);
    } catch (ZipException e) {
      return false;
    }
  }

  /** A .zip in a .zip can only be read from its start. */
  private static boolean isPackageWithin(Path file) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      ZipEntry entry = zip.getNextEntry();
      while (entry != null) {
        if (isCode(entry.getName())) {
          return true;
        }
        entry = zip.getNextEntry();
      }
      return false;
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      // Damaged, or with names that are no UTF-8.
      return false;
    }
  }

  private static boolean isCode(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return CODE.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /** Whether a content is a tar, compressed by gzip or not. */
  static boolean isTar(EvidenceFile.Content content) throws IOException {
    try (InputStream in = content.open()) {
      byte[] head = in.readNBytes(TAR_MAGIC + USTAR.length);
      boolean zipped = head.length > 2 && head[0] == 0x1f && head[1] == (byte) 0x8b;
      return zipped ? isZippedTar(content) : hasMagic(head);
    }
  }

  private static boolean isZippedTar(EvidenceFile.Content content) throws IOException {
    try (InputStream in = content.open();
        InputStream plain = new GZIPInputStream(in)) {
      return hasMagic(plain.readNBytes(TAR_MAGIC + USTAR.length));
    } catch (ZipException | EOFException e) {
      // What is broken is read as evidence, which tells of it.
      return false;
    }
  }

  /** A header pads its fields with zeros, which no text holds. */
  private static boolean hasMagic(byte[] head) {
    boolean padded = false;
    for (int i = 0; i < Math.min(head.length, TAR_MAGIC); i++) {
      padded |= head[i] == 0;
    }
    return padded
        && head.length > TAR_MAGIC
        && Arrays.equals(
            USTAR,
            0,
            USTAR.length,
            head,
            TAR_MAGIC,
            Math.min(head.length, TAR_MAGIC + USTAR.length));
  }
}
