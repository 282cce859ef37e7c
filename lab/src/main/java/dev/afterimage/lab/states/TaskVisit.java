// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.asl.Scope;
import dev.afterimage.lab.asl.StateFailure;
import dev.afterimage.lab.asl.StateSpec;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.sim.Simulation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Task: scheduled, started, and whatever comes back of it. */
final class TaskVisit extends Visit {
  private static final int LARGEST_DATA = 262_144;
  private static final int LONGEST_ERROR = 256;
  private static final int LONGEST_CAUSE = 32_768;
  private static final Duration DISPATCH = Duration.ofMillis(42);

  private final TaskResource resource;
  private final EventNames names;
  private Optional<Attempt> attempt = Optional.empty();

  TaskVisit(Branch branch, StateSpec spec, Entry entry) {
    super(branch, spec, entry);
    this.resource = TaskResource.parse(spec.node("Resource").asText());
    this.names = new EventNames(resource);
  }

  /** One try of the task; what comes after it is over is not for it any more. */
  private final class Attempt implements TaskListener {
    private final List<Simulation.Timer> timers = new ArrayList<>();
    private final Optional<Duration> heartbeat;
    private final boolean waits;
    private long last;
    private boolean over;
    private boolean wasSubmitted;
    private Optional<Simulation.Timer> beat = Optional.empty();

    Attempt(long scheduled, Optional<Duration> heartbeat, boolean waits) {
      this.last = scheduled;
      this.heartbeat = heartbeat;
      this.waits = waits;
    }

    private boolean isOver() {
      return over || branch().isOver();
    }

    private void started() {
      last =
          resource.isFunction()
              ? run().record("LambdaFunctionStarted", last)
              : run().record("TaskStarted", last, names.details());
    }

    private void limit(Duration timeout) {
      timers.add(run().after(timeout, this::timedOut));
    }

    @Override
    public void heartbeat() {
      beat.ifPresent(Simulation.Timer::cancel);
      beat = heartbeat.map(interval -> run().after(interval, this::timedOut));
    }

    private void timedOut() {
      if (!isOver()) {
        ObjectNode details = names.details().put("error", "States.Timeout");
        close(names.of("TimedOut"), details);
        Failure failure = Failure.of("States.Timeout", Optional.empty(), last);
        run().decider().decide(() -> handle(failure));
      }
    }

    private void close(String type, ObjectNode details) {
      over = true;
      timers.forEach(Simulation.Timer::cancel);
      beat.ifPresent(Simulation.Timer::cancel);
      last = run().record(type, last, details);
    }

    @Override
    public void submitted(JsonNode output) {
      if (!isOver()) {
        ObjectNode details = names.details().put("output", Json.text(output));
        details.putObject("outputDetails").put("truncated", false);
        last = run().record("TaskSubmitted", last, details);
        wasSubmitted = true;
      }
    }

    @Override
    public void succeeded(JsonNode output) {
      if (isOver() || (waits && !wasSubmitted)) {
        return;
      }
      String text = Json.text(output);
      if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST_DATA) {
        String what = resource.isFunction() ? resource.arn() : resource.service();
        failed(
            Optional.of("States.DataLimitExceeded"),
            Optional.of(
                "The state/task '%s' returned a result with a size exceeding the maximum number of bytes service limit."
                    .formatted(what)));
        return;
      }
      ObjectNode details = names.details().put("output", text);
      details.putObject("outputDetails").put("truncated", false);
      close(names.of("Succeeded"), details);
      run().decider().decide(() -> succeed(output, last));
    }

