// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.afterimage.core.evidence.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One difference between the moments of two runs. */
public record Change(
    Kind kind, Field field, Values values, Origin origin, boolean relevant, List<Ref> evidence) {

  /** What changed. */
  public enum Kind {
    DEFINITION,
    CODE,
    IMAGE,
    CONFIGURATION,
    ENVIRONMENT,
    RUNTIME,
    LAYER,
    CONCURRENCY,
    NETWORK,
    PERMISSION,
    INPUT,
    CONTENTION
  }

  /** Whose field changed: a function, a state, a resource. */
  public record Field(String subject, String name) {}

  /** The value before and after; null nodes where unknown or absent. */
  public record Values(JsonNode a, JsonNode b) {
    /** Neither value is known. */
    public static final Values UNKNOWN = new Values(NullNode.getInstance(), NullNode.getInstance());

    public Values {
      a = a.isMissingNode() ? NullNode.getInstance() : a;
      b = b.isMissingNode() ? NullNode.getInstance() : b;
    }
  }

  /** When and by whom, as far as known. */
  public record Origin(Optional<Instant> at, Optional<String> by) {
    /** Nothing is known. */
    public static final Origin UNKNOWN = new Origin(Optional.empty(), Optional.empty());
  }

  public Change {
    requireNonNull(kind, "kind is null");
    requireNonNull(field, "field is null");
    requireNonNull(values, "values is null");
    requireNonNull(origin, "origin is null");
    evidence = List.copyOf(evidence);
  }

  /** Returns this change, relevant or not to the failure. */
  public Change relevant(boolean touchesFailure) {
    return new Change(kind, field, values, origin, touchesFailure, evidence);
  }
}
