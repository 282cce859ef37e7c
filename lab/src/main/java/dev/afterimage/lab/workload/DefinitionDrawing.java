// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.workload;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.ground.Site;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.sim.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws the definition of a workflow around its functions. */
final class DefinitionDrawing {
  private final Workload workload;
  private final Site site;
  private final RandomStream random;
  private final Wiring wiring;
  private final List<String> order = new ArrayList<>();
  private final ObjectNode states = Json.object();

  DefinitionDrawing(Workload workload, Site site, RandomStream random) {
    this.workload = requireNonNull(workload, "workload is null");
    this.site = requireNonNull(site, "site is null");
    this.random = requireNonNull(random, "random is null");
    this.wiring = workload.traits().wiring();
  }

  void draw(boolean distributed) {
    if (random.chance(0.3)) {
      add("Prepare", prepare());
    }
    addTask(Role.LISTER, "listed");
    workload.find(Role.SIDE).ifPresent(side -> addSide());
    addMap(distributed);
    if (random.chance(0.25)) {
      add("Settle", Json.object().put("Type", "Wait").put("Seconds", random.between(1, 20)));
    }
    addTask(Role.MERGER, "merged");
    workload.find(Role.SENDER).ifPresent(sender -> addSender());
    if (random.chance(0.25)) {
      add("Done", Json.object().put("Type", "Succeed"));
    }
    link();
    ObjectNode definition = workload.definition();
    definition.put("Comment", "Works through " + workload.input().path("job").asText());
    if (wiring == Wiring.JSONATA) {
      definition.put("QueryLanguage", "JSONata");
    }
    definition.put("StartAt", order.get(0));
    definition.set("States", states);
  }

  private void add(String name, ObjectNode state) {
    order.add(name);
    states.set(name, state);
  }

  private ObjectNode prepare() {
    ObjectNode pass = Json.object().put("Type", "Pass");
    if (wiring == Wiring.JSONATA) {
      return pass.put("Output", "{% $merge([$states.input, {'origin': 'schedule'}]) %}");
    }
    pass.putObject("Result").put("by", "schedule");
    return pass.put("ResultPath", "$.origin");
  }

  private String arn(FunctionDraft draft) {
    String qualifier = draft.qualifier().isEmpty() ? "" : ":" + draft.qualifier();
    return site.function(draft.name()) + qualifier;
  }

  private void addTask(Role role, String field) {
    FunctionDraft draft = workload.function(role);
    add(draft.state(), wiring.task(arn(draft), field));
  }

  /** A function that only some inputs ask for. */
  private void addSide() {
    FunctionDraft draft = workload.function(Role.SIDE);
    ObjectNode choice = Json.object().put("Type", "Choice");
    ArrayNode choices = choice.putArray("Choices");
    ObjectNode rule = choices.addObject();
    if (wiring == Wiring.JSONATA) {
      rule.put("Condition", "{% $states.input.side %}");
    } else {
      rule.put("Variable", "$.side").put("BooleanEquals", true);
    }
    rule.put("Next", draft.state());
    add("NeedsMore", choice);
    add(draft.state(), wiring.task(arn(draft), "side_result"));
  }

  private void addMap(boolean distributed) {
    FunctionDraft worker = workload.function(Role.WORKER);
    ObjectNode map = Json.object().put("Type", "Map");
    boolean jsonata = wiring == Wiring.JSONATA;
    map.put(jsonata ? "Items" : "ItemsPath", wiring.of("listed", "items"));
    if (random.chance(0.5)) {
      addSelector(map, jsonata);
    }
    map.put("MaxConcurrency", random.pick(List.of(0, 3, 5, 10, 40)));
    ObjectNode processor = map.putObject("ItemProcessor");
    ObjectNode config = processor.putObject("ProcessorConfig");
    config.put("Mode", distributed ? "DISTRIBUTED" : "INLINE");
    if (distributed) {
      config.put("ExecutionType", "STANDARD");
    }
    ObjectNode inner = processor.putObject("States");
    Optional<String> shape = random.chance(0.3) ? Optional.of("Reshape") : Optional.empty();
    processor.put("StartAt", worker.state());
    ObjectNode task = wiring.lastTask(arn(worker));
    inner.set(worker.state(), task);
    if (shape.isPresent()) {
      task.put("Next", shape.get());
      inner.set(shape.get(), Json.object().put("Type", "Pass").put("End", true));
    } else {
      task.put("End", true);
    }
    if (jsonata) {
      map.put("Output", "{% $merge([$states.input, {'worked': $states.result}]) %}");
    } else {
      map.put("ResultPath", "$.worked");
    }
    String name = "Each" + worker.state();
    workload.setMapState(name);
    add(name, map);
  }

  private static void addSelector(ObjectNode map, boolean jsonata) {
    ObjectNode selector = map.putObject("ItemSelector");
    if (jsonata) {
      selector.put("item", "{% $states.context.Map.Item.Value %}");
      selector.put("job", "{% $states.input.job %}");
    } else {
      selector.put("item.$", "$$.Map.Item.Value");
      selector.put("job.$", "$.job");
    }
  }

  private void addSender() {
    if (!random.chance(0.3)) {
      addTask(Role.SENDER, "sent");
      return;
    }
    FunctionDraft sender = workload.function(Role.SENDER);
    ObjectNode parallel = Json.object().put("Type", "Parallel");
    ArrayNode branches = parallel.putArray("Branches");
    ObjectNode first = branches.addObject().put("StartAt", sender.state());
    ObjectNode task = wiring.task(arn(sender), "sent");
    first.putObject("States").set(sender.state(), task.put("End", true));
    ObjectNode second = branches.addObject().put("StartAt", "Remember");
    second.putObject("States").set("Remember", Json.object().put("Type", "Pass").put("End", true));
    if (wiring == Wiring.JSONATA) {
      parallel.put("Output", "{% $states.result[0] %}");
    } else {
      parallel.put("ResultPath", "$.closing");
    }
    add("Close", parallel);
  }

  private void link() {
    for (int i = 0; i < order.size(); i++) {
      ObjectNode state = (ObjectNode) states.get(order.get(i));
      String type = state.path("Type").asText();
      if (type.equals("Choice")) {
        state.put("Default", order.get(i + 2));
      } else if (i == order.size() - 1) {
        if (!type.equals("Succeed")) {
          state.put("End", true);
        }
      } else {
        state.put("Next", order.get(i + 1));
      }
    }
  }
}
