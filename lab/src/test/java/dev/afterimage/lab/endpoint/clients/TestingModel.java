// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.afterimage.lab.api.Timestamps;
import dev.afterimage.lab.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** Trees in the API model's shape from the classes of AWS's SDK, which are made from that model. */
final class TestingModel {
  private static final String KEY = "aKey";
  private static final Instant TIME = Instant.parse("2025-11-16T18:51:24.932Z");
  private static final Set<MarshallLocation> NOT_IN_TREE =
      Set.of(MarshallLocation.HEADER, MarshallLocation.STATUS_CODE);

  private TestingModel() {}

  /** Returns a tree with a value for each member of a shape, as deep as the shape goes. */
  static ObjectNode sample(SdkPojo shape) {
    return sample(shape, new TreeSet<>());
  }

  private static ObjectNode sample(SdkPojo shape, Set<String> within) {
    ObjectNode tree = Json.object();
    if (within.add(shape.getClass().getName())) {
      for (SdkField<?> field : shape.sdkFields()) {
        if (!NOT_IN_TREE.contains(field.location())) {
          value(field, within).ifPresent(value -> tree.set(field.memberName(), value));
        }
      }
      within.remove(shape.getClass().getName());
    }
    return tree;
  }

  private static Optional<JsonNode> value(SdkField<?> field, Set<String> within) {
    return switch (field.marshallingType().getKnownType()) {
      case STRING -> Optional.of(TextNode.valueOf("a <\"&> " + field.memberName() + " é"));
      case BOOLEAN -> Optional.of(Json.object().put("v", true).path("v"));
      case INTEGER, SHORT, BYTE -> Optional.of(DecimalNode.valueOf(BigDecimal.valueOf(7)));
      case LONG -> Optional.of(DecimalNode.valueOf(BigDecimal.valueOf(1_763_348_124_932L)));
      case FLOAT, DOUBLE, BIG_DECIMAL -> Optional.of(DecimalNode.valueOf(BigDecimal.valueOf(0.25)));
      case INSTANT -> Optional.of(Timestamps.seconds(TIME));
      case SDK_POJO -> Optional.of(sample(field.constructor().get(), within)).map(x -> x);
      case LIST -> {
        SdkField<?> item = field.getTrait(ListTrait.class).memberFieldInfo();
        yield value(item, within).filter(TestingModel::isFull).map(v -> Json.array().add(v));
      }
      case MAP -> {
        SdkField<?> item = field.getTrait(MapTrait.class).valueFieldInfo();
        yield value(item, within).map(v -> Json.object().set(KEY, v));
      }
      default -> Optional.empty();
    };
  }

  private static boolean isFull(JsonNode value) {
    return !value.isContainerNode() || !value.isEmpty();
  }

  /** Returns the tree of an answer that a client has read. */
  static ObjectNode tree(SdkPojo pojo) {
    ObjectNode tree = Json.object();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      if (value != null && !NOT_IN_TREE.contains(field.location())) {
        JsonNode node = node(value);
        if (isFull(node) || value instanceof SdkPojo) {
          tree.set(field.memberName(), node);
        }
      }
    }
    return tree;
  }

  private static JsonNode node(Object value) {
    if (value instanceof SdkPojo pojo) {
      return tree(pojo);
    }
    if (value instanceof Instant time) {
      return Timestamps.seconds(time);
    }
    if (value instanceof Collection<?> items) {
      return Json.nodes(items.stream().map(TestingModel::node).toList());
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode tree = Json.object();
      map.forEach((key, inner) -> tree.set(String.valueOf(key), node(inner)));
      return tree;
    }
    return Json.mapper().valueToTree(value);
  }

  /** Sets the members of a builder from a tree. */
  static <T> T fill(SdkBuilder<?, T> builder, ObjectNode tree) {
    fill((SdkPojo) builder, tree);
    return builder.build();
  }

  private static void fill(SdkPojo builder, ObjectNode tree) {
    for (SdkField<?> field : builder.sdkFields()) {
      if (tree.has(field.memberName())) {
        field.set(builder, object(field, tree.path(field.memberName())));
      }
    }
  }

  private static Object object(SdkField<?> field, JsonNode value) {
    MarshallingKnownType type = field.marshallingType().getKnownType();
    return switch (type) {
      case STRING -> value.asText();
      case BOOLEAN -> value.asBoolean();
      case INTEGER -> value.asInt();
      case LONG -> value.asLong();
      case DOUBLE -> value.asDouble();
      case INSTANT -> Timestamps.parse(value);
      case SDK_POJO -> {
        SdkPojo inner = field.constructor().get();
        fill(inner, (ObjectNode) value);
        yield ((SdkBuilder<?, ?>) inner).build();
      }
      case LIST -> {
        SdkField<?> item = field.getTrait(ListTrait.class).memberFieldInfo();
        yield List.of(object(item, ((ArrayNode) value).path(0)));
      }
      case MAP -> {
        Map<String, Object> map = new HashMap<>();
        map.put(KEY, object(field.getTrait(MapTrait.class).valueFieldInfo(), value.path(KEY)));
        yield map;
      }
      default -> throw new IllegalArgumentException("no value for a " + type);
    };
  }

  /** Returns a tree in which all that is a number or a time, in whatever form, is text. */
  static JsonNode plain(String service, String member, JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode plain = Json.object();
      object.properties().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(m -> plain.set(m.getKey(), plain(service, m.getKey(), m.getValue())));
      return plain;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode plain = Json.array();
      array.forEach(item -> plain.add(plain(service, member, item)));
      return plain;
    }
    if (Timestamps.isTimestamp(service, member)) {
      return TextNode.valueOf(Timestamps.parse(node).toString());
    }
    return TextNode.valueOf(
        node.isNumber() ? node.decimalValue().stripTrailingZeros().toPlainString() : node.asText());
  }
}
