// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A setting of the images' configuration that differs; secrets are masked.
 *
 * @param field the setting: {@code Env}, {@code Cmd}, {@code Labels} ...
 * @param key the variable or label; empty for settings that have one value
 * @param a its value in the first image
 * @param b its value in the second image
 */
public record ConfigChange(String field, String key, Optional<String> a, Optional<String> b) {
  public ConfigChange {
    requireNonNull(field, "field is null");
    requireNonNull(key, "key is null");
    requireNonNull(a, "a is null");
    requireNonNull(b, "b is null");
  }
}
