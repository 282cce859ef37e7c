// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.asl;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One state of a definition.
 *
 * @param name its name
 * @param fields its fields
 * @param isJsonata whether its expressions are JSONata, else JSONPath
 */
public record StateSpec(String name, JsonNode fields, boolean isJsonata) {
  public StateSpec {
    requireNonNull(name, "name is null");
    requireNonNull(fields, "fields is null");
  }

  /** Returns the state's type. */
  public String type() {
    return fields.path("Type").asText();
  }

  /** Returns whether a field is there, be it null. */
  public boolean has(String field) {
    return fields.has(field);
  }

  /** Returns a field, missing where it is not there. */
  public JsonNode node(String field) {
    return fields.path(field);
  }

  /** Returns a field as text. */
  public Optional<String> text(String field) {
    return Optional.ofNullable(fields.get(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  /** Returns whether the execution ends after this state. */
  public boolean isEnd() {
    return fields.path("End").asBoolean(false);
  }

  /** Returns what each item of a Map runs through. */
  public Definition processor() {
    return Definition.processorOf(this);
  }

  /** Returns whether this is a Map whose items run as executions of their own. */
  public boolean isDistributed() {
    return fields
        .path("ItemProcessor")
        .path("ProcessorConfig")
        .path("Mode")
        .asText()
        .equals("DISTRIBUTED");
  }

  /** Returns the branches of a Parallel. */
  public List<Definition> branches() {
    List<Definition> branches = new ArrayList<>();
    for (int i = 0; i < fields.path("Branches").size(); i++) {
      branches.add(Definition.branchOf(this, i));
    }
    return branches;
  }
}
