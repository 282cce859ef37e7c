// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.image;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** The system that an image is for, in Go's words: {@code linux/arm64/v8}. */
public record Platform(String os, String architecture, Optional<String> variant) {
  /** What Lambda runs unless it is told otherwise. */
  public static final Platform LINUX_AMD64 = new Platform("linux", "amd64", Optional.empty());

  public Platform {
    requireNonNull(os, "os is null");
    requireNonNull(architecture, "architecture is null");
    requireNonNull(variant, "variant is null");
  }

  /** Returns the platform that {@code os/arch[/variant]} names; none where it names none. */
  public static Optional<Platform> parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length < 2 || parts.length > 3 || parts[0].isEmpty() || parts[1].isEmpty()) {
      return Optional.empty();
    }
    Optional<String> variant = parts.length == 3 ? Optional.of(parts[2]) : Optional.empty();
    return Optional.of(new Platform(parts[0], parts[1], variant));
  }

  /** Whether an image for this platform is what {@code wanted} asks for. */
  public boolean satisfies(Platform wanted) {
    boolean sameVariant =
        wanted.variant.isEmpty() || variant.isEmpty() || wanted.variant.equals(variant);
    return os.equals(wanted.os) && architecture.equals(wanted.architecture) && sameVariant;
  }

  @Override
  public String toString() {
    return os + "/" + architecture + variant.map(v -> "/" + v).orElse("");
  }
}
