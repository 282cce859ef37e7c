// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Renders an answer as version 2 of the AWS CLI prints it with {@code --output json}: timestamps in
 * ISO 8601 with the offset of the user's zone, microseconds only where they are not zero, four
 * spaces of indent, and nothing at all for an empty answer.
 */
public final class CliShape {
  private static final DateTimeFormatter WHOLE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);
  private static final DateTimeFormatter FRACTION =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT);
  private static final ObjectWriter WRITER = new ObjectMapper().writer(printer());

  private final ZoneId zone;

  /** A CLI on a machine in {@code zone}. */
  public CliShape(ZoneId zone) {
    this.zone = requireNonNull(zone, "zone is null");
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indent = new DefaultIndenter("    ", "\n");
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    return new DefaultPrettyPrinter(separators)
        .withObjectIndenter(indent)
        .withArrayIndenter(indent);
  }

  /** Returns what the CLI prints, with a line end; empty for an answer with no members. */
  public String print(String service, ObjectNode answer) {
    if (answer.isEmpty()) {
      return "";
    }
    try {
      return WRITER.writeValueAsString(shape(service, answer)) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("an answer of " + service + " cannot be written", e);
    }
  }

  /** Returns the answer with its timestamps as the CLI prints them. */
  public JsonNode shape(String service, JsonNode answer) {
    if (answer instanceof ObjectNode object) {
      ObjectNode shaped = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(
              member ->
                  shaped.set(member.getKey(), member(service, member.getKey(), member.getValue())));
      return shaped;
    }
    if (answer instanceof ArrayNode array) {
      ArrayNode shaped = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> shaped.add(shape(service, item)));
      return shaped;
    }
    return answer;
  }

  private JsonNode member(String service, String name, JsonNode value) {
    if (!Timestamps.isTimestamp(service, name)) {
      return shape(service, value);
    }
    if (value instanceof ArrayNode array) {
      ArrayNode shaped = JsonNodeFactory.instance.arrayNode();
      array.forEach(time -> shaped.add(iso(Timestamps.parse(time))));
      return shaped;
    }
    return value.isNumber() ? TextNode.valueOf(iso(Timestamps.parse(value))) : value;
  }

  private String iso(Instant time) {
    ZonedDateTime local = time.atZone(zone);
    return (local.getNano() == 0 ? WHOLE : FRACTION).format(local);
  }
}
