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
 * @param source what shows it
 */
public record ConfigurationInForce(
    String function, JsonNode json, boolean certain, FunctionState.Source source) {
  public ConfigurationInForce {
    requireNonNull(function, "function is null");
    requireNonNull(json, "json is null");
    requireNonNull(source, "source is null");
  }

  static ConfigurationInForce of(FunctionState state, boolean certain) {
    return new ConfigurationInForce(
        state.function(), state.configuration(), certain, state.source());
  }

  /** Whether fields may be missing here that the function has: CloudTrail leaves some out. */
  public boolean partial() {
    return source.isTrail();
  }

  /** Returns the ref to the configuration. */
  public Ref ref() {
    return source.ref();
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
    return source.isTrail() ? ref().below("/" + TrailJson.trailName(field)) : ref().child(field);
  }
}
