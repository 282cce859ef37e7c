// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.pack;

import static java.util.Objects.requireNonNull;

/**
 * A package that an image holds.
 *
 * @param location the directory that it is installed in; {@code /} for packages of the system
 */
public record InstalledPackage(Ecosystem ecosystem, String name, String version, String location) {
  public InstalledPackage {
    requireNonNull(ecosystem, "ecosystem is null");
    requireNonNull(name, "name is null");
    requireNonNull(version, "version is null");
    requireNonNull(location, "location is null");
  }
}
