// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.registry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One repository of the registry. */
final class Repository {
  private final String name;
  private final Instant createdAt;
  private final Map<String, StoredImage> images = new LinkedHashMap<>();
  private boolean readableByLambda = true;

  Repository(String name, Instant createdAt) {
    this.name = requireNonNull(name, "name is null");
    this.createdAt = requireNonNull(createdAt, "createdAt is null");
  }

  String name() {
    return name;
  }

  Instant createdAt() {
    return createdAt;
  }

  Collection<StoredImage> images() {
    return Collections.unmodifiableCollection(images.values());
  }

  Optional<StoredImage> byDigest(String digest) {
    return Optional.ofNullable(images.get(digest));
  }

  Optional<StoredImage> byTag(String tag) {
    return images.values().stream().filter(image -> image.tags().contains(tag)).findFirst();
  }

  StoredImage put(Image image, Instant now) {
    return images.computeIfAbsent(image.digest(), digest -> new StoredImage(image, now));
  }

  void delete(String digest) {
    images.remove(digest);
  }

  boolean isReadableByLambda() {
    return readableByLambda;
  }

  void setReadableByLambda(boolean readable) {
    readableByLambda = readable;
  }
}
