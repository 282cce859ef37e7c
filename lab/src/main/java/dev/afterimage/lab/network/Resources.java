// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.TreeMap;

/** The resources of one kind by their ids, each in the shape in which Describe shows it. */
final class Resources {
  private final TreeMap<String, ObjectNode> byId = new TreeMap<>();

  void put(String id, ObjectNode resource) {
    byId.put(id, resource);
  }

  void remove(String id) {
    byId.remove(id);
  }

  Optional<ObjectNode> get(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  Collection<ObjectNode> all() {
    return Collections.unmodifiableCollection(byId.values());
  }
}
