// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import static java.util.Objects.requireNonNull;

import dev.afterimage.oci.pack.Ecosystem;
import java.util.Optional;

/**
 * A package whose version differs, or that only one image has.
 *
 * @param location the directory that it is installed in
 * @param a its version in the first image
 * @param b its version in the second image
 */
public record PackageChange(
    Ecosystem ecosystem, String name, String location, Optional<String> a, Optional<String> b) {
  public PackageChange {
    requireNonNull(ecosystem, "ecosystem is null");
    requireNonNull(name, "name is null");
    requireNonNull(location, "location is null");
    requireNonNull(a, "a is null");
    requireNonNull(b, "b is null");
  }

  /** Returns how it differs. */
  public Relation relation() {
    if (a.isEmpty()) {
      return Relation.ADDED;
    }
    return b.isEmpty() ? Relation.REMOVED : Relation.CHANGED;
  }
}
