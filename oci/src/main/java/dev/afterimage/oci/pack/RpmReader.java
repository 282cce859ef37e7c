// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.pack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Packages of rpm, from each of its three databases: SQLite, ndb, and Berkeley DB. */
final class RpmReader implements PackageReader {
  private static final List<String> FOLDERS =
      List.of("/var/lib/rpm/", "/usr/lib/sysimage/rpm/", "/usr/share/rpm/");

  @Override
  public boolean reads(String path) {
    return FOLDERS.stream()
        .anyMatch(
            folder ->
                path.equals(folder + "rpmdb.sqlite")
                    || path.equals(folder + "Packages.db")
                    || path.equals(folder + "Packages"));
  }

  @Override
  public List<InstalledPackage> read(String path, byte[] content) throws IOException {
    List<InstalledPackage> packages = new ArrayList<>();
    for (RpmHeader header : headers(path, content)) {
      packages.add(header.installed());
    }
    return packages;
  }

  /** Returns the owner of each file, by its path. */
  static Map<String, InstalledPackage> files(String path, byte[] content) throws IOException {
    Map<String, InstalledPackage> owners = new HashMap<>();
    for (RpmHeader header : headers(path, content)) {
      InstalledPackage owner = header.installed();
      header.files().forEach(file -> owners.put(file, owner));
    }
    return owners;
  }

  private static List<RpmHeader> headers(String path, byte[] content) throws IOException {
    List<byte[]> blobs;
    if (path.endsWith(".sqlite")) {
      blobs = RpmSqlite.blobs(content);
    } else if (path.endsWith(".db")) {
      blobs = RpmNdb.blobs(content);
    } else {
      blobs = RpmBerkeley.blobs(content);
    }
    List<RpmHeader> headers = new ArrayList<>();
    for (byte[] blob : blobs) {
      headers.add(new RpmHeader(blob));
    }
    return headers;
  }
}
