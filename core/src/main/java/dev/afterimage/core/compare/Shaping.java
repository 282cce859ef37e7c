// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.Ref;
import java.util.Optional;
import java.util.Set;

/**
 * How a state makes its output of its input and its result, as its definition says: ResultPath puts
 * the result into the input, OutputPath chooses of both, and in JSONata Output is everything.
 *
 * @param text which field of the definition leaves a value out, as the end of a sentence
 * @param ref that field, or the state where the field is what it lacks
 */
record Shaping(String text, Ref ref) {
  private static final Set<String> WITH_RESULT = Set.of("Task", "Map", "Parallel");

  /** Tells why a value that a state was given does not go on. */
  static Optional<Shaping> ofDropped(Definition definition, String state, String pointer) {
    return definition.state(state).flatMap(found -> of(definition, found, pointer));
  }

  private static Optional<Shaping> of(
      Definition definition, Definition.State state, String pointer) {
    JsonNode json = state.json();
    if (json.has("Output")) {
      return shaping(definition, state, "Output", "its Output leaves it out");
    }
    if (isJsonata(definition, json)) {
      return WITH_RESULT.contains(state.type())
          ? shaping(definition, state, "", "without an Output its result replaces the input")
          : Optional.empty();
    }
    return ofResult(definition, state, pointer)
        .or(
            () ->
                narrows(json.path("OutputPath"))
                    ? shaping(definition, state, "OutputPath", "its OutputPath leaves it out")
                    : Optional.empty())
        .or(
            () ->
                narrows(json.path("InputPath"))
                    ? shaping(definition, state, "InputPath", "its InputPath leaves it out")
                    : Optional.empty());
  }

  private static Optional<Shaping> ofResult(
      Definition definition, Definition.State state, String pointer) {
    JsonNode path = state.json().path("ResultPath");
    boolean replaces = path.isMissingNode() || path.asText().equals("$");
    boolean makesResult = WITH_RESULT.contains(state.type()) || state.json().has("Result");
    if (replaces && makesResult) {
      return state.json().has("ResultSelector")
          ? shaping(
              definition,
              state,
              "ResultSelector",
              "its ResultSelector leaves it out, and without a ResultPath that replaces the input")
          : shaping(definition, state, "", "without a ResultPath its result replaces the input");
    }
    if (replaces && state.json().has("Parameters")) {
      return shaping(
          definition,
          state,
          "Parameters",
          "its Parameters leave it out, and without a ResultPath they replace the input");
    }
    String target = path.asText("").replaceFirst("^\\$", "").replace('.', '/');
    boolean overwrites = !target.isEmpty() && (pointer + "/").startsWith(target + "/");
    return overwrites
        ? shaping(definition, state, "ResultPath", "its ResultPath puts the result in that place")
        : Optional.empty();
  }

  /** A path of null lets nothing through. */
  private static boolean narrows(JsonNode path) {
    return !path.isMissingNode() && !path.asText().equals("$");
  }

  private static boolean isJsonata(Definition definition, JsonNode state) {
    String language =
        state.path("QueryLanguage").asText(definition.top("QueryLanguage").asText("JSONPath"));
    return language.equals("JSONata");
  }

  private static Optional<Shaping> shaping(
      Definition definition, Definition.State state, String field, String text) {
    String pointer = state.pointer() + (field.isEmpty() ? "" : "/" + field);
    return Optional.of(new Shaping(text, definition.ref().inside(pointer)));
  }
}
