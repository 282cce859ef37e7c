// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.code.Steps;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.states.Engine;
import dev.afterimage.lab.workload.FunctionDraft;
import dev.afterimage.lab.workload.Item;
import dev.afterimage.lab.workload.Role;
import dev.afterimage.lab.workload.Wiring;
import dev.afterimage.lab.workload.Workload;
import java.time.Duration;
import java.util.List;

/** What goes wrong where a workflow waits for something else: children, items in S3, callbacks. */
final class NestingFaults {
  private static final String BUCKET = "work-items";
  private static final String KEY = "items.json";

  private NestingFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of("nested-exec", d -> d.wiring(Wiring.OPTIMISED), NestingFaults::child),
        Fault.of("start-rejected", d -> d.wiring(Wiring.OPTIMISED), NestingFaults::rejected),
        Fault.of(
            "sfn-item-reader",
            d -> d.wiring(Wiring.OPTIMISED).distributed(),
            NestingFaults::reader),
        Fault.of(
            "sfn-result-writer",
            d -> d.wiring(Wiring.OPTIMISED).distributed(),
            NestingFaults::writer),
        Fault.of(
            "map-threshold",
            d -> d.wiring(Wiring.OPTIMISED).distributed().items(9),
            NestingFaults::threshold),
        Fault.of("sfn-heartbeat", d -> d.wiring(Wiring.OPTIMISED), NestingFaults::heartbeat),
        Fault.of("callback-token-lost", d -> d.wiring(Wiring.OPTIMISED), NestingFaults::lostToken));
  }

  private static ObjectNode start(Stage stage, String machine) {
    ObjectNode state =
        Json.object()
            .put("Type", "Task")
            .put("Resource", "arn:aws:states:::states:startExecution.sync:2");
    state
        .putObject("Parameters")
        .put(
            "StateMachineArn",
            stage.world().ground().site().arn("states", "stateMachine:" + machine))
        .putObject("Input")
        .put("job.$", "$.job")
        .put("rows.$", "$.merged.value.rows");
    return state.put("ResultPath", "$.child");
  }

  private static void createChild(Stage stage, String machine, ObjectNode definition) {
    stage.onDeployed(
        () ->
            stage
                .world()
                .states()
                .create(
                    stage.deployment().actor(),
                    new Engine.Blueprint(
                        machine,
                        Json.text(definition),
                        stage.deployment().role(),
                        false,
                        "",
                        "OFF")));
  }

  /** The state behind the merger, before which the child is started. */
  private static void insertChild(Stage stage, ObjectNode state) {
    Workload workload = stage.workload();
    ObjectNode merger = workload.stateOf(workload.function(Role.MERGER));
    JsonNode next = merger.path("Next");
    if (next.isTextual()) {
      state.put("Next", next.asText());
    } else {
      merger.remove("End");
      state.put("End", true);
    }
    merger.put("Next", "Handover");
    Edit.add(workload, "Handover", state);
  }

  private static Truth child(Stage stage) {
    String machine = stage.workload().traits().machine() + "-child";
    ObjectNode definition = Json.object().put("StartAt", "Look");
    ObjectNode states = definition.putObject("States");
    ObjectNode choice = states.putObject("Look").put("Type", "Choice");
    choice
        .putArray("Choices")
        .addObject()
        .put("Variable", "$.rows")
        .put("NumericGreaterThan", 6000)
        .put("Next", "TooMuch");
    choice.put("Default", "Fine");
    states.putObject("Fine").put("Type", "Pass").put("End", true);
    states.putObject("TooMuch").put("Type", "Fail").put("Error", "TooMuch");
    createChild(stage, machine, definition);
    insertChild(stage, start(stage, machine));
    stage
        .aim(Role.MERGER)
        .answerWith(
            usual -> p -> ((ObjectNode) usual.apply(p)).put("rows", stage.isBad() ? 9100 : 2100));
    return Truth.of("nested-exec", "fail-state").or("fail-state");
  }

  /** The child is named after the job, and the job is done a second time. */
  private static Truth rejected(Stage stage) {
    String machine = stage.workload().traits().machine() + "-child";
    ObjectNode definition = Json.object().put("StartAt", "Fine");
    definition.putObject("States").putObject("Fine").put("Type", "Pass").put("End", true);
    createChild(stage, machine, definition);
    ObjectNode state = start(stage, machine);
    state.withObject("/Parameters").put("Name.$", "$.job");
    insertChild(stage, state);
    stage.plan().setEarlier(0, Duration.ofMinutes(5));
    stage.aim(Role.MERGER);
    return Truth.of("start-rejected");
  }

  private static void readFromBucket(Stage stage) {
    ObjectNode map = stage.workload().map();
    map.remove("ItemsPath");
    ObjectNode reader = map.putObject("ItemReader");
    reader.put("Resource", "arn:aws:states:::s3:getObject");
    reader.putObject("ReaderConfig").put("InputType", "JSON");
    reader.putObject("Parameters").put("Bucket", BUCKET).put("Key", KEY);
    stage
        .world()
        .states()
        .objects()
        .put(BUCKET, KEY, Json.text(Json.nodes(stage.workload().catalog().items())));
  }

  private static Truth reader(Stage stage) {
    stage.aim(Role.WORKER);
    readFromBucket(stage);
    int kind = stage.random().between(0, 2);
    stage.between(
        () -> {
          switch (kind) {
            case 0 -> stage.world().states().objects().delete(BUCKET, KEY);
            case 1 -> stage.world().states().objects().denyReading(BUCKET);
            default -> stage.world().states().objects().put(BUCKET, KEY, "{\"items\":\"none\"}");
          }
        });
    return Truth.of("sfn-item-reader");
  }

  private static Truth writer(Stage stage) {
    stage.aim(Role.WORKER);
    ObjectNode writer = stage.workload().map().putObject("ResultWriter");
    writer.put("Resource", "arn:aws:states:::s3:putObject");
    writer.putObject("Parameters").put("Bucket", "work-results").put("Prefix", "runs");
    stage.between(() -> stage.world().states().objects().denyWriting("work-results"));
    return Truth.of("sfn-result-writer");
  }

  private static Truth threshold(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    stage.workload().map().put("ToleratedFailurePercentage", 20).put("MaxConcurrency", 5);
    draft
        .work()
        .add(
            Steps.when(
                p -> stage.isBad() && p.random().chance(0.6),
                Steps.raise("boom", p -> new Object[] {Item.key(p)})));
    return Truth.of("map-threshold").or("handled-exception", "nondeterminism");
  }

  /** A state that hands a token to a worker beyond the account and waits. */
  private static void approval(Stage stage, ObjectNode limits, Runnable handing) {
    ObjectNode state =
        Json.object()
            .put("Type", "Task")
            .put("Resource", "arn:aws:states:::sqs:sendMessage.waitForTaskToken");
    ObjectNode parameters = state.putObject("Parameters");
    parameters.put("QueueUrl", "https://sqs.example.amazonaws.com/approvals");
    parameters.putObject("MessageBody").put("job.$", "$.job").put("token.$", "$$.Task.Token");
    state.setAll(limits);
    state.put("ResultPath", "$.approval");
    String merger = stage.workload().function(Role.MERGER).state();
    Edit.insertBefore(stage.workload(), merger, "AwaitApproval", state);
    handing.run();
  }

  private static void worker(Stage stage, boolean beats) {
    stage
        .world()
        .states()
        .integrations()
        .answer(
            "sqs:sendMessage",
            parameters -> {
              String token = parameters.path("MessageBody").path("token").asText();
              if (!stage.isBad()) {
                work(stage, token, beats ? 4 : 0);
              } else if (beats) {
                later(stage, 4, () -> stage.world().states().sendTaskHeartbeat(token));
              }
              return Json.object().put("MessageId", stage.random().uuid());
            });
  }

  private static void work(Stage stage, String token, int beats) {
    for (int i = 1; i <= beats; i++) {
      later(stage, 4L * i, () -> stage.world().states().sendTaskHeartbeat(token));
    }
    later(
        stage,
        4L * beats + 3,
        () -> stage.world().states().sendTaskSuccess(token, Json.object("approved", "yes")));
  }

  private static void later(Stage stage, long seconds, Runnable action) {
    stage.world().ground().simulation().after(Duration.ofSeconds(seconds), action);
  }

  private static Truth heartbeat(Stage stage) {
    stage.aim(Role.MERGER);
    int beat = stage.random().between(7, 20);
    approval(
        stage,
        Json.object().put("HeartbeatSeconds", beat).put("TimeoutSeconds", 3600),
        () -> worker(stage, true));
    return Truth.of("sfn-heartbeat");
  }

  private static Truth lostToken(Stage stage) {
    stage.aim(Role.MERGER);
    int limit = stage.random().between(60, 300);
    approval(stage, Json.object().put("TimeoutSeconds", limit), () -> worker(stage, false));
    return Truth.of("callback-token-lost", "sfn-task-timeout").or("sfn-task-timeout");
  }
}
