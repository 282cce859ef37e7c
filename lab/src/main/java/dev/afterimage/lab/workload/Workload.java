// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.workload;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A workflow that is not deployed yet, or a copy of one to deploy again. */
public final class Workload {

  /**
   * What was drawn for the whole.
   *
   * @param machine the state machine's name
   * @param wiring how functions are called
   * @param service the host that workers depend on
   * @param isInVpc whether the functions are in a VPC
   * @param logGroup where the machine logs; empty for nowhere
   */
  public record Traits(
      String machine, Wiring wiring, String service, boolean isInVpc, String logGroup) {
    public Traits {
      requireNonNull(machine, "machine is null");
      requireNonNull(wiring, "wiring is null");
      requireNonNull(service, "service is null");
      requireNonNull(logGroup, "logGroup is null");
    }
  }

  private final Traits traits;
  private final Catalog catalog;
  private final Map<Role, FunctionDraft> functions = new EnumMap<>(Role.class);
  private final ObjectNode definition;
  private final ObjectNode input;
  private String mapState = "";

  Workload(Traits traits, Catalog catalog, ObjectNode definition, ObjectNode input) {
    this.traits = requireNonNull(traits, "traits is null");
    this.catalog = requireNonNull(catalog, "catalog is null");
    this.definition = requireNonNull(definition, "definition is null");
    this.input = requireNonNull(input, "input is null");
  }

  /** Returns what was drawn for the whole. */
  public Traits traits() {
    return traits;
  }

  /** Returns the items. */
  public Catalog catalog() {
    return catalog;
  }

  /** Returns the definition; changes count from the next deployment on. */
  public ObjectNode definition() {
    return definition;
  }

  /** Returns the usual input. */
  public ObjectNode input() {
    return input;
  }

  void put(FunctionDraft draft) {
    functions.put(draft.role(), draft);
  }

  void setMapState(String name) {
    mapState = name;
  }

  /** Returns the Map over the items. */
  public ObjectNode map() {
    return state(mapState);
  }

  /** Returns the name of the Map over the items. */
  public String mapName() {
    return mapState;
  }

  /** Returns all functions. */
  public List<FunctionDraft> functions() {
    return List.copyOf(Collections.unmodifiableMap(functions).values());
  }

  /** Returns the function of a role; every workflow has a lister, a worker and a merger. */
  public FunctionDraft function(Role role) {
    return find(role).orElseThrow(() -> new IllegalArgumentException("no function for " + role));
  }

  /** Returns the function of a role, where there is one. */
  public Optional<FunctionDraft> find(Role role) {
    return Optional.ofNullable(functions.get(role));
  }

  /** Returns the state that calls a function. */
  public ObjectNode stateOf(FunctionDraft draft) {
    return state(draft.state());
  }

  /** Returns a state, at whatever depth. */
  public ObjectNode state(String name) {
    return find(definition, name)
        .orElseThrow(() -> new IllegalArgumentException("no state " + name));
  }

  private static Optional<ObjectNode> find(JsonNode part, String name) {
    JsonNode states = part.path("States");
    if (states.get(name) instanceof ObjectNode found) {
      return Optional.of(found);
    }
    for (JsonNode state : states) {
      Optional<ObjectNode> inner = find(state.path("ItemProcessor"), name);
      for (JsonNode branch : state.path("Branches")) {
        inner = inner.isPresent() ? inner : find(branch, name);
      }
      if (inner.isPresent()) {
        return inner;
      }
    }
    return Optional.empty();
  }

  /** Returns the retriers of a state, which are made where it has none. */
  public static ArrayNode retriers(ObjectNode state) {
    return state.get("Retry") instanceof ArrayNode array ? array : state.putArray("Retry");
  }

  /** Lets a state retry an error. */
  public static void retry(ObjectNode state, String error, int seconds, int attempts) {
    ObjectNode retrier = retriers(state).insertObject(0);
    retrier.putArray("ErrorEquals").add(error);
    retrier.put("IntervalSeconds", seconds).put("MaxAttempts", attempts).put("BackoffRate", 1.5);
  }

  /** Returns the definition as text. */
  public String definitionText() {
    return Json.text(definition);
  }
}
