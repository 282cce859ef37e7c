// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.pack;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Python distributions: dist-info and egg-info, wherever they stand. */
final class PythonReader implements PackageReader {
  private static final Set<String> KEYS = Set.of("Metadata-Version", "Name", "Version");

  @Override
  public boolean reads(String path) {
    return path.endsWith(".dist-info/METADATA")
        || path.endsWith(".egg-info/PKG-INFO")
        || path.endsWith("/EGG-INFO/PKG-INFO")
        || path.endsWith(".egg-info");
  }

  @Override
  public List<InstalledPackage> read(String path, byte[] content) {
    Map<String, String> fields = new HashMap<>();
    Fields.paragraphs(content, KEYS, p -> fields.putAll(fields.isEmpty() ? p : Map.of()));
    String name = normalised(fields.getOrDefault("Name", ""));
    if (name.isEmpty()) {
      return List.of();
    }
    String version = fields.getOrDefault("Version", "");
    return List.of(new InstalledPackage(Ecosystem.PYTHON, name, version, location(path)));
  }

  /** Returns the directory that the distribution's own directory stands in. */
  static String location(String path) {
    String folder = path.endsWith(".egg-info") ? path : path.substring(0, path.lastIndexOf('/'));
    if (folder.endsWith("/EGG-INFO")) {
      folder = folder.substring(0, folder.lastIndexOf('/'));
    }
    int slash = folder.lastIndexOf('/');
    return slash <= 0 ? "/" : folder.substring(0, slash);
  }

  /** Names are compared as PEP 503 says. */
  static String normalised(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
  }
}
