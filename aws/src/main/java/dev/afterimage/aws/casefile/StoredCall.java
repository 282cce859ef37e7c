// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.casefile;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A call whose answer lies in the case: an entry of the manifest.
 *
 * @param id what tells the call from others of the case; its file is named after it
 * @param api service and operation, as {@code logs:FilterLogEvents}
 * @param request the parameters, without the token of a page
 */
public record StoredCall(String id, String api, ObjectNode request, Stored stored) {

  /**
   * The answer.
   *
   * @param at when its first page was asked for
   * @param file below the case, with slashes
   * @param pages how many answers of AWS it was put together from
   * @param extent how much of the answer is here
   */
  public record Stored(Instant at, String file, String sha256, int pages, Extent extent) {
    public Stored {
      requireNonNull(at, "at is null");
      requireNonNull(file, "file is null");
      requireNonNull(sha256, "sha256 is null");
      requireNonNull(extent, "extent is null");
    }
  }

  /** How much of an answer is here. */
  public enum Extent {
    /** Every page. */
    WHOLE,
    /** As many pages as were wanted; there are more. */
    ENOUGH,
    /** As many pages as are ever read of such an answer; what is behind them is lacking. */
    CUT,
    /** Fewer pages than were wanted. */
    PART
  }

  public StoredCall {
    requireNonNull(id, "id is null");
    requireNonNull(api, "api is null");
    requireNonNull(request, "request is null");
    requireNonNull(stored, "stored is null");
  }

  /** Whether there is nothing left to ask of this call. */
  public boolean isAnswered() {
    return stored.extent() != Extent.PART;
  }

  /** Returns the entry of the manifest. */
  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", id).put("api", api);
    node.set("request", request);
    node.put("at", stored.at().truncatedTo(ChronoUnit.MILLIS).toString());
    node.put("file", stored.file()).put("sha256", stored.sha256()).put("pages", stored.pages());
    node.put("complete", stored.extent() == Extent.WHOLE);
    if (stored.extent() == Extent.ENOUGH) {
      node.put("enough", true);
    } else if (stored.extent() == Extent.CUT) {
      node.put("cut", true);
    }
    return node;
  }

  /** Reads an entry of a manifest; none where it is not one of the collector's. */
  static Optional<StoredCall> of(JsonNode node) {
    Optional<String> id = Json.text(node, "id");
    Optional<String> file = Json.text(node, "file");
    Optional<String> sha256 = Json.text(node, "sha256");
    Optional<Instant> at = Timestamps.parse(node.path("at"));
    if (id.isEmpty() || file.isEmpty() || sha256.isEmpty() || at.isEmpty()) {
      return Optional.empty();
    }
    if (!(node.path("request") instanceof ObjectNode request)) {
      return Optional.empty();
    }
    Stored stored =
        new Stored(at.get(), file.get(), sha256.get(), node.path("pages").asInt(1), extent(node));
    return Optional.of(new StoredCall(id.get(), node.path("api").asText(""), request, stored));
  }

  private static Extent extent(JsonNode node) {
    if (node.path("complete").asBoolean(false)) {
      return Extent.WHOLE;
    }
    if (node.path("enough").asBoolean(false)) {
      return Extent.ENOUGH;
    }
    return node.path("cut").asBoolean(false) ? Extent.CUT : Extent.PART;
  }
}
