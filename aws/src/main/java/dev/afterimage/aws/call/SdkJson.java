// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * Writes what the SDK holds as the AWS CLI prints it: members by the names of the service's model,
 * moments in ISO 8601 with the offset of a zone, bytes in Base64, nothing for what is not there.
 */
public final class SdkJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The AWS CLI prints six digits of a second's fraction, or none. */
  private static final DateTimeFormatter WHOLE = iso("");

  private static final DateTimeFormatter FRACTION = iso(".SSSSSS");

  private final ZoneId zone;

  /**
   * Creates a writer.
   *
   * @param zone whose offset moments are written in; the AWS CLI takes the machine's
   */
  public SdkJson(ZoneId zone) {
    this.zone = zone;
  }

  private static DateTimeFormatter iso(String fraction) {
    return new DateTimeFormatterBuilder()
        .appendPattern("uuuu-MM-dd'T'HH:mm:ss" + fraction + "xxx")
        .toFormatter(Locale.ROOT);
  }

  /** Returns the JSON of a request, an answer or a part of one. */
  public ObjectNode of(SdkPojo pojo) {
    return without(pojo, Set.of());
  }

  /** Returns the JSON of an answer without some of its members. */
  public ObjectNode without(SdkPojo pojo, Set<String> members) {
    ObjectNode node = JSON.objectNode();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = members.contains(field.memberName()) ? null : field.getValueOrDefault(pojo);
      if (value != null && !isLeftOut(value)) {
        node.set(field.memberName(), value(value));
      }
    }
    return node;
  }

  /** The SDK gives an empty list or map where the service gave none. */
  private static boolean isLeftOut(Object value) {
    return value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap;
  }

  private JsonNode value(Object value) {
    if (value instanceof SdkPojo pojo) {
      return of(pojo);
    }
    if (value instanceof List<?> list) {
      ArrayNode array = JSON.arrayNode(list.size());
      list.forEach(item -> array.add(value(item)));
      return array;
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = JSON.objectNode();
      map.forEach((key, item) -> object.set(String.valueOf(key), value(item)));
      return object;
    }
    return scalar(value);
  }

  private JsonNode scalar(Object value) {
    if (value instanceof String text) {
      return JSON.textNode(text);
    }
    if (value instanceof Integer number) {
      return JSON.numberNode(number);
    }
    if (value instanceof Long number) {
      return JSON.numberNode(number);
    }
    if (value instanceof Boolean flag) {
      return JSON.booleanNode(flag);
    }
    if (value instanceof Instant moment) {
      return JSON.textNode(moment(moment));
    }
    if (value instanceof SdkBytes bytes) {
      return JSON.binaryNode(bytes.asByteArrayUnsafe());
    }
    return value instanceof Number number
        ? JSON.numberNode(new BigDecimal(number.toString()))
        : JSON.textNode(value.toString());
  }

  private String moment(Instant moment) {
    return (moment.get(ChronoField.MICRO_OF_SECOND) == 0 ? WHOLE : FRACTION)
        .format(moment.atZone(zone));
  }
}
