// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.asl.Definition;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.sim.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** An execution while it runs: its decider, its branches, its way to write history. */
final class ExecutionRun {
  /** The event of this number is always the last one. */
  private static final int LAST_EVENT = 25_000;

  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Engine engine;
  private final Execution execution;
  private final Definition definition;
  private final Decider decider;
  private final Consumer<Execution> closed;
  private final List<Simulation.Timer> timers = new ArrayList<>();
  private final VendedLog log;
  private final JsonNode input;
  private final Branch root;

  ExecutionRun(
      Engine engine, Execution execution, Definition definition, Consumer<Execution> closed) {
    this.engine = requireNonNull(engine, "engine is null");
    this.execution = requireNonNull(execution, "execution is null");
    this.definition = requireNonNull(definition, "definition is null");
    this.closed = requireNonNull(closed, "closed is null");
    this.log = new VendedLog(engine.ground().logs(), execution);
    Duration cost = Duration.ofMillis(execution.isExpress() ? 3 : 22);
    this.decider =
        new Decider(
            engine.ground().simulation(),
            engine.ground().randoms().stream("decider/" + execution.identity().arn()),
            cost,
            engine.throttling());
    this.input = Json.parse(execution.identity().input());
    this.root = new Branch(this, definition, Map.of(), this::end);
  }

  Engine engine() {
    return engine;
  }

  Execution execution() {
    return execution;
  }

  Decider decider() {
    return decider;
  }

  Instant now() {
    return engine.ground().simulation().now();
  }

  /** Plans an action that is dropped when the execution ends before. */
  Simulation.Timer after(Duration delay, Runnable action) {
    Simulation.Timer timer =
        engine
            .ground()
            .simulation()
            .after(
                delay,
                () -> {
                  if (!execution.isClosed()) {
                    action.run();
                  }
                });
    timers.add(timer);
    return timer;
  }

  void start() {
    ObjectNode details = Json.object().put("input", execution.identity().input());
    details.putObject("inputDetails").put("truncated", false);
    details.put("roleArn", execution.revision().role());
    record("ExecutionStarted", 0, details);
    limitTime();
    decider.decide(() -> root.start(input, 0));
  }

  private void limitTime() {
    definition
        .timeoutSeconds()
        .ifPresent(seconds -> after(Duration.ofSeconds(seconds), this::timeOut));
  }

  /** Writes an event; returns its id, or -1 where the execution has ended. */
  long record(String type, long previous, ObjectNode details) {
    return write(type, previous, Optional.of(details));
  }

  /** Writes an event that carries no details. */
  long record(String type, long previous) {
    return write(type, previous, Optional.empty());
  }

  private long write(String type, long previous, Optional<ObjectNode> details) {
    if (execution.isClosed()) {
      return -1;
    }
    long id = execution.history().size() + 1L;
    if (id == LAST_EVENT && !type.startsWith("Execution")) {
      fail(
          Failure.of(
              "States.Runtime",
              Optional.of(
                  "The execution reached the maximum number of history events (%d)."
                      .formatted(LAST_EVENT)),
              id - 1));
      return -1;
    }
    HistoryEntry entry = new HistoryEntry(id, previous, now(), type, details);
    execution.add(entry);
    log.write(entry);
    return id;
  }

  private void end(Ending ending) {
    if (execution.isClosed()) {
      return;
    }
    if (ending instanceof Ending.Succeeded succeeded) {
      String output = Json.text(succeeded.output());
      ObjectNode details = Json.object().put("output", output);
      details.putObject("outputDetails").put("truncated", false);
      record("ExecutionSucceeded", succeeded.event(), details);
      execution.succeed(now(), output);
      finish();
    } else if (ending instanceof Ending.Failed failed) {
      fail(failed.failure());
    }
  }

  private void fail(Failure failure) {
    ObjectNode details = Json.object();
    failure.error().ifPresent(error -> details.put("error", error));
    failure.cause().ifPresent(cause -> details.put("cause", cause));
    record("ExecutionFailed", failure.event(), details);
    execution.close(Execution.Status.FAILED, now(), failure.error(), failure.cause());
    finish();
  }

  private void timeOut() {
    record("ExecutionTimedOut", 0, Json.object("error", "States.Timeout"));
    execution.close(Execution.Status.TIMED_OUT, now(), Optional.empty(), Optional.empty());
    finish();
  }

  void abort(Optional<String> error, Optional<String> cause) {
    if (execution.isClosed()) {
      return;
    }
    ObjectNode details = Json.object();
    error.ifPresent(text -> details.put("error", text));
    cause.ifPresent(text -> details.put("cause", text));
    record("ExecutionAborted", 0, details);
    execution.close(Execution.Status.ABORTED, now(), error, cause);
    finish();
  }

  private void finish() {
    timers.forEach(Simulation.Timer::cancel);
    timers.clear();
    root.cancelChildren();
    closed.accept(execution);
  }

  /** Runs what did not succeed again, from where it stood. */
  void redrive() {
    long last = execution.history().size();
    execution.redrive();
    long event =
        record("ExecutionRedriven", last, Json.object().put("redriveCount", execution.redrives()));
    limitTime();
    decider.decide(() -> root.redrive(event));
  }

  /** Returns the context object, without the parts that belong to a state. */
  ObjectNode context() {
    ObjectNode context = Json.object();
    ObjectNode node = context.putObject("Execution");
    node.put("Id", execution.identity().arn());
    node.set("Input", input);
    node.put("Name", execution.identity().name())
        .put("RoleArn", execution.revision().role())
        .put("StartTime", iso(execution.identity().started()))
        .put("RedriveCount", execution.redrives());
    context
        .putObject("StateMachine")
        .put("Id", execution.machine().arn())
        .put("Name", execution.machine().name());
    return context;
  }

  static String iso(Instant time) {
    return ISO.format(time);
  }
}
