// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Ref;
import java.util.Optional;

/**
 * The configuration of a function in one run.
 *
 * @param json with the keys of get-function-configuration
 * @param certain whether it is shown that it held during the run; else it is a lead
 */
public record ConfigurationInForce(String function, JsonNode json, boolean certain, Ref ref) {
  public ConfigurationInForce {
    requireNonNull(function, "function is null");
    requireNonNull(json, "json is null");
    requireNonNull(ref, "ref is null");
  }

  /** Returns the limit of one invocation, in seconds. */
  public Optional<Long> timeoutSeconds() {
    return Json.whole(json, "Timeout");
  }

  /** Returns the memory of a sandbox, in MB. */
  public Optional<Long> memoryMb() {
    return Json.whole(json, "MemorySize");
  }

  /** Whether the function has subnets, and so no network but what they give it. */
  public boolean isInVpc() {
    return json.path("VpcConfig").path("SubnetIds").size() > 0;
  }

  /** Whether the function mounts a file system. */
  public boolean hasFileSystem() {
    return json.path("FileSystemConfigs").size() > 0;
  }

  /** Returns the ref to a field. */
  public Ref ref(String field) {
    return ref.inner().isPresent()
        ? ref.inside(
            ref.inner().get()
                + "/"
                + field.substring(0, 1).toLowerCase(java.util.Locale.ROOT)
                + field.substring(1))
        : ref.child(field);
  }
}
