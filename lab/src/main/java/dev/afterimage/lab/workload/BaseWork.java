// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.afterimage.lab.code.Level;
import dev.afterimage.lab.code.ProcessView;
import dev.afterimage.lab.code.Steps;
import dev.afterimage.lab.json.Json;

/** What functions of each role do when all is well. */
final class BaseWork {
  private static final String TABLE = "dynamodb";

  private BaseWork() {}

  /** Gives a draft the steps of its role. */
  static void fill(FunctionDraft draft, String service, Catalog catalog) {
    switch (draft.role()) {
      case LISTER -> {
        draft.work().add(Steps.call(TABLE));
        draft.after().add(Steps.say(Level.INFO, "listed", p -> new Object[] {wanted(p, catalog)}));
      }
      case WORKER -> {
        draft.before().add(Steps.say(Level.INFO, "begin", p -> new Object[] {Item.key(p)}));
        draft.work().add(Steps.say(Level.INFO, "fetch", p -> new Object[] {service}));
        draft.work().add(Steps.call(service));
        draft.work().add(Steps.say(Level.DEBUG, "fetched", p -> new Object[] {service}));
        draft
            .after()
            .add(Steps.say(Level.INFO, "finish", p -> new Object[] {Item.key(p), Item.size(p)}));
      }
      case MERGER ->
          draft
              .after()
              .add(
                  Steps.say(
                      Level.INFO,
                      "merged",
                      p -> new Object[] {parts(p.event()).size(), rows(p.event())}));
      case SENDER, SIDE -> {
        draft.work().add(Steps.call(TABLE));
        draft
            .after()
            .add(Steps.say(Level.INFO, "sent", p -> new Object[] {p.event().path("job").asText()}));
      }
    }
  }

  /** Returns what a function of a role answers. */
  static JsonNode answer(Role role, ProcessView p, Catalog catalog) {
    return switch (role) {
      case LISTER -> listed(p, catalog);
      case WORKER ->
          Json.object().put("key", Item.key(p)).put("rows", Item.size(p)).put("ok", true);
      case MERGER ->
          Json.object().put("parts", parts(p.event()).size()).put("rows", rows(p.event()));
      case SENDER, SIDE ->
          Json.object().put("sent", true).put("job", p.event().path("job").asText());
    };
  }

  private static int wanted(ProcessView p, Catalog catalog) {
    return Math.min(catalog.items().size(), p.event().path("limit").asInt(catalog.items().size()));
  }

  private static JsonNode listed(ProcessView p, Catalog catalog) {
    ArrayNode items = Json.nodes(catalog.items().subList(0, wanted(p, catalog)));
    return Json.object().put("count", items.size()).set("items", items.deepCopy());
  }

  private static JsonNode parts(JsonNode event) {
    return event.path("worked");
  }

  private static int rows(JsonNode event) {
    int rows = 0;
    for (JsonNode part : parts(event)) {
      rows += part.path("rows").asInt();
    }
    return rows;
  }
}
