// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Debian packages: the status file, and the status.d folder of distroless images. */
final class DpkgReader implements PackageReader {
  private static final Set<String> KEYS = Set.of("Package", "Status", "Version");

  @Override
  public boolean reads(String path) {
    return path.equals("/var/lib/dpkg/status")
        || (path.startsWith("/var/lib/dpkg/status.d/") && !path.endsWith(".md5sums"));
  }

  @Override
  public List<InstalledPackage> read(String path, byte[] content) {
    List<InstalledPackage> packages = new ArrayList<>();
    Fields.paragraphs(content, KEYS, fields -> installed(fields).ifPresent(packages::add));
    return packages;
  }

  private static Optional<InstalledPackage> installed(Map<String, String> fields) {
    String status = fields.getOrDefault("Status", "installed");
    String name = fields.getOrDefault("Package", "");
    String version = fields.getOrDefault("Version", "");
    boolean installed = status.endsWith("installed") && !status.endsWith("not-installed");
    return installed && !name.isEmpty() && !version.isEmpty()
        ? Optional.of(new InstalledPackage(Ecosystem.DPKG, name, version, "/"))
        : Optional.empty();
  }
}
