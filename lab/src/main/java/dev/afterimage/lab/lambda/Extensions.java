// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The external extensions that come with layers. */
public final class Extensions {

  /**
   * One extension.
   *
   * @param name its file name
   * @param error what fails when it starts, such as {@code Extension.Crash}; empty where it works
   */
  record Extension(String name, String error) {}

  private final Map<String, Extension> byLayer = new TreeMap<>();

  /** No layer brings an extension. */
  public Extensions() {}

  /** Says that a version of a layer brings an extension that works. */
  public void add(String layerArn, String name) {
    byLayer.put(layerArn, new Extension(name, ""));
  }

  /** Says that a layer's extension fails at each start from now on. */
  public void spoil(String layerArn, String error) {
    byLayer.computeIfPresent(layerArn, (arn, old) -> new Extension(old.name(), error));
  }

  Optional<Extension> of(String layerArn) {
    return Optional.ofNullable(byLayer.get(layerArn));
  }
}
