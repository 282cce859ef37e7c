// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.pack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Java archives: the Maven coordinates in them, and in the archives in them. */
final class JarReader implements PackageReader {
  /** What is read of one archive, and of one inside another. */
  static final int MOST_BYTES = 128 << 20;

  private static final int MOST_ENTRIES = 200_000;
  private static final int DEEPEST = 3;
  private static final int PROPERTIES_BYTES = 64 << 10;

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
    List<InstalledPackage> packages = new ArrayList<>();
    Budget budget = new Budget();
    read(content, new Place(path, 0), budget, packages);
    return packages;
  }

  /** What may still be unpacked of one archive of the image. */
  private static final class Budget {
    long bytes = MOST_BYTES * 2L;

    byte[] unpack(ZipFile zip, ZipArchiveEntry entry, int most) throws IOException {
      try (InputStream in = zip.getInputStream(entry)) {
        byte[] content = in.readNBytes(most + 1);
        bytes -= content.length;
        if (content.length > most || bytes < 0) {
          throw new IOException("it holds more than is read of an archive");
        }
        return content;
      }
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

  private static void read(
      byte[] content, Place place, Budget budget, List<InstalledPackage> packages)
      throws IOException {
    try (ZipFile zip = ZipFile.builder().setByteArray(content).get()) {
      int before = packages.size();
      List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
      if (entries.size() > MOST_ENTRIES) {
        throw new IOException("it has more than " + MOST_ENTRIES + " entries");
      }
      Optional<InstalledPackage> manifest = Optional.empty();
      for (ZipArchiveEntry entry : entries) {
        String name = entry.getName();
        if (name.startsWith("META-INF/maven/") && name.endsWith("/pom.properties")) {
          coordinates(budget.unpack(zip, entry, PROPERTIES_BYTES), place).ifPresent(packages::add);
        } else if (name.equals("META-INF/MANIFEST.MF")) {
          manifest = manifest(budget.unpack(zip, entry, PROPERTIES_BYTES * 16), place);
        } else if (isArchive(name) && place.depth() < DEEPEST) {
          read(budget.unpack(zip, entry, MOST_BYTES), place.inner(name), budget, packages);
        }
      }
      if (packages.size() == before) {
        manifest.ifPresent(packages::add);
      }
    }
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
