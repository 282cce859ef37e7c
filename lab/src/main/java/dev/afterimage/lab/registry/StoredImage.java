// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.registry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** An image in a repository, with what changes about it: its tags and its last pull. */
final class StoredImage {
  private final Image image;
  private final Instant pushedAt;
  private final Set<String> tags = new TreeSet<>();
  private Optional<Instant> pulledAt = Optional.empty();

  StoredImage(Image image, Instant pushedAt) {
    this.image = requireNonNull(image, "image is null");
    this.pushedAt = requireNonNull(pushedAt, "pushedAt is null");
  }

  Image image() {
    return image;
  }

  Instant pushedAt() {
    return pushedAt;
  }

  Set<String> tags() {
    return Collections.unmodifiableSet(tags);
  }

  void tag(String tag) {
    tags.add(tag);
  }

  void untag(String tag) {
    tags.remove(tag);
  }

  Optional<Instant> pulledAt() {
    return pulledAt;
  }

  void pulled(Instant time) {
    pulledAt = Optional.of(time);
  }
}
