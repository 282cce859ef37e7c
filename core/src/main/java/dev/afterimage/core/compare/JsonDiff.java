// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.afterimage.core.evidence.Redacted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The fields in which two JSON values differ, by JSON Pointer. */
public final class JsonDiff {
  /** A diff of more fields than this says no more than that the values differ. */
  private static final int MOST = 200;

  private JsonDiff() {}

  /**
   * One difference.
   *
   * @param pointer where it is; empty for the whole value
   * @param a the value on the left; a missing node where there is none
   * @param b the value on the right; a missing node where there is none
   */
  public record Difference(String pointer, JsonNode a, JsonNode b) {
    /** Whether one side lacks the field or holds another type. */
    public boolean isStructural() {
      return a.getNodeType() != b.getNodeType();
    }
  }

  /** Returns the differences in the order of their fields' names; the first 200 of many. */
  public static List<Difference> of(JsonNode a, JsonNode b) {
    List<Difference> differences = new ArrayList<>();
    compare("", a, b, differences);
    return differences;
  }

  private static void compare(String pointer, JsonNode a, JsonNode b, List<Difference> found) {
    if (found.size() >= MOST || equal(a, b)) {
      return;
    }
    if (a.isObject() && b.isObject()) {
      Set<String> names = new TreeSet<>();
      a.fieldNames().forEachRemaining(names::add);
      b.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        String at = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
        compare(at, path(a, name), path(b, name), found);
      }
    } else if (a.isArray() && b.isArray() && a.size() == b.size()) {
      for (int i = 0; i < a.size(); i++) {
        compare(pointer + "/" + i, a.get(i), b.get(i), found);
      }
    } else if (!leavesOpen(a, b)) {
      found.add(new Difference(pointer, a, b));
    }
  }

  /**
   * Whether two values without a difference are not known to be equal: what two keys redacted, or
   * what is redacted on one side alone, cannot be compared.
   */
  public static boolean leavesOpen(JsonNode a, JsonNode b) {
    if (a.isObject() && b.isObject()) {
      return a.properties().stream()
          .anyMatch(field -> leavesOpen(field.getValue(), path(b, field.getKey())));
    }
    if (a.isArray() && b.isArray()) {
      return IntStream.range(0, Math.min(a.size(), b.size()))
          .anyMatch(i -> leavesOpen(a.get(i), b.get(i)));
    }
    return isTextOrNumber(a) && isTextOrNumber(b) && Redacted.mayBeEqual(a.asText(), b.asText());
  }

  /** A number may be redacted too; then a text stands in its place. */
  private static boolean isTextOrNumber(JsonNode node) {
    return node.isTextual() || node.isNumber();
  }

  private static JsonNode path(JsonNode node, String name) {
    return node.has(name) ? node.get(name) : MissingNode.getInstance();
  }

  /** Numbers are equal by value: 900 and 900.0 are. */
  private static boolean equal(JsonNode a, JsonNode b) {
    return (a.isNumber() && b.isNumber())
        ? a.decimalValue().compareTo(b.decimalValue()) == 0
        : a.equals(b);
  }
}
