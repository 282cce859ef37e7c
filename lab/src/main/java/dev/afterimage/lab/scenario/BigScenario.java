// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.scenario;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.code.Effect;
import dev.afterimage.lab.code.Level;
import dev.afterimage.lab.code.Step;
import dev.afterimage.lab.code.Steps;
import dev.afterimage.lab.json.Json;
import java.time.Duration;
import java.util.List;

/** Runs whose histories are as long as they can be: three functions over almost 1,500 items. */
final class BigScenario {
  private static final List<String> FUNCTIONS = List.of("big-read", "big-convert", "big-write");

  /** Seventeen events per item, and six around them: four short of the limit. */
  private static final int ITEMS = 1470;

  private BigScenario() {}

  /** One run that succeeds. */
  static Staged one(Opening opening) {
    Sketch sketch = new Sketch(opening);
    String machine = create(sketch, Integer.MAX_VALUE);
    String run = sketch.run(machine, input());
    sketch.world().run(Duration.ofMinutes(20));
    return new Staged(sketch.world(), List.of(run), List.of());
  }

  /** Two runs; towards the end of the second an item fails that was not in the first. */
  static Staged pair(Opening opening) {
    Sketch sketch = new Sketch(opening);
    String machine = create(sketch, ITEMS - 9);
    String good = sketch.run(machine, input());
    sketch.world().run(Duration.ofMinutes(12));
    ObjectNode changed = input();
    changed.withArray("items").set(ITEMS - 10, Json.object().put("n", ITEMS));
    String bad = sketch.run(machine, changed);
    sketch.world().run(Duration.ofMinutes(20));
    return new Staged(sketch.world(), List.of(good, bad), List.of());
  }

  private static ObjectNode input() {
    ObjectNode input = Json.object();
    ArrayNode items = input.putArray("items");
    for (int i = 0; i < ITEMS; i++) {
      items.addObject().put("n", i);
    }
    return input;
  }

  private static String create(Sketch sketch, int poison) {
    for (String function : FUNCTIONS) {
      sketch.function(function, handler(function.equals("big-write") && poison < ITEMS));
    }
    ObjectNode map = Json.object().put("Type", "Map").put("ItemsPath", "$.items");
    map.put("MaxConcurrency", 40).putNull("ResultPath");
    ObjectNode processor = map.putObject("ItemProcessor").put("StartAt", "Read");
    processor.putObject("ProcessorConfig").put("Mode", "INLINE");
    ObjectNode states = processor.putObject("States");
    List<String> names = List.of("Read", "Convert", "Write");
    for (int i = 0; i < names.size(); i++) {
      ObjectNode task = sketch.task(FUNCTIONS.get(i)).put("OutputPath", "$.Payload");
      if (i < names.size() - 1) {
        task.put("Next", names.get(i + 1));
      } else {
        task.put("End", true);
      }
      states.set(names.get(i), task);
    }
    ObjectNode definition = Json.object().put("StartAt", "EachItem");
    definition.putObject("States").set("EachItem", map.put("End", true));
    return sketch.machine("big-flow", definition);
  }

  private static List<Step> handler(boolean mayFail) {
    return List.of(
        Steps.say(Level.INFO, "begin", p -> new Object[] {p.event().path("n").asInt()}),
        Steps.pause(Duration.ofMillis(140)),
        p ->
            mayFail && p.event().path("n").asInt() >= ITEMS
                ? new Effect.Call(
                    List.of(
                        Steps.raise(
                            "field.bad",
                            q -> new Object[] {"n", "item", q.event().path("n").asInt()})))
                : Effect.NEXT,
        Steps.answer(p -> p.event()));
  }
}
