// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.pack;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Java archives: the Maven coordinates in them, and in the archives in them. */
final class JarReader implements PackageReader {
  private static final int MOST_ENTRIES = 200_000;
  private static final int DEEPEST = 3;
  private static final int PROPERTIES_BYTES = 64 << 10;
  private static final int MANIFEST_BYTES = 1 << 20;

  /** How much more an archive may unpack to than it weighs; what real ones reach is below ten. */
  private static final int MOST_RATIO = 50;

  private static final byte[] DIRECTORY_ENTRY = {'P', 'K', 1, 2};

  @Override
  public boolean reads(String path) {
    return isArchive(path);
  }

  private static boolean isArchive(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return lower.endsWith(".jar") || lower.endsWith(".war") || lower.endsWith(".ear");
  }

  @Override
  public List<InstalledPackage> read(String path, byte[] content) throws IOException {
    checkEntries(content);
    Found found = new Found();
    Budget budget = new Budget(PROPERTIES_BYTES + (long) MOST_RATIO * content.length);
    Place place = new Place(path, 0);
    try (ZipFile zip = ZipFile.builder().setByteArray(content).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        if (isWanted(entry.getName(), place)) {
          try (InputStream in = budget.bounded(zip.getInputStream(entry))) {
            read(entry.getName(), in, place, found, budget);
          }
        }
      }
    }
    return found.all();
  }

  /** Counts them before they are listed, which takes memory for each. */
  private static void checkEntries(byte[] content) throws IOException {
    int entries = 0;
    for (int i = 0; i + DIRECTORY_ENTRY.length <= content.length; i++) {
      boolean starts = content[i] == DIRECTORY_ENTRY[0];
      if (starts && Arrays.equals(content, i, i + 4, DIRECTORY_ENTRY, 0, 4)) {
        entries++;
      }
    }
    if (entries > MOST_ENTRIES) {
      throw new IOException("it has more than " + MOST_ENTRIES + " entries");
    }
  }

  /** The packages of one archive: its manifest counts where no coordinates are in it. */
  private static final class Found {
    private final List<InstalledPackage> packages = new ArrayList<>();
    private Optional<InstalledPackage> manifest = Optional.empty();

    List<InstalledPackage> all() {
      return packages.isEmpty() ? manifest.stream().toList() : packages;
    }
  }

  /** What may still be unpacked of one archive of the image, archives in it included. */
  private static final class Budget {
    private long bytes;

    Budget(long bytes) {
      this.bytes = bytes;
    }

    InputStream bounded(InputStream in) {
      return new FilterInputStream(in) {
        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          int count = in.read(buffer, offset, length);
          bytes -= Math.max(count, 0);
          if (bytes < 0) {
            throw new IOException("it holds more than is read of an archive");
          }
          return count;
        }

        @Override
        public long skip(long count) throws IOException {
          byte[] waste = new byte[(int) Math.min(Math.max(count, 0), 1 << 13)];
          return waste.length == 0 ? 0 : Math.max(read(waste, 0, waste.length), 0);
        }
      };
    }
  }

  private record Place(String path, int depth) {
    String location() {
      int slash = path.lastIndexOf('/');
      return slash <= 0 ? "/" : path.substring(0, slash);
    }

    Place inner(String name) {
      return new Place(location() + "!/" + name, depth + 1);
    }
  }

  private static boolean isWanted(String name, Place place) {
    return isCoordinates(name)
        || name.equals("META-INF/MANIFEST.MF")
        || (isArchive(name) && place.depth() < DEEPEST);
  }

  private static boolean isCoordinates(String name) {
    return name.startsWith("META-INF/maven/") && name.endsWith("/pom.properties");
  }

  private static void read(String name, InputStream in, Place place, Found found, Budget budget)
      throws IOException {
    if (isCoordinates(name)) {
      coordinates(bytes(in, PROPERTIES_BYTES), place).ifPresent(found.packages::add);
    } else if (isArchive(name)) {
      found.packages.addAll(inner(in, place.inner(name), budget));
    } else {
      found.manifest = manifest(bytes(in, MANIFEST_BYTES), place);
    }
  }

  private static byte[] bytes(InputStream in, int most) throws IOException {
    byte[] content = in.readNBytes(most + 1);
    if (content.length > most) {
      throw new IOException("it holds more than is read of an archive");
    }
    return content;
  }

  /** An archive in an archive is read as it comes, and takes no memory. */
  private static List<InstalledPackage> inner(InputStream in, Place place, Budget budget)
      throws IOException {
    Found found = new Found();
    ZipArchiveInputStream zip = new ZipArchiveInputStream(in, "UTF-8", true, true);
    ZipArchiveEntry entry = zip.getNextEntry();
    for (int entries = 0; entry != null; entries++) {
      if (entries > MOST_ENTRIES) {
        throw new IOException("it has more than " + MOST_ENTRIES + " entries");
      }
      InputStream content = budget.bounded(zip);
      if (isWanted(entry.getName(), place)) {
        read(entry.getName(), content, place, found, budget);
      }
      content.transferTo(OutputStream.nullOutputStream());
      entry = zip.getNextEntry();
    }
    return found.all();
  }

  private static Optional<InstalledPackage> coordinates(byte[] content, Place place)
      throws IOException {
    Properties properties = new Properties();
    properties.load(new ByteArrayInputStream(content));
    String group = properties.getProperty("groupId", "");
    String artifact = properties.getProperty("artifactId", "");
    String version = properties.getProperty("version", "");
    return artifact.isEmpty() || version.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new InstalledPackage(
                Ecosystem.MAVEN, group + ":" + artifact, version, place.location()));
  }

  private static Optional<InstalledPackage> manifest(byte[] content, Place place) {
    try {
      Attributes main = new Manifest(new ByteArrayInputStream(content)).getMainAttributes();
      String name = main.getValue(Attributes.Name.IMPLEMENTATION_TITLE);
      String version = main.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
      return name == null || version == null
          ? Optional.empty()
          : Optional.of(new InstalledPackage(Ecosystem.MAVEN, name, version, place.location()));
    } catch (IOException e) {
      // A manifest of no right form names no package; the archive may still hold others.
      return Optional.empty();
    }
  }
}
