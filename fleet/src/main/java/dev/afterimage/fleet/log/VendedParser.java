// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.afterimage.core.evidence.FileId;
import dev.afterimage.core.evidence.Location;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.evidence.Timestamps;
import dev.afterimage.core.history.EventType;
import dev.afterimage.core.history.HistoryEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the events that Step Functions writes, in one pass over their tokens. */
final class VendedParser {
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(500)
                  .maxStringLength(16 << 20)
                  .build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private static final ObjectMapper TREES =
      new ObjectMapper(FACTORY).enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final Map<String, EventType> types = new HashMap<>();
  private final FileId file;
  private long refLine;
  private @Nullable Ref refOfLine;
  private @Nullable Ref refOfDetails;
  private @Nullable String id;
  private @Nullable String previous;
  private @Nullable String type;
  private @Nullable String at;
  private @Nullable String arn;
  private JsonNode details = MissingNode.getInstance();

  VendedParser(FileId file) {
    this.file = file;
  }

  /** Forgets the fields of the event before. */
  void clear() {
    id = null;
    previous = null;
    type = null;
    at = null;
    arn = null;
    details = MissingNode.getInstance();
  }

  /**
   * Takes a field whose value is the current token, where an event has it; the token is then the
   * last one of the value.
   */
  boolean take(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "id" -> id = parser.getValueAsString();
      case "previous_event_id" -> previous = parser.getValueAsString();
      case "type" -> type = parser.getValueAsString();
      case "event_timestamp" -> at = parser.getValueAsString();
      case "execution_arn" -> arn = parser.getValueAsString();
      case "details" -> {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
          return false;
        }
        details = object(parser);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * Builds the object whose first token is the current one. A mapper makes a context for each
   * value, which takes as long as the few texts of an event.
   */
  private static ObjectNode object(JsonParser parser) throws IOException {
    ObjectNode node = TREES.createObjectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      node.set(
          name,
          token == JsonToken.VALUE_STRING
              ? TextNode.valueOf(parser.getText())
              : token == JsonToken.START_OBJECT ? object(parser) : TREES.readTree(parser));
    }
    return node;
  }

  /** Reads the object whose first token is the current one. */
  void read(JsonParser parser) throws IOException {
    clear();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      boolean other = parser.currentToken().isStructStart() && !name.equals("details");
      if (other || !take(name, parser)) {
        parser.skipChildren();
      }
    }
  }

  /** Whether the fields that were taken name an execution. */
  boolean isEvent() {
    return arn != null;
  }

  /** Returns why the fields make no event; empty where they do. */
  Optional<String> problem() {
    String missing =
        id == null ? "id" : type == null ? "type" : at == null ? "event_timestamp" : null;
    if (missing != null) {
      return Optional.of("the event has no " + missing);
    }
    boolean numbered = isNumber(id) && (previous == null || isNumber(previous));
    return numbered && moment().isPresent()
        ? Optional.empty()
        : Optional.of("the id or the time of the event is no number");
  }

  /** Returns the event; only where there is no {@link #problem}. */
  VendedEvent event(long line, int chars) {
    Instant moment = moment().orElseThrow();
    Ref ref = ref(line, !details.isMissingNode()).at(moment);
    HistoryEvent event =
        new HistoryEvent(
            Long.parseLong(text(id)),
            previous == null ? 0 : Long.parseLong(previous),
            types.computeIfAbsent(text(type), EventType::parse),
            moment,
            details,
            ref);
    return new VendedEvent(text(arn), event, 400 + 2 * chars);
  }

  /** A line may hold many events: they share their place. */
  private Ref ref(long line, boolean ofDetails) {
    Ref whole = refOfLine;
    Ref inner = refOfDetails;
    if (whole == null || inner == null || line != refLine) {
      Ref message = Ref.of(file, new Location.Pointer("/" + (line - 1) + "/message"));
      whole = message.inside("");
      inner = message.inside("/details");
      refOfLine = whole;
      refOfDetails = inner;
      refLine = line;
    }
    return ofDetails ? inner : whole;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private Optional<Instant> moment() {
    String text = text(at);
    return isNumber(text) && text.length() == 13
        ? Optional.of(Instant.ofEpochMilli(Long.parseLong(text)))
        : Timestamps.parse(text);
  }

  private static boolean isNumber(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > 18) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
