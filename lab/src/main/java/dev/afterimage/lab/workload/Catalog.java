// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.sim.RandomStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The items that a workflow works on, as they lie in some table. They can change between runs. */
public final class Catalog {
  private final RandomStream random;
  private final String noun;
  private final List<ObjectNode> items = new ArrayList<>();

  Catalog(RandomStream random, String noun, int count) {
    this.random = random;
    this.noun = noun;
    for (int i = 0; i < count; i++) {
      add();
    }
  }

  /** Adds an item like the others, and returns it. */
  public ObjectNode add() {
    ObjectNode item =
        Json.object()
            .put("key", noun + "-" + random.hex(8))
            .put("size", random.between(20, 400))
            .put("kind", random.pick(List.of("a", "b", "c")));
    items.add(item);
    return item;
  }

  /** Returns the items. */
  public List<ObjectNode> items() {
    return Collections.unmodifiableList(items);
  }

  /** Returns one of the items. */
  public ObjectNode pick() {
    return random.pick(items);
  }

  /** Removes an item. */
  public void remove(ObjectNode item) {
    items.remove(item);
  }

  /** Changes the order of the items. */
  public void shuffle() {
    List<ObjectNode> mixed = random.some(items, items.size());
    items.clear();
    items.addAll(mixed);
  }
}
