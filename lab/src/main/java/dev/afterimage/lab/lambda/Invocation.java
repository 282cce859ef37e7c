// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.code.Errors;
import dev.afterimage.lab.code.LogStyle;
import dev.afterimage.lab.code.Program;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.sim.Simulation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** One request on one sandbox, from its placement to its report. */
final class Invocation {
  private static final int LARGEST_RESPONSE = 6_291_556;

  /** What the caller gets: an error or a result, as JSON text. */
  record Result(boolean isError, String payload) {}

  /** What is to be done. */
  record Task(String requestId, JsonNode event, Consumer<Result> done) {}

  private final Host host;
  private final Sandbox sandbox;
  private final Task task;
  private final Simulation simulation;
  private Instant started;
  private Optional<Duration> init = Optional.empty();

  Invocation(Host host, Sandbox sandbox, Task task) {
    this.host = requireNonNull(host, "host is null");
    this.sandbox = requireNonNull(sandbox, "sandbox is null");
    this.task = requireNonNull(task, "task is null");
    this.simulation = host.ground().simulation();
    this.started = simulation.now();
  }

  void begin() {
    if (sandbox.process().isPresent()) {
      serve();
    } else if (sandbox.isInitialised()) {
      initialiseAgain();
    } else {
      new InitPhase(host, sandbox, "init", this::afterInit).begin(InitPhase.ON_DEMAND_LIMIT);
    }
  }

  private void afterInit(InitPhase.Ended ended) {
    if (ended.isGood()) {
      init = Optional.of(ended.duration());
      started = simulation.now();
      serve();
    } else {
      initialiseAgain();
    }
  }

  /** Starts the process inside the invocation, at the expense of its time. */
  private void initialiseAgain() {
    started = simulation.now();
    new InitPhase(host, sandbox, "invoke", this::afterSecondInit).begin(timeout());
  }

  private void afterSecondInit(InitPhase.Ended ended) {
    if (ended.isGood()) {
      serve();
      return;
    }
    log().start(task.requestId());
    if (ended.status().equals(Report.TIMEOUT)) {
      timeOut();
    } else {
      finish(Report.ERROR, ended.errorType(), error(initPayload(ended)));
    }
  }

  private String initPayload(InitPhase.Ended ended) {
    if (ended.outcome().orElse(null) instanceof Outcome.Raised raised) {
      return Json.text(Errors.payload(program(), raised.thrown(), ""));
    }
    if (ended.outcome().orElse(null) instanceof Outcome.Exited exited) {
      return platformError(ended.errorType(), TextLog.exitText(exited.reason()));
    }
    if (ended.outcome().orElse(null) instanceof Outcome.Unlaunched failed) {
      return platformError(failed.errorType(), failed.message());
    }
    if (ended.outcome().isPresent()) {
      return platformError(ended.errorType(), TextLog.exitText("signal: killed"));
    }
    return platformError(ended.errorType(), "exit status 1");
  }

  private void serve() {
    WorkerProcess process = sandbox.process().orElseThrow();
    log().start(task.requestId());
    Instant deadline = started.plus(timeout());
    ProcessContext view =
        new ProcessContext(
            host,
            sandbox,
            process,
            new ProcessContext.Phase(task.requestId(), task.event(), deadline));
    Simulation.Timer[] timer = new Simulation.Timer[1];
    StepMachine machine =
        new StepMachine(
            simulation,
            view,
            outcome -> {
              timer[0].cancel();
              judge(outcome);
            });
    timer[0] =
        simulation.at(
            deadline,
            () -> {
              machine.stop();
              timeOut();
            });
    machine.start(program().handler());
  }

  private void judge(Outcome outcome) {
    if (outcome instanceof Outcome.Returned returned) {
      answer(returned.value());
    } else if (outcome instanceof Outcome.Done) {
      answer(NullNode.getInstance());
    } else if (outcome instanceof Outcome.Raised raised) {
      log().error(task.requestId(), raised.thrown());
      String payload = Json.text(Errors.payload(program(), raised.thrown(), task.requestId()));
      finish(Report.SUCCESS, "", error(payload));
    } else if (outcome instanceof Outcome.Exited exited) {
      crash("Runtime.ExitError", exited.reason());
    } else {
      sandbox.measure(sandbox.version().config().memory());
      crash(
          host.style().namesMemory() ? "Runtime.OutOfMemory" : "Runtime.ExitError",
          "signal: killed");
    }
  }

  private void answer(JsonNode value) {
    String payload = Json.text(value);
    if (payload.getBytes(StandardCharsets.UTF_8).length > LARGEST_RESPONSE) {
      ObjectNode error =
          Json.object()
              .put("errorType", "Function.ResponseSizeTooLarge")
              .put(
                  "errorMessage",
                  "Response payload size exceeded maximum allowed payload size (%d bytes)."
                      .formatted(LARGEST_RESPONSE));
      finish(Report.SUCCESS, "", error(Json.text(error)));
    } else {
      finish(Report.SUCCESS, "", new Result(false, payload));
    }
  }

  private void crash(String errorType, String reason) {
    log().exit(task.requestId(), reason);
    sandbox.reset();
    finish(Report.ERROR, errorType, error(platformError(errorType, TextLog.exitText(reason))));
  }

  private void timeOut() {
    sandbox.reset();
    String text = "Task timed out after " + TextLog.seconds(timeout()) + " seconds";
    String payload =
        host.style().isRecent()
            ? platformError("Sandbox.Timedout", text)
            : Json.text(
                Json.object(
                    "errorMessage",
                    LogStyle.iso(simulation.now()) + " " + task.requestId() + " " + text));
    finish(Report.TIMEOUT, "", error(payload));
  }

  private String platformError(String errorType, String text) {
    return Json.text(
        Json.object()
            .put("errorType", errorType)
            .put("errorMessage", "RequestId: " + task.requestId() + " Error: " + text));
  }

  private static Result error(String payload) {
    return new Result(true, payload);
  }

  private void finish(String status, String errorType, Result result) {
    Duration duration = Duration.between(started, simulation.now());
    if (status.equals(Report.TIMEOUT) && !host.style().isRecent()) {
      duration = duration.plusNanos(3_170_000);
    }
    sandbox.process().ifPresent(WorkerProcess::endInvocation);
    log().end(new Report(task.requestId(), duration, init, status, errorType));
    sandbox.setIdle(simulation.now());
    measure(duration, result.isError());
    task.done().accept(result);
  }

  private void measure(Duration duration, boolean failed) {
    LambdaMetrics.of(host.ground(), sandbox.version().name().function())
        .invoked(started, duration, failed);
  }

  private Duration timeout() {
    return sandbox.version().config().timeout();
  }

  private Program program() {
    return sandbox.version().code().program();
  }

  private PlatformLog log() {
    return host.log(sandbox);
  }
}
