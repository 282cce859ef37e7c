// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.content.CodePlace;
import dev.afterimage.core.content.ContentDifference;
import dev.afterimage.core.content.ModuleState;
import dev.afterimage.core.content.RaisedLine;
import java.util.List;
import java.util.Optional;

/** What images hold as JSON. */
final class JsonContent {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonContent() {}

  /** Returns the line that raised; null where it is not known. */
  static JsonNode source(Optional<RaisedLine> raised) {
    if (raised.isEmpty()) {
      return JSON.nullNode();
    }
    RaisedLine line = raised.get();
    ObjectNode node = JSON.objectNode();
    JsonRefs.put(node, "image", line.image().digest());
    node.put("how", Names.of(line.how()));
    place(node, line.place());
    JsonRefs.put(node, "function", Optional.of(line.function()).filter(name -> !name.isEmpty()));
    node.put("layer", line.place().origin().layer().orElse(null));
    JsonRefs.put(node, "createdBy", line.place().origin().createdBy());
    ArrayNode excerpt = node.putArray("excerpt");
    line.place()
        .excerpt()
        .forEach(one -> excerpt.addObject().put("line", one.line()).put("text", one.text()));
    ArrayNode states = node.putArray("state");
    line.state().forEach(state -> states.add(state(state)));
    node.set("evidence", JsonRefs.refs(List.of(line.ref())));
    return node;
  }

  private static void place(ObjectNode node, CodePlace place) {
    node.put("path", place.path()).put("line", place.line());
  }

  private static ObjectNode state(ModuleState state) {
    ObjectNode node = JSON.objectNode();
    node.put("kind", Names.of(state.kind())).put("name", state.name());
    place(node, state.taken());
    node.put("code", state.code().text());
    if (state.code().through().isPresent()) {
      place(node.putObject("through"), state.code().through().get());
    } else {
      node.putNull("through");
    }
    node.put("usedByRaiser", state.usedByRaiser());
    node.set("evidence", JsonRefs.refs(List.of(state.ref())));
    return node;
  }

  /** Returns what differs inside two images; null where they were not looked into. */
  static JsonNode difference(Optional<ContentDifference> difference) {
    if (difference.isEmpty()) {
      return JSON.nullNode();
    }
    ContentDifference content = difference.get();
    ObjectNode node = JSON.objectNode();
    node.put("verdict", content.verdict().id());
    node.put("differs", content.verdict().differs());
    node.put("because", content.verdict().text());
    ArrayNode items = node.putArray("items");
    for (ContentDifference.Item item : content.items()) {
      ObjectNode one = items.addObject();
      one.put("kind", Names.of(item.kind()));
      one.put("subject", item.subject());
      one.put("text", item.text());
      one.set("evidence", JsonRefs.refs(List.of(item.ref())));
    }
    ContentDifference.Totals totals = content.totals();
    node.put("files", totals.files()).put("packages", totals.packages());
    node.put("settings", totals.settings()).put("timesOnly", totals.timesOnly());
    node.put("more", totals.more());
    node.set("evidence", JsonRefs.refs(List.of(content.ref())));
    return node;
  }
}
