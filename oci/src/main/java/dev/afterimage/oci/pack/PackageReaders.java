// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.pack;

import java.util.List;
import java.util.Optional;

/** The kinds of package metadata that are known. */
public final class PackageReaders {
  private static final List<PackageReader> ALL =
      List.of(
          new DpkgReader(),
          new ApkReader(),
          new RpmReader(),
          new PythonReader(),
          new NpmReader(),
          new JarReader());

  private PackageReaders() {}

  /** Returns the reader for a path, which starts with a slash. */
  public static Optional<PackageReader> forPath(String path) {
    return ALL.stream().filter(reader -> reader.reads(path)).findFirst();
  }
}
