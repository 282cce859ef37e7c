// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.pack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Alpine packages: the installed database, one letter a field. */
final class ApkReader implements PackageReader {
  @Override
  public boolean reads(String path) {
    return path.equals("/lib/apk/db/installed") || path.equals("/usr/lib/apk/db/installed");
  }

  @Override
  public List<InstalledPackage> read(String path, byte[] content) {
    List<InstalledPackage> packages = new ArrayList<>();
    String name = "";
    for (Iterator<String> lines = lines(content); lines.hasNext(); ) {
      String line = lines.next();
      if (line.startsWith("P:")) {
        name = line.substring(2);
      } else if (line.startsWith("V:") && !name.isEmpty()) {
        packages.add(new InstalledPackage(Ecosystem.APK, name, line.substring(2), "/"));
      }
    }
    return packages;
  }

  private static Iterator<String> lines(byte[] content) {
    return new String(content, StandardCharsets.UTF_8).lines().iterator();
  }

  /** Returns the owner of each file, by its path. */
  static Map<String, InstalledPackage> files(byte[] content) {
    Map<String, InstalledPackage> owners = new HashMap<>();
    String name = "";
    String version = "";
    String folder = "";
    for (Iterator<String> lines = lines(content); lines.hasNext(); ) {
      String line = lines.next();
      if (line.startsWith("P:")) {
        name = line.substring(2);
      } else if (line.startsWith("V:")) {
        version = line.substring(2);
      } else if (line.startsWith("F:")) {
        folder = line.substring(2);
      } else if (line.startsWith("R:")) {
        String path = (folder.isEmpty() ? "/" : "/" + folder + "/") + line.substring(2);
        owners.put(path, new InstalledPackage(Ecosystem.APK, name, version, "/"));
      }
    }
    return owners;
  }
}
