// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.pack;

import java.io.IOException;
import java.util.List;

/** Reads the packages that one kind of metadata file speaks of. */
public interface PackageReader {
  /** Whether a file is of this kind, told by its path, which starts with a slash. */
  boolean reads(String path);

  /**
   * Returns the packages of a file.
   *
   * @throws IOException where it is damaged; the message says how
   */
  List<InstalledPackage> read(String path, byte[] content) throws IOException;
}
