// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of OTLP's JSON encoding. The published proto reads it, and writes it again the same:
 * names in lowerCamelCase, enums as numbers, 64-bit numbers as texts, and no field that it does not
 * know. Ids differ from the JSON of protocol buffers: they are hexadecimal, and never all zero.
 */
final class TestingOtlpFormat {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> problems = new ArrayList<>();
  private final Map<String, Set<String>> spansOfTraces = new HashMap<>();

  private TestingOtlpFormat() {}

  /** Returns what is wrong with traces. */
  static List<String> problems(String otlp) {
    TestingOtlpFormat format = new TestingOtlpFormat();
    try {
      JsonNode traces = JSON.readTree(otlp);
      format.check(withoutDefaults(traces).equals(again(otlp)), "is written otherwise", traces);
      format.traces(traces);
    } catch (JsonProcessingException | InvalidProtocolBufferException e) {
      format.problems.add("the proto does not read it: " + e.getMessage());
    }
    return format.problems;
  }

  /** A hexadecimal id is read as Base64 and written as it was: the texts stay the same. */
  private static JsonNode again(String otlp)
      throws InvalidProtocolBufferException, JsonProcessingException {
    TracesData.Builder traces = TracesData.newBuilder();
    JsonFormat.parser().merge(otlp, traces);
    return withoutDefaults(
        JSON.readTree(JsonFormat.printer().printingEnumsAsInts().print(traces.build())));
  }

  /** What has its default value may be written or left out. */
  private static JsonNode withoutDefaults(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JSON.createArrayNode();
      array.forEach(item -> copy.add(withoutDefaults(item)));
      return copy;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode copy = JSON.createObjectNode();
    node.properties()
        .forEach(
            field -> {
              JsonNode value = withoutDefaults(field.getValue());
              if (!isDefault(value) || field.getKey().equals("stringValue")) {
                copy.set(field.getKey(), value);
              }
            });
    return copy;
  }

  private static boolean isDefault(JsonNode value) {
    return value.isContainerNode()
        ? value.isEmpty()
        : value.isNumber() ? value.asInt() == 0 : value.asText().isEmpty();
  }

  private void check(boolean holds, String problem, JsonNode where) {
    if (!holds) {
      String text = where.toString();
      problems.add(problem + " in " + text.substring(0, Math.min(200, text.length())));
    }
  }

  private void traces(JsonNode traces) {
    List<JsonNode> spans = new ArrayList<>();
    for (JsonNode resource : traces.path("resourceSpans")) {
      attributes(resource.path("resource").path("attributes"), Set.of("service.name"));
      for (JsonNode scope : resource.path("scopeSpans")) {
        check(!scope.path("scope").path("name").asText().isEmpty(), "scope", scope);
        scope.path("spans").forEach(spans::add);
      }
    }
    check(!spans.isEmpty(), "no span", traces);
    spans.forEach(this::identity);
    spans.forEach(this::span);
  }

  private void identity(JsonNode span) {
    boolean fresh =
        spansOfTraces
            .computeIfAbsent(span.path("traceId").asText(), trace -> new HashSet<>())
            .add(span.path("spanId").asText());
    check(fresh, "an id twice", span);
  }

  private void ids(JsonNode node) {
    check(isId(node.path("traceId"), 32) && isId(node.path("spanId"), 16), "ids", node);
  }

  private static boolean isId(JsonNode id, int digits) {
    return id.isTextual()
        && id.asText().matches("[0-9a-f]{" + digits + "}")
        && !id.asText().matches("0*");
  }

  private void span(JsonNode span) {
    ids(span);
    check(!span.path("name").asText().isEmpty(), "name", span);
    check(span.path("kind").asInt() >= 1 && span.path("kind").asInt() <= 5, "kind", span);
    check(nanos(span, "endTimeUnixNano") >= nanos(span, "startTimeUnixNano"), "times", span);
    check(span.path("status").path("code").asInt() <= 2, "status", span);
    Set<String> here = spansOfTraces.getOrDefault(span.path("traceId").asText(), Set.of());
    check(
        !span.has("parentSpanId") || here.contains(span.path("parentSpanId").asText()),
        "parent",
        span);
    attributes(span.path("attributes"), Set.of());
    for (JsonNode event : span.path("events")) {
      check(!event.path("name").asText().isEmpty(), "event", event);
      nanos(event, "timeUnixNano");
      attributes(event.path("attributes"), Set.of());
    }
    span.path("links").forEach(this::link);
  }

  private void link(JsonNode link) {
    ids(link);
    check(
        spansOfTraces
            .getOrDefault(link.path("traceId").asText(), Set.of())
            .contains(link.path("spanId").asText()),
        "link to nowhere",
        link);
    attributes(link.path("attributes"), Set.of());
  }

  private long nanos(JsonNode node, String field) {
    JsonNode value = node.path(field);
    boolean number = value.isTextual() && value.asText().matches("[1-9]\\d{0,18}");
    check(number, field, node);
    return number ? Long.parseLong(value.asText()) : 0;
  }

  private void attributes(JsonNode attributes, Set<String> needed) {
    Set<String> keys = new HashSet<>();
    for (JsonNode attribute : attributes) {
      String key = attribute.path("key").asText();
      check(!key.isEmpty() && keys.add(key), "attribute without a name, or twice", attribute);
      check(attribute.path("value").size() == 1, "attribute without one value", attribute);
    }
    check(keys.containsAll(needed), "lacks " + needed, attributes);
  }
}
