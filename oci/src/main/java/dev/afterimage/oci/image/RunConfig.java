// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.image;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a container of the image is started.
 *
 * @param environment each variable by its name
 * @param user as configured; empty where it is not
 * @param workingDirectory as configured; empty where it is not
 * @param others further settings by their name in the configuration, as JSON text
 */
public record RunConfig(
    SortedMap<String, String> environment,
    List<String> entrypoint,
    List<String> command,
    String user,
    String workingDirectory,
    SortedMap<String, String> others) {
  public RunConfig {
    requireNonNull(user, "user is null");
    requireNonNull(workingDirectory, "workingDirectory is null");
    environment = sorted(environment);
    others = sorted(others);
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
  }

  private static SortedMap<String, String> sorted(Map<String, String> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
