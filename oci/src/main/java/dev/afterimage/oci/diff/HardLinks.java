// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import dev.afterimage.oci.layer.LayerIndex;
import dev.afterimage.oci.squash.Node;
import dev.afterimage.oci.squash.Squash;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The groups of paths that lead to one inode, as the applied view shows them. */
final class HardLinks {
  private final Squash squash;

  HardLinks(Squash squash) {
    this.squash = squash;
  }

  /** Returns for each path of a group the whole group; paths of groups of one are left out. */
  Map<String, Set<String>> groups() {
    Map<String, Set<String>> byInode = new HashMap<>();
    for (LayerIndex layer : squash.layers()) {
      for (int node : layer.linkedNodes()) {
        visible(layer.path(node)).ifPresent(seen -> join(byInode, seen));
        layer.lowerTarget(node).flatMap(this::visible).ifPresent(target -> join(byInode, target));
      }
    }
    Map<String, Set<String>> groups = new TreeMap<>();
    byInode.values().stream()
        .filter(group -> group.size() > 1)
        .forEach(group -> group.forEach(path -> groups.put(path, group)));
    return groups;
  }

  private Optional<Node> visible(String path) {
    return squash.find(Squash.split(path)).filter(node -> !node.isDirectory());
  }

  private static void join(Map<String, Set<String>> byInode, Node node) {
    byInode
        .computeIfAbsent(node.inodeLayer() + ":" + node.inodeNumber(), k -> new TreeSet<>())
        .add(node.path());
  }
}
