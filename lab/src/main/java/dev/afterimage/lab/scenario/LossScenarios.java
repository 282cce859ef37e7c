// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.code.Step;
import dev.afterimage.lab.code.Steps;
import dev.afterimage.lab.json.Json;
import java.time.Duration;
import java.util.List;

/** Runs that succeed and yet lose something on the way, as people have met them. */
final class LossScenarios {
  private LossScenarios() {}

  /** A Pass with Parameters and no ResultPath drops the field that the last function needs. */
  static Staged droppedField(Opening opening) {
    Sketch sketch = new Sketch(opening);
    sketch.function(
        "loss-count",
        List.of(
            Steps.pause(Duration.ofMillis(90)),
            Steps.answer(p -> Json.object().put("rows", 1240).put("tenant", "t-77"))));
    sketch.function(
        "loss-store",
        List.of(
            Steps.pause(Duration.ofMillis(70)),
            Steps.answer(
                p ->
                    Json.object()
                        .put("stored", p.event().path("rows").asInt())
                        .put("tenant", p.event().path("tenant").asText("")))));
    String machine = sketch.machine("loss-flow", droppedField(sketch, true));
    String good = sketch.run(machine, Json.object("job", "nightly"));
    sketch.world().run(Duration.ofMinutes(40));
    sketch.world().states().update(sketch.actor(), machine, Json.text(droppedField(sketch, false)));
    sketch.world().run(Duration.ofMinutes(5));
    String bad = sketch.run(machine, Json.object("job", "nightly"));
    sketch.world().run(Duration.ofMinutes(20));
    return new Staged(sketch.world(), List.of(good, bad), List.of());
  }

  private static ObjectNode droppedField(Sketch sketch, boolean keeps) {
    ObjectNode definition = Json.object().put("StartAt", "Count");
    ObjectNode states = definition.putObject("States");
    states.set(
        "Count", sketch.task("loss-count").put("OutputPath", "$.Payload").put("Next", "Shape"));
    ObjectNode pass = states.putObject("Shape").put("Type", "Pass");
    ObjectNode parameters = pass.putObject("Parameters").put("rows.$", "$.rows");
    if (keeps) {
      parameters.put("tenant.$", "$.tenant");
    }
    pass.put("Next", "Store");
    states.set("Store", sketch.task("loss-store").put("OutputPath", "$.Payload").put("End", true));
    return definition;
  }

  /** A fallback steps in because what it stands in for has come to be null. */
  static Staged nullFallback(Opening opening) {
    Sketch sketch = new Sketch(opening);
    boolean[] gone = {false};
    sketch.function(
        "loss-rate",
        List.of(
            Steps.pause(Duration.ofMillis(90)),
            Steps.answer(
                p -> {
                  ObjectNode answer = Json.object().put("fallback", 1.0);
                  return gone[0] ? answer.putNull("primary") : answer.put("primary", 1.0842);
                })));
    ObjectNode definition = Json.object().put("QueryLanguage", "JSONata").put("StartAt", "Rate");
    ObjectNode states = definition.putObject("States");
    ObjectNode rate =
        states
            .putObject("Rate")
            .put("Type", "Task")
            .put("Resource", "arn:aws:states:::lambda:invoke");
    rate.putObject("Arguments")
        .put("FunctionName", sketch.arn("loss-rate"))
        .put("Payload", "{% $states.input %}");
    rate.put("Output", "{% $states.result.Payload %}").put("Next", "Choose");
    ObjectNode choose = states.putObject("Choose").put("Type", "Pass");
    choose
        .putObject("Output")
        .put(
            "rate", "{% $states.input.primary ? $states.input.primary : $states.input.fallback %}");
    choose.put("End", true);
    String machine = sketch.machine("rate-flow", definition);
    String good = sketch.run(machine, Json.object("job", "rates"));
    sketch.world().run(Duration.ofMinutes(50));
    gone[0] = true;
    String bad = sketch.run(machine, Json.object("job", "rates"));
    sketch.world().run(Duration.ofMinutes(20));
    return new Staged(sketch.world(), List.of(good, bad), List.of());
  }

  /** The function answers what was missing, and the definition that takes it was never deployed. */
  static Staged undeployedFix(Opening opening) {
    Sketch sketch = new Sketch(opening);
    sketch.function("loss-sum", sum(false));
    ObjectNode definition = Json.object().put("StartAt", "Sum");
    ObjectNode states = definition.putObject("States");
    ObjectNode task = sketch.task("loss-sum");
    task.putObject("ResultSelector").put("total.$", "$.Payload.total");
    states.set("Sum", task.put("ResultPath", "$.sum").put("Next", "Report"));
    ObjectNode report = states.putObject("Report").put("Type", "Pass");
    report.putObject("Parameters").put("total.$", "$.sum.total");
    report.put("End", true);
    String machine = sketch.machine("sum-flow", definition);
    String first = sketch.run(machine, Json.object("job", "sums"));
    sketch.world().run(Duration.ofMinutes(30));
    sketch
        .world()
        .functions()
        .updateCode(sketch.actor(), "loss-sum", sketch.code("loss-sum", "2", sum(true)));
    sketch.world().run(Duration.ofMinutes(5));
    String second = sketch.run(machine, Json.object("job", "sums"));
    sketch.world().run(Duration.ofMinutes(20));
    return new Staged(sketch.world(), List.of(first, second), List.of());
  }

  private static List<Step> sum(boolean fixed) {
    return List.of(
        Steps.pause(Duration.ofMillis(80)),
        Steps.answer(
            p -> {
              ObjectNode answer = Json.object().put("total", 9120);
              return fixed ? answer.put("currency", "EUR") : answer;
            }));
  }
}
