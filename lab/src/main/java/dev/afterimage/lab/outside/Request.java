// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.outside;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;

/**
 * A request to a service.
 *
 * @param sender who sends it
 * @param at when
 * @param attributes what the service looks at
 */
public record Request(Sender sender, Instant at, Map<String, String> attributes) {
  public Request {
    requireNonNull(sender, "sender is null");
    requireNonNull(at, "at is null");
    attributes = Map.copyOf(attributes);
  }

  /** Returns an attribute, empty where it is not there. */
  public String attribute(String name) {
    return attributes.getOrDefault(name, "");
  }
}
