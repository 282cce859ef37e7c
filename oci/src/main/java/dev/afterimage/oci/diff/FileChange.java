// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import static java.util.Objects.requireNonNull;

import dev.afterimage.oci.layer.Inode;
import dev.afterimage.oci.pack.InstalledPackage;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A path that differs.
 *
 * @param path raw path with a slash at its start
 * @param relation added, removed or changed
 * @param aspects in what it differs; empty where it is added or removed
 * @param a what it is in the first image
 * @param b what it is in the second image
 */
public record FileChange(
    String path,
    Relation relation,
    Set<Aspect> aspects,
    Optional<Side> a,
    Optional<Side> b,
    Origin origin) {
  /**
   * What a path is in one image.
   *
   * @param layer position of the layer that made it so
   */
  public record Side(Inode inode, int layer) {
    public Side {
      requireNonNull(inode, "inode is null");
    }
  }

  /**
   * Where a difference comes from.
   *
   * @param owner the package that lists the file
   * @param ownerChanged whether the version of that package differs, so that the change is expected
   * @param hiddenBy position of the layer, in the image that lacks the path, that hides it
   */
  public record Origin(
      Optional<InstalledPackage> owner, boolean ownerChanged, Optional<Integer> hiddenBy) {
    /** Nothing known. */
    public static final Origin UNKNOWN = new Origin(Optional.empty(), false, Optional.empty());

    public Origin {
      requireNonNull(owner, "owner is null");
      requireNonNull(hiddenBy, "hiddenBy is null");
    }
  }

  public FileChange {
    requireNonNull(path, "path is null");
    requireNonNull(relation, "relation is null");
    requireNonNull(a, "a is null");
    requireNonNull(b, "b is null");
    requireNonNull(origin, "origin is null");
    aspects =
        aspects.isEmpty()
            ? Collections.emptySet()
            : Collections.unmodifiableSet(EnumSet.copyOf(aspects));
  }

  FileChange with(Origin where) {
    return new FileChange(path, relation, aspects, a, b, where);
  }

  /** Returns the side that says most of it: the second image's, else the first one's. */
  public Side side() {
    return b.or(() -> a).orElseThrow();
  }
}
