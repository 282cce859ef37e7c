// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Ref;
import java.util.Optional;

/**
 * The input, output or parameters of a run, a step or an attempt.
 *
 * @param text the JSON as AWS gives it; none where the answer leaves it out
 * @param ref the string that holds it, or what should have held it
 * @param truncated whether AWS cut it off
 */
public record Payload(Optional<String> text, Ref ref, boolean truncated) {
  public Payload {
    requireNonNull(text, "text is null");
    requireNonNull(ref, "ref is null");
  }

  /** Returns a payload that {@code ref} leaves out. */
  public static Payload missing(Ref ref) {
    return new Payload(Optional.empty(), ref, false);
  }

  /** Returns the JSON; none where it is left out, cut off or no JSON. */
  public Optional<JsonNode> json() {
    return text.flatMap(Json::parse);
  }

  /** Returns the size in bytes of UTF-8; 0 where it is left out. */
  public int bytes() {
    return text.map(t -> t.getBytes(java.nio.charset.StandardCharsets.UTF_8).length).orElse(0);
  }
}
