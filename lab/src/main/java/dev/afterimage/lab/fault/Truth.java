// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.fault;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * What was done to a world, in the ids of the catalogue of causes.
 *
 * @param id the root
 * @param chain from the root to the failing leaf
 * @param accept other ids that are as right as the root
 */
public record Truth(String id, List<String> chain, List<String> accept) {
  public Truth {
    requireNonNull(id, "id is null");
    chain = List.copyOf(chain);
    accept = List.copyOf(accept);
    if (!chain.isEmpty() && !chain.get(0).equals(id)) {
      throw new IllegalArgumentException("the chain does not begin with " + id);
    }
  }

  /** A cause with what follows from it. */
  public static Truth of(String id, String... consequences) {
    ArrayList<String> chain = new ArrayList<>(List.of(id));
    chain.addAll(List.of(consequences));
    return new Truth(id, chain, List.of());
  }

  /** Nothing went wrong. */
  public static Truth none() {
    return new Truth("none", List.of(), List.of());
  }

  /** Returns the label with other ids that are as right. */
  public Truth or(String... others) {
    return new Truth(id, chain, List.of(others));
  }

  /** Returns the label with one more consequence behind the last. */
  public Truth then(String consequence) {
    ArrayList<String> longer = new ArrayList<>(chain);
    longer.add(consequence);
    return new Truth(id, longer, accept);
  }

  /** Returns the label as {@code truth.json} holds it; its id is null where nothing went wrong. */
  public ObjectNode describe() {
    ObjectNode node = Json.object().put("id", chain.isEmpty() ? null : id);
    node.set("chain", Json.texts(chain));
    node.set("accept", Json.texts(accept));
    return node;
  }
}
