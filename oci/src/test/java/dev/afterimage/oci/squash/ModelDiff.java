// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.squash;

import dev.afterimage.oci.squash.ReferenceModel.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The difference of two reference models, by comparing their listings. */
final class ModelDiff {
  private ModelDiff() {}

  static Set<String> paths(List<List<Entry>> stack, List<List<Entry>> other) {
    ReferenceModel a = new ReferenceModel();
    stack.forEach(a::apply);
    ReferenceModel b = new ReferenceModel();
    other.forEach(b::apply);
    Map<String, String> left = byPath(a);
    Map<String, String> right = byPath(b);
    Set<String> all = new TreeSet<>(left.keySet());
    all.addAll(right.keySet());
    all.removeIf(path -> isSame(left.getOrDefault(path, ""), right.getOrDefault(path, "")));
    all.addAll(relinked(a, b, left.keySet(), right.keySet()));
    return all;
  }

  /** What stands there, by path; directories that are only implied are no difference. */
  private static Map<String, String> byPath(ReferenceModel model) {
    Map<String, String> byPath = new HashMap<>();
    for (String line : model.listing()) {
      int space = line.indexOf(' ');
      byPath.put(line.substring(0, space), line.substring(space + 1));
    }
    return byPath;
  }

  private static boolean isSame(String left, String right) {
    boolean implied = left.startsWith("i") || right.startsWith("i");
    boolean noOther = "id".contains(kind(left)) && "id".contains(kind(right));
    return left.equals(right) || (implied && noOther);
  }

  private static String kind(String line) {
    return line.isEmpty() ? "" : line.substring(0, 1);
  }

  private static Set<String> relinked(
      ReferenceModel a, ReferenceModel b, Set<String> left, Set<String> right) {
    Set<String> both = new TreeSet<>(left);
    both.retainAll(right);
    return both.stream()
        .filter(path -> isFile(a, path) && isFile(b, path))
        .filter(path -> !peers(a, path, right).equals(peers(b, path, left)))
        .collect(Collectors.toSet());
  }

  private static boolean isFile(ReferenceModel model, String path) {
    return "fs".contains(kind(byPath(model).getOrDefault(path, "d")));
  }

  private static Set<String> peers(ReferenceModel model, String path, Set<String> other) {
    for (Set<String> group : model.groups()) {
      if (group.contains(path)) {
        Set<String> peers = new TreeSet<>(group);
        peers.removeIf(peer -> !peer.equals(path) && !other.contains(peer));
        return peers.size() < 2 ? Set.of() : peers;
      }
    }
    return Set.of();
  }
}
