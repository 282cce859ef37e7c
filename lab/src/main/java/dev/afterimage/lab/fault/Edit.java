// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.workload.Workload;

/** Changes to a definition. */
final class Edit {
  private Edit() {}

  /** Puts a state before another one of the outermost level. */
  static void insertBefore(Workload workload, String before, String name, ObjectNode state) {
    ObjectNode definition = workload.definition();
    if (definition.path("StartAt").asText().equals(before)) {
      definition.put("StartAt", name);
    }
    for (JsonNode other : definition.path("States")) {
      redirect(other, before, name);
    }
    definition.withObject("/States").set(name, state.put("Next", before));
  }

  private static void redirect(JsonNode node, String from, String to) {
    if (node instanceof ObjectNode state) {
      for (String member : new String[] {"Next", "Default"}) {
        if (state.path(member).asText().equals(from)) {
          state.put(member, to);
        }
      }
      for (JsonNode rule : state.path("Choices")) {
        redirect(rule, from, to);
      }
    }
  }

  /** Adds a state that no other leads to yet. */
  static void add(Workload workload, String name, ObjectNode state) {
    workload.definition().withObject("/States").set(name, state);
  }
}
