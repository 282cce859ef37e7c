// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.asl.Definition;
import dev.afterimage.lab.asl.StateSpec;
import dev.afterimage.lab.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A sequence of states: the whole machine, an iteration of a Map, or a branch of a Parallel. */
final class Branch {
  private static final int LARGEST_DATA = 262_144;

  private final ExecutionRun run;
  private final Definition definition;
  private final Consumer<Ending> done;
  private final Map<String, JsonNode> variables;
  private Optional<JsonNode> mapItem = Optional.empty();
  private Optional<Visit> current = Optional.empty();
  private boolean over;

  Branch(
      ExecutionRun run,
      Definition definition,
      Map<String, JsonNode> outerVariables,
      Consumer<Ending> done) {
    this.run = requireNonNull(run, "run is null");
    this.definition = requireNonNull(definition, "definition is null");
    this.variables = new TreeMap<>(outerVariables);
    this.done = requireNonNull(done, "done is null");
  }

  ExecutionRun run() {
    return run;
  }

  Map<String, JsonNode> variables() {
    return variables;
  }

  /** Says which item of a Map this branch is for, as the context object shows it. */
  void setMapItem(JsonNode item) {
    mapItem = Optional.of(item);
  }

  Optional<JsonNode> mapItem() {
    return mapItem;
  }

  boolean isOver() {
    return over || run.execution().isClosed();
  }

  void start(JsonNode input, long previous) {
    enter(definition.startAt(), input, previous);
  }

  private void enter(String name, JsonNode input, long previous) {
    if (isOver()) {
      return;
    }
    StateSpec spec = definition.state(name);
    ObjectNode details = Json.object().put("name", name).put("input", Json.text(input));
    details.putObject("inputDetails").put("truncated", false);
    long entered = run.record(spec.type() + "StateEntered", previous, details);
    if (entered < 0) {
      return;
    }
    Visit visit = Visits.of(this, spec, new Visit.Entry(input, entered, previous));
    current = Optional.of(visit);
    visit.begin();
  }

  /** Leaves a state with its output. */
  void exit(Visit visit, JsonNode output, long previous, Visit.Way way) {
    if (isOver()) {
      return;
    }
    String text = Json.text(output);
    if (text.length() > LARGEST_DATA / 4
        && text.getBytes(StandardCharsets.UTF_8).length > LARGEST_DATA) {
      end(
          new Ending.Failed(
              Failure.of(
                  "States.DataLimitExceeded",
                  Optional.of(
                      "The state/task '%s' returned a result with a size exceeding the maximum number of bytes service limit."
                          .formatted(visit.spec().name())),
                  previous)));
      return;
    }
    ObjectNode details = Json.object().put("name", visit.spec().name()).put("output", text);
    details.putObject("outputDetails").put("truncated", false);
    if (!way.assigned().isEmpty()) {
      ObjectNode assigned = details.putObject("assignedVariables");
      way.assigned().forEach((name, value) -> assigned.put(name, Json.text(value)));
      details.putObject("assignedVariablesDetails").put("truncated", false);
      variables.putAll(way.assigned());
    }
    long exited = run.record(visit.spec().type() + "StateExited", previous, details);
    if (way.next().isEmpty()) {
      end(new Ending.Succeeded(output, exited));
    } else {
      run.decider().decide(() -> enter(way.next().get(), output, exited));
    }
  }

  void fail(Failure failure) {
    end(new Ending.Failed(failure));
  }

  private void end(Ending ending) {
    if (!isOver()) {
      over = ending instanceof Ending.Succeeded;
      done.accept(ending);
    }
  }

  /** Stops because a sibling failed; the open states are told from {@code leaf}. */
  void abort(long leaf) {
    if (!over) {
      over = true;
      current.ifPresent(visit -> visit.abort(leaf));
    }
  }

  /** Stops executions of others that this branch waits for. */
  void cancelChildren() {
    current.ifPresent(Visit::cancelChildren);
  }

  /** Goes on from the state that did not succeed. */
  void redrive(long previous) {
    over = false;
    current.ifPresentOrElse(
        visit -> visit.redrive(previous), () -> run.abort(Optional.empty(), Optional.empty()));
  }
}
