// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Ref;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A definition of a state machine, with the states of all levels by name.
 *
 * @param json the definition
 * @param updated when it was put in force; none where the answer does not tell
 * @param ref the string that holds it
 */
public record Definition(
    JsonNode json, Map<String, State> states, Optional<Instant> updated, Ref ref) {

  /**
   * A state of a definition.
   *
   * @param pointer where it stands in the definition
   */
  public record State(String name, JsonNode json, String pointer) {
    /** Returns the state's type, as {@code Task}. */
    public String type() {
      return json.path("Type").asText("");
    }
  }

  public Definition {
    requireNonNull(json, "json is null");
    states = java.util.Collections.unmodifiableMap(new TreeMap<>(states));
    requireNonNull(updated, "updated is null");
    requireNonNull(ref, "ref is null");
  }

  /** Reads the definition that a record holds; none where it is no JSON. */
  static Optional<Definition> of(EvidenceRecord record) {
    return record
        .text("definition")
        .flatMap(dev.afterimage.core.evidence.Json::parse)
        .map(
            json -> {
              Map<String, State> states = new TreeMap<>();
              collect(json, "", states);
              return new Definition(
                  json, states, record.moment("updateDate"), record.ref("definition"));
            });
  }

  /** State names are unique in a whole definition, nested levels included. */
  private static void collect(JsonNode machine, String pointer, Map<String, State> into) {
    for (Map.Entry<String, JsonNode> entry : machine.path("States").properties()) {
      String at = pointer + "/States/" + entry.getKey().replace("~", "~0").replace("/", "~1");
      JsonNode state = entry.getValue();
      into.putIfAbsent(entry.getKey(), new State(entry.getKey(), state, at));
      for (String nested : new String[] {"Iterator", "ItemProcessor"}) {
        collect(state.path(nested), at + "/" + nested, into);
      }
      int branch = 0;
      for (JsonNode part : state.path("Branches")) {
        collect(part, at + "/Branches/" + branch++, into);
      }
    }
  }

  /** Returns a state by name. */
  public Optional<State> state(String name) {
    return Optional.ofNullable(states.get(name));
  }

  /** Returns a field of the definition's top; a missing node where there is none. */
  public JsonNode top(String field) {
    return json.has(field) ? json.get(field) : MissingNode.getInstance();
  }
}
