// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian packages: the status file, and the status.d folder of distroless images. */
final class DpkgReader implements PackageReader {
  @Override
  public boolean reads(String path) {
    return path.equals("/var/lib/dpkg/status")
        || (path.startsWith("/var/lib/dpkg/status.d/") && !path.endsWith(".md5sums"));
  }

  @Override
  public List<InstalledPackage> read(String path, byte[] content) {
    List<InstalledPackage> packages = new ArrayList<>();
    for (Map<String, String> fields : Fields.paragraphs(content)) {
      String status = fields.getOrDefault("Status", "installed");
      String name = fields.getOrDefault("Package", "");
      String version = fields.getOrDefault("Version", "");
      boolean installed = status.endsWith("installed") && !status.endsWith("not-installed");
      if (installed && !name.isEmpty() && !version.isEmpty()) {
        packages.add(new InstalledPackage(Ecosystem.DPKG, name, version, "/"));
      }
    }
    return packages;
  }
}