    @Override
    public void failed(Optional<String> error, Optional<String> cause) {
      if (isOver()) {
        return;
      }
      ObjectNode details = names.details();
      Optional<String> shortError = error.map(text -> cut(text, LONGEST_ERROR));
      Optional<String> shortCause = cause.map(text -> cut(text, LONGEST_CAUSE));
      shortError.ifPresent(text -> details.put("error", text));
      shortCause.ifPresent(text -> details.put("cause", text));
      close(names.of("Failed"), details);
      Failure failure = new Failure(shortError, shortCause, last);
      run().decider().decide(() -> handle(failure));
    }
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }

  @Override
  void begin() {
    tryAgain(entry().event());
  }

  @Override
  void tryAgain(long previous) {
    guarded(entry().event(), () -> schedule(previous));
  }

  private void schedule(long previous) throws StateFailure {
    boolean waits = resource.pattern().equals("waitForTaskToken");
    String token = run().engine().newToken();
    if (waits) {
      context().putObject("Task").put("Token", token);
    }
    Scope entered = data().enter(spec(), scope());
    JsonNode parameters = data().arguments(spec(), entered);
    Optional<Duration> timeout = seconds("TimeoutSeconds", entered);
    Optional<Duration> heartbeat = seconds("HeartbeatSeconds", entered);
    Optional<String> role = credentials(entered);
    ObjectNode details =
        resource.isFunction()
            ? functionScheduled(parameters)
            : names
                .details()
                .put("region", run().engine().ground().site().region())
                .put("parameters", Json.text(parameters));
    timeout.ifPresent(t -> details.put("timeoutInSeconds", t.toSeconds()));
    heartbeat.ifPresent(h -> details.put("heartbeatInSeconds", h.toSeconds()));
    role.ifPresent(arn -> details.putObject("taskCredentials").put("roleArn", arn));
    long scheduled = run().record(names.of("Scheduled"), previous, details);
    if (scheduled < 0) {
      return;
    }
    Attempt next = new Attempt(scheduled, heartbeat, waits);
    attempt = Optional.of(next);
    timeout.ifPresent(next::limit);
    if (waits) {
      run().engine().await(token, next);
    }
    TaskCall call =
        new TaskCall(
            run(),
            resource.isFunction() ? resource.arn() : resource.service() + ":" + resource.action(),
            resource.pattern(),
            parameters,
            role.orElse(run().execution().revision().role()));
    dispatch(next, call, role);
  }

  private void dispatch(Attempt next, TaskCall call, Optional<String> role) {
    Duration delay = run().engine().dispatchRandom().latency(DISPATCH);
    run()
        .after(
            delay,
            () -> {
              if (next.isOver()) {
                return;
              }
              next.started();
              next.heartbeat();
              if (role.isPresent() && !run().engine().mayAssume(role.get())) {
                next.failed(
                    Optional.of("States.TaskFailed"),
                    Optional.of(
                        "The role %s is not authorized to assume the task state's role, %s."
                            .formatted(run().execution().revision().role(), role.get())));
              } else {
                run().engine().work(call, next);
              }
            });
  }

  private ObjectNode functionScheduled(JsonNode parameters) {
    ObjectNode details =
        Json.object().put("resource", resource.arn()).put("input", Json.text(parameters));
    details.putObject("inputDetails").put("truncated", false);
    return details;
  }

  private Optional<Duration> seconds(String field, Scope entered) throws StateFailure {
    return data().value(spec(), field, entered).map(node -> Duration.ofSeconds(node.asLong()));
  }

  private Optional<String> credentials(Scope entered) throws StateFailure {
    JsonNode given = spec().node("Credentials");
    if (given.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(
        data()
            .item(
                new StateSpec(spec().name(), credentialsAsSelector(given), spec().isJsonata()),
                entered,
                given)
            .path("RoleArn")
            .asText());
  }

  private static JsonNode credentialsAsSelector(JsonNode given) {
    ObjectNode fields = Json.object();
    fields.set("ItemSelector", given);
    return fields;
  }

  @Override
  void abort(long leaf) {
    attempt.ifPresent(a -> a.over = true);
    super.abort(leaf);
  }

  /** The names of the events of a task, which differ where a function is called directly. */
  private record EventNames(TaskResource resource) {
    String of(String what) {
      return (resource.isFunction() ? "LambdaFunction" : "Task") + what;
    }

    ObjectNode details() {
      return resource.isFunction()
          ? Json.object()
          : Json.object()
              .put("resourceType", resource.service())
              .put("resource", resource.eventResource());
    }
  }
}
