// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Pairs the items of a Map in two runs: by equal content, else by the field that tells most of them
 * apart in both runs, else by position.
 */
final class ItemMatcher {
  /** How deep a key field may lie in an item. */
  private static final int KEY_DEPTH = 3;

  private ItemMatcher() {}

  /**
   * Pairs of indexes and how they were found.
   *
   * @param by {@code content}, {@code position}, or the JSON Pointer of the key field
   */
  record Pairing(Map<Integer, Integer> bToA, String by) {}

  /** Pairs items by index; an item whose content is not known (null) is paired by position only. */
  static Pairing match(Map<Integer, JsonNode> a, Map<Integer, JsonNode> b) {
    Map<Integer, JsonNode> knownA = known(a);
    Map<Integer, JsonNode> knownB = known(b);
    Pairing pairing = matchKnown(knownA, knownB);
    if (knownA.size() == a.size() && knownB.size() == b.size()) {
      return pairing;
    }
    Map<Integer, Integer> pairs = new TreeMap<>(pairing.bToA());
    Set<Integer> taken = new HashSet<>(pairs.values());
    for (Integer index : new TreeSet<>(b.keySet())) {
      boolean unknown = !knownA.containsKey(index) || !knownB.containsKey(index);
      if (unknown && a.containsKey(index) && !pairs.containsKey(index) && taken.add(index)) {
        pairs.put(index, index);
      }
    }
    return new Pairing(pairs, pairing.bToA().isEmpty() ? "position" : pairing.by());
  }

  private static Map<Integer, JsonNode> known(Map<Integer, JsonNode> items) {
    Map<Integer, JsonNode> known = new TreeMap<>(items);
    known.values().removeIf(JsonNode::isNull);
    return known;
  }

  private static Pairing matchKnown(Map<Integer, JsonNode> a, Map<Integer, JsonNode> b) {
    Map<Integer, Integer> byContent = byKey(a, b, Optional::of);
    int size = Math.min(a.size(), b.size());
    if (byContent.size() == size && size > 0) {
      return new Pairing(byContent, "content");
    }
    Optional<Pairing> byField = byField(a, b);
    if (byField.isPresent() && byField.get().bToA().size() > byContent.size()) {
      return byField.get();
    }
    if (!byContent.isEmpty()) {
      return new Pairing(byContent, "content");
    }
    Map<Integer, Integer> byPosition = new TreeMap<>();
    b.keySet().stream().filter(a::containsKey).forEach(index -> byPosition.put(index, index));
    return new Pairing(byPosition, "position");
  }

  private interface Key {
    Optional<JsonNode> of(JsonNode item);
  }

  private static Map<Integer, Integer> byKey(
      Map<Integer, JsonNode> a, Map<Integer, JsonNode> b, Key key) {
    Map<JsonNode, Deque<Integer>> inA = new HashMap<>();
    new TreeMap<>(a)
        .forEach(
            (index, item) ->
                key.of(item)
                    .ifPresent(k -> inA.computeIfAbsent(k, n -> new ArrayDeque<>()).add(index)));
    Map<Integer, Integer> pairs = new TreeMap<>();
    new TreeMap<>(b)
        .forEach(
            (index, item) ->
                key.of(item)
                    .map(inA::get)
                    .filter(same -> !same.isEmpty())
                    .ifPresent(same -> pairs.put(index, same.remove())));
    return pairs;
  }

  private static Optional<Pairing> byField(Map<Integer, JsonNode> a, Map<Integer, JsonNode> b) {
    Optional<Pairing> best = Optional.empty();
    for (String pointer : candidates(a, b)) {
      if (!isUnique(a, pointer) || !isUnique(b, pointer)) {
        continue;
      }
      Map<Integer, Integer> pairs = byKey(a, b, item -> scalar(item, pointer));
      if (!pairs.isEmpty() && pairs.size() > best.map(p -> p.bToA().size()).orElse(0)) {
        best = Optional.of(new Pairing(pairs, pointer));
      }
    }
    return best;
  }

  /** Fields that every item of both runs has; texts before numbers, which may be mere counts. */
  private static List<String> candidates(Map<Integer, JsonNode> a, Map<Integer, JsonNode> b) {
    Set<String> common = null;
    for (JsonNode item : concat(a, b)) {
      Set<String> fields = new TreeSet<>();
      scalars(item, "", 0, fields);
      if (common == null) {
        common = fields;
      } else {
        common.retainAll(fields);
      }
    }
    List<String> sorted = new ArrayList<>(common == null ? Set.of() : common);
    List<JsonNode> items = concat(a, b);
    sorted.sort(
        Comparator.comparing((String p) -> items.stream().anyMatch(i -> !i.at(p).isTextual()))
            .thenComparing(Comparator.naturalOrder()));
    return sorted;
  }

  private static List<JsonNode> concat(Map<Integer, JsonNode> a, Map<Integer, JsonNode> b) {
    List<JsonNode> all = new ArrayList<>(a.values());
    all.addAll(b.values());
    return all;
  }

  private static void scalars(JsonNode node, String pointer, int depth, Set<String> into) {
    if (node.isTextual() || node.isNumber()) {
      into.add(pointer);
    } else if (node.isObject() && depth < KEY_DEPTH) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        String name = field.getKey().replace("~", "~0").replace("/", "~1");
        scalars(field.getValue(), pointer + "/" + name, depth + 1, into);
      }
    }
  }

  private static boolean isUnique(Map<Integer, JsonNode> items, String pointer) {
    Set<JsonNode> seen = new HashSet<>();
    return items.values().stream().allMatch(item -> seen.add(item.at(pointer)));
  }

  private static Optional<JsonNode> scalar(JsonNode item, String pointer) {
    JsonNode value = item.at(pointer);
    return value.isValueNode() ? Optional.of(value) : Optional.empty();
  }
}
