// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.asl.Dataflow;
import dev.afterimage.lab.asl.Scope;
import dev.afterimage.lab.asl.StateFailure;
import dev.afterimage.lab.asl.StateSpec;
import dev.afterimage.lab.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One visit of a state: entered once, tried once or several times, left once. */
abstract class Visit {

  /**
   * How the state was entered.
   *
   * @param input its raw input
   * @param event the event that says so
   * @param previous the event before
   */
  record Entry(JsonNode input, long event, long previous) {}

  /**
   * How a state is left.
   *
   * @param next the state behind it; none at the end
   * @param assigned the variables it sets
   */
  record Way(Optional<String> next, Map<String, JsonNode> assigned) {
    Way {
      requireNonNull(next, "next is null");
      assigned = new TreeMap<>(assigned);
    }
  }

  /** What a state does with its data; it may fail. */
  @FunctionalInterface
  interface Action {
    void run() throws StateFailure;
  }

  private final Branch branch;
  private final StateSpec spec;
  private final Entry entry;
  private final Instant enteredAt;
  private final Retriers retriers;
  private final ObjectNode context;

  Visit(Branch branch, StateSpec spec, Entry entry) {
    this.branch = requireNonNull(branch, "branch is null");
    this.spec = requireNonNull(spec, "spec is null");
    this.entry = requireNonNull(entry, "entry is null");
    this.enteredAt = branch.run().now();
    this.retriers = new Retriers(spec.node("Retry"), branch.run().engine().retryRandom());
    this.context = branch.run().context();
    context
        .putObject("State")
        .put("EnteredTime", ExecutionRun.iso(enteredAt))
        .put("Name", spec.name())
        .put("RetryCount", 0);
    branch.mapItem().ifPresent(item -> context.putObject("Map").set("Item", item));
  }

  /** Begins the first try. */
  abstract void begin();

  /** Begins one more try behind an event. */
  void tryAgain(long previous) {
    begin();
  }

  /** Tells the history that this state was stopped because a sibling failed. */
  void abort(long leaf) {
    run().record(spec.type() + "StateAborted", leaf);
  }

  /** Stops executions of others that this state waits for. */
  void cancelChildren() {}

  /** Goes on after a redrive. */
  void redrive(long previous) {
    retriers.reset();
    tryAgain(previous);
  }

  /** Returns the failure with the event that ends the state, where it has one of its own. */
  Failure givingUp(Failure failure) {
    return failure;
  }

  Branch branch() {
    return branch;
  }

  ExecutionRun run() {
    return branch.run();
  }

  Dataflow data() {
    return run().engine().dataflow();
  }

  StateSpec spec() {
    return spec;
  }

  Entry entry() {
    return entry;
  }

  ObjectNode context() {
    return context;
  }

  /** Returns what the expressions of the state see before it has done anything. */
  Scope scope() {
    return Scope.of(entry.input(), context, branch.variables());
  }

  /**
   * Does something with data; a failure becomes one of the state.
   *
   * @param event the last event of this visit
   */
  void guarded(long event, Action action) {
    try {
      action.run();
    } catch (StateFailure e) {
      handle(failure(e, event));
    }
  }

  private Failure failure(StateFailure e, long event) {
    String cause =
        "An error occurred while executing the state '%s' (entered at the event id #%d). %s"
            .formatted(spec.name(), entry.event(), e.why());
    if (!e.error().equals(StateFailure.QUERY)) {
      return Failure.of(e.error(), Optional.of(cause), event);
    }
    ObjectNode details = Json.object().put("error", e.error()).put("cause", cause);
    if (!e.location().isEmpty()) {
      details.put("location", e.location());
    }
    details.put("state", spec.name());
    boolean early = event == entry.event() && !spec.type().equals("Wait");
    long failed = run().record("EvaluationFailed", early ? entry.previous() : event, details);
    return Failure.of(e.error(), Optional.of(cause), failed);
  }

  /** Retries, catches, or gives up. */
  void handle(Failure failure) {
    if (branch.isOver()) {
      return;
    }
    if (failure.isCatchable()) {
      Optional<Duration> delay = retriers.next(failure.name());
      if (delay.isPresent()) {
        context.withObject("/State").put("RetryCount", retriers.attempts());
        run().after(delay.get(), () -> run().decider().decide(() -> again(failure)));
        return;
      }
    }
    Failure ended = givingUp(failure);
    Optional<JsonNode> catcher =
        ended.isCatchable() ? Retriers.catcher(spec.node("Catch"), ended.name()) : Optional.empty();
    if (catcher.isPresent()) {
      guarded(ended.event(), () -> exitCaught(catcher.get(), ended));
    } else {
      branch.fail(ended);
    }
  }

  private void again(Failure failure) {
    if (!branch.isOver()) {
      tryAgain(failure.event());
    }
  }

  private void exitCaught(JsonNode catcher, Failure failure) throws StateFailure {
    Scope seen =
        scope().withError(Dataflow.errorOutput(failure.name(), failure.cause().orElse("")));
    JsonNode output = data().caught(spec, catcher, seen);
    Map<String, JsonNode> assigned = data().assigned(spec, catcher, seen);
    branch.exit(
        this,
        output,
        failure.event(),
        new Way(Optional.of(catcher.path("Next").asText()), assigned));
  }

  /** Leaves the state with what its result makes of the output. */
  void succeed(JsonNode result, long event) {
    guarded(
        event,
        () -> {
          Scope seen = scope().withResult(result);
          exit(data().output(spec, seen), event, data().assigned(spec, spec.fields(), seen));
        });
  }

  /** Leaves the state by its own way. */
  void exit(JsonNode output, long event, Map<String, JsonNode> assigned) {
    Optional<String> next = spec.isEnd() ? Optional.empty() : spec.text("Next");
    branch.exit(this, output, event, new Way(next, assigned));
  }
}
