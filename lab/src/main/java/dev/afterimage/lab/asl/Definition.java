// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.asl;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import java.util.OptionalInt;

/** A state machine, or the part of one that a Map or a branch of a Parallel runs. */
public final class Definition {
  private static final String JSONATA = "JSONata";

  private final JsonNode node;
  private final boolean jsonata;

  private Definition(JsonNode node, boolean jsonata) {
    this.node = requireNonNull(node, "node is null");
    this.jsonata = jsonata;
  }

  /**
   * Reads a definition.
   *
   * @throws IllegalArgumentException where it is no JSON object with a first state
   */
  public static Definition parse(String text) {
    return of(Json.parseObject(text));
  }

  /** Reads a definition that was parsed before. */
  public static Definition of(ObjectNode node) {
    Definition definition = new Definition(node, isJsonata(node, false));
    definition.state(definition.startAt());
    return definition;
  }

  private static boolean isJsonata(JsonNode node, boolean inherited) {
    return node.has("QueryLanguage")
        ? node.path("QueryLanguage").asText().equals(JSONATA)
        : inherited;
  }

  /** Returns the name of the first state. */
  public String startAt() {
    return node.path("StartAt").asText();
  }

  /** Returns the seconds that an execution may take; none for no limit. */
  public OptionalInt timeoutSeconds() {
    return node.has("TimeoutSeconds")
        ? OptionalInt.of(node.path("TimeoutSeconds").asInt())
        : OptionalInt.empty();
  }

  /**
   * Returns a state.
   *
   * @throws IllegalArgumentException where there is none of that name
   */
  public StateSpec state(String name) {
    JsonNode state = node.path("States").get(name);
    if (state == null) {
      throw new IllegalArgumentException("the definition has no state " + name);
    }
    return new StateSpec(name, state, isJsonata(state, jsonata));
  }

  /** Returns the part that each item of a Map runs through. */
  static Definition processorOf(StateSpec map) {
    JsonNode processor =
        map.has("ItemProcessor") ? map.node("ItemProcessor") : map.node("Iterator");
    return new Definition(processor, isJsonata(processor, map.isJsonata()));
  }

  /** Returns a branch of a Parallel. */
  static Definition branchOf(StateSpec parallel, int index) {
    JsonNode branch = parallel.node("Branches").path(index);
    return new Definition(branch, isJsonata(branch, parallel.isJsonata()));
  }
}
