// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The fields of a JSON value, with how often each has a value. The items of an array count
 * together, so that arrays of any length compare; their place in a path is {@code *}.
 */
final class Fields {
  /** Below this share of common names, objects may be dictionaries. */
  private static final double FEW_COMMON = 0.5;

  private final Map<String, Seen> seen = new TreeMap<>();
  private final Map<String, Integer> objects = new HashMap<>();
  private final Map<String, Set<String>> names = new HashMap<>();

  /** A field: in how many objects it has a value, and its JSON Pointer in the first of them. */
  private static final class Seen {
    private int values;
    private final String pointer;

    Seen(String pointer) {
      this.pointer = pointer;
    }
  }

  /**
   * A field that always has a value on one side and never on the other.
   *
   * @param pointer where it is in the value that has it
   */
  record Lost(String path, String pointer) {
    /** Returns the field's own name. */
    String name() {
      String[] parts = path.split("/", -1);
      for (int i = parts.length - 1; i >= 0; i--) {
        if (!parts[i].equals("*")) {
          return parts[i];
        }
      }
      return "";
    }
  }

  private Fields() {}

  static Fields of(JsonNode value) {
    Fields fields = new Fields();
    fields.walk(value, "", "");
    return fields;
  }

  private void walk(JsonNode node, String path, String pointer) {
    if (node.isArray()) {
      int index = 0;
      for (JsonNode item : node) {
        walk(item, path + "/*", pointer + "/" + index++);
      }
      return;
    }
    if (!node.isObject()) {
      return;
    }
    objects.merge(path, 1, Integer::sum);
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String name = field.getKey().replace("~", "~0").replace("/", "~1");
      names.computeIfAbsent(path, key -> new HashSet<>()).add(name);
      String inside = pointer + "/" + name;
      Seen here = seen.computeIfAbsent(path + "/" + name, key -> new Seen(inside));
      here.values += field.getValue().isNull() ? 0 : 1;
      walk(field.getValue(), path + "/" + name, inside);
    }
  }

  /** Returns the fields that have a value in every object here, and in none of the other's. */
  List<Lost> lostIn(Fields other) {
    List<Lost> lost = new ArrayList<>();
    seen.forEach(
        (path, field) -> {
          String parent = path.substring(0, path.lastIndexOf('/'));
          boolean always = field.values > 0 && field.values == objects.getOrDefault(parent, 0);
          Seen there = other.seen.get(path);
          boolean never = there == null || there.values == 0;
          boolean hasPlace = other.objects.getOrDefault(parent, 0) > 0;
          if (always && never && hasPlace && !isInDictionary(parent, other)) {
            lost.add(new Lost(path, field.pointer));
          }
        });
    return lost;
  }

  /** Objects keyed by data have other names in every run. */
  private boolean isInDictionary(String path, Fields other) {
    for (String at = path; ; at = at.substring(0, at.lastIndexOf('/'))) {
      if (isDictionary(at, other)) {
        return true;
      }
      if (at.isEmpty()) {
        return false;
      }
    }
  }

  private boolean isDictionary(String path, Fields other) {
    Set<String> here = names.getOrDefault(path, Set.of());
    Set<String> there = other.names.getOrDefault(path, Set.of());
    Set<String> all = new TreeSet<>(here);
    all.addAll(there);
    Set<String> common = new HashSet<>(here);
    common.retainAll(there);
    Set<String> different = new TreeSet<>(all);
    different.removeAll(common);
    boolean bothWays = here.size() > common.size() && there.size() > common.size();
    boolean many = here.size() - common.size() > 1 && there.size() - common.size() > 1;
    boolean numbered =
        different.stream().anyMatch(name -> name.chars().anyMatch(Character::isDigit));
    return bothWays && common.size() < FEW_COMMON * all.size() && (many || numbered);
  }
}
