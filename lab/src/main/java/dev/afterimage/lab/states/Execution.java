// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Timestamps;
import dev.afterimage.lab.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** One execution: what the API shows of it. */
final class Execution {

  /** How an execution stands. */
  enum Status {
    /** It runs. */
    RUNNING,
    /** It reached its end. */
    SUCCEEDED,
    /** It failed. */
    FAILED,
    /** It took longer than its definition lets it. */
    TIMED_OUT,
    /** Somebody stopped it. */
    ABORTED
  }

  /**
   * Which execution it is.
   *
   * @param arn its ARN
   * @param name its name
   * @param input its input, as it was given
   * @param started when
   * @param mapRun the Map Run that it is a child of
   */
  record Identity(String arn, String name, String input, Instant started, Optional<MapRun> mapRun) {
    Identity {
      requireNonNull(arn, "arn is null");
      requireNonNull(name, "name is null");
      requireNonNull(input, "input is null");
      requireNonNull(started, "started is null");
      requireNonNull(mapRun, "mapRun is null");
    }
  }

  private final Identity identity;
  private final StateMachine machine;
  private final StateMachine.Revision revision;
  private final boolean express;
  private final List<HistoryEntry> history = new ArrayList<>();
  private Status status = Status.RUNNING;
  private Optional<Instant> stopped = Optional.empty();
  private Optional<String> output = Optional.empty();
  private Optional<String> error = Optional.empty();
  private Optional<String> cause = Optional.empty();
  private int redrives;

  Execution(
      Identity identity, StateMachine machine, StateMachine.Revision revision, boolean express) {
    this.identity = requireNonNull(identity, "identity is null");
    this.machine = requireNonNull(machine, "machine is null");
    this.revision = requireNonNull(revision, "revision is null");
    this.express = express;
  }

  Identity identity() {
    return identity;
  }

  StateMachine machine() {
    return machine;
  }

  StateMachine.Revision revision() {
    return revision;
  }

  boolean isExpress() {
    return express;
  }

  List<HistoryEntry> history() {
    return Collections.unmodifiableList(history);
  }

  void add(HistoryEntry entry) {
    history.add(entry);
  }

  Status status() {
    return status;
  }

  boolean isClosed() {
    return status != Status.RUNNING;
  }

  Optional<Instant> stopped() {
    return stopped;
  }

  Optional<String> output() {
    return output;
  }

  Optional<String> error() {
    return error;
  }

  Optional<String> cause() {
    return cause;
  }

  int redrives() {
    return redrives;
  }

  void succeed(Instant now, String result) {
    status = Status.SUCCEEDED;
    stopped = Optional.of(now);
    output = Optional.of(result);
  }

  void close(Status how, Instant now, Optional<String> withError, Optional<String> withCause) {
    status = how;
    stopped = Optional.of(now);
    error = withError;
    cause = withCause;
  }

  void redrive() {
    status = Status.RUNNING;
    stopped = Optional.empty();
    error = Optional.empty();
    cause = Optional.empty();
    redrives++;
  }

  /** Returns the ARN of the state machine; that of a Map Run's child names the Map, too. */
  String machineArn() {
    return machine.arn() + identity.mapRun().map(run -> "/" + run.label()).orElse("");
  }

  ObjectNode describe() {
    ObjectNode answer =
        Json.object()
            .put("executionArn", identity.arn())
            .put("stateMachineArn", machineArn())
            .put("name", identity.name())
            .put("status", status.name());
    answer.set("startDate", Timestamps.seconds(identity.started()));
    stopped.ifPresent(time -> answer.set("stopDate", Timestamps.seconds(time)));
    answer.put("input", identity.input());
    answer.putObject("inputDetails").put("included", true);
    output.ifPresent(
        text -> {
          answer.put("output", text);
          answer.putObject("outputDetails").put("included", true);
        });
    identity.mapRun().ifPresent(run -> answer.put("mapRunArn", run.arn()));
    error.ifPresent(text -> answer.put("error", text));
    cause.ifPresent(text -> answer.put("cause", text));
    return putRedrive(answer);
  }

  private ObjectNode putRedrive(ObjectNode answer) {
    answer.put("redriveCount", redrives);
    boolean can = isClosed() && status != Status.SUCCEEDED;
    answer.put("redriveStatus", can ? "REDRIVABLE" : "NOT_REDRIVABLE");
    if (!can) {
      answer.put(
          "redriveStatusReason", "Execution is " + status.name() + " and cannot be redriven");
    }
    return answer;
  }

  /** Returns the entry of ListExecutions. */
  ObjectNode summarise() {
    ObjectNode item =
        Json.object()
            .put("executionArn", identity.arn())
            .put("stateMachineArn", machineArn())
            .put("name", identity.name())
            .put("status", status.name());
    item.set("startDate", Timestamps.seconds(identity.started()));
    stopped.ifPresent(time -> item.set("stopDate", Timestamps.seconds(time)));
    identity.mapRun().ifPresent(run -> item.put("mapRunArn", run.arn()));
    return item.put("redriveCount", redrives);
  }
}
