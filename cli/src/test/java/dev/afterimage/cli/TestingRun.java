// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A run written as the AWS CLI prints it: its history, event by event, and its description. */
final class TestingRun {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MACHINE = "arn:aws:states:eu-west-1:111122223333:stateMachine:orders";

  private final String name;
  private final Instant start;
  private final ArrayNode events = JSON.createArrayNode();
  private Instant now;

  TestingRun(String name, Instant start) {
    this.name = name;
    this.start = start;
    this.now = start;
    add("ExecutionStarted", 0, "executionStarted").put("input", "{\"order\":7}");
  }

  /** Lets time pass before the next event. */
  TestingRun after(long millis) {
    now = now.plus(millis, ChronoUnit.MILLIS);
    return this;
  }

  /** Adds an event; returns its details. */
  ObjectNode add(String type, long previous, String details) {
    ObjectNode event = events.addObject();
    event.put("timestamp", now.toString());
    event.put("type", type);
    event.put("id", events.size());
    event.put("previousEventId", previous);
    return details.isEmpty() ? event : event.putObject(details + "EventDetails");
  }

  TestingRun entered(String type, String state, long previous) {
    add(type + "StateEntered", previous, "stateEntered").put("name", state).put("input", "{}");
    return this;
  }

  TestingRun exited(String type, String state, long previous) {
    add(type + "StateExited", previous, "stateExited").put("name", state).put("output", "{}");
    return this;
  }

  TestingRun scheduled(String function, long previous) {
    ObjectNode details = add("TaskScheduled", previous, "taskScheduled");
    details.put("resourceType", "lambda").put("resource", "invoke");
    details.put("parameters", "{\"FunctionName\":\"" + function + "\",\"Payload\":{}}");
    return this;
  }

  TestingRun started(long previous) {
    add("TaskStarted", previous, "taskStarted").put("resourceType", "lambda");
    return this;
  }

  TestingRun succeeded(long previous) {
    add("TaskSucceeded", previous, "taskSucceeded").put("output", "{\"StatusCode\":200}");
    return this;
  }

  TestingRun failed(String error, String cause, long previous) {
    add("TaskFailed", previous, "taskFailed").put("error", error).put("cause", cause);
    return this;
  }

  TestingRun ended(String how, long previous) {
    add("Execution" + how, previous, "execution" + how);
    return this;
  }

  String arn() {
    return "arn:aws:states:eu-west-1:111122223333:execution:orders:" + name;
  }

  /** Writes the history. */
  TestingRun writeHistory(Path folder) {
    ObjectNode answer = JSON.createObjectNode();
    answer.set("events", events);
    return write(folder.resolve(name + ".history.json"), answer);
  }

  /** Writes the description; a status other than RUNNING has a stop. */
  TestingRun writeDescription(Path folder, String status) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("executionArn", arn()).put("stateMachineArn", MACHINE).put("name", name);
    answer.put("status", status).put("startDate", start.toString());
    if (!status.equals("RUNNING")) {
      answer.put("stopDate", now.toString());
    }
    answer.put("input", "{\"order\":7}");
    return write(folder.resolve(name + ".description.json"), answer);
  }

  /** Writes the events as Step Functions vends them to a log group. */
  TestingRun writeVended(Path folder, String executionArn) {
    ArrayNode lines = JSON.createArrayNode();
    for (var event : events) {
      ObjectNode message = JSON.createObjectNode();
      message.put("id", event.path("id").asText());
      message.put("type", event.path("type").asText());
      message.put("previous_event_id", event.path("previousEventId").asText());
      Instant at = Instant.parse(event.path("timestamp").asText());
      message.put("event_timestamp", String.valueOf(at.toEpochMilli()));
      message.put("execution_arn", executionArn);
      for (var field : event.properties()) {
        if (field.getKey().toLowerCase(Locale.ROOT).endsWith("details")) {
          message.set("details", field.getValue());
        }
      }
      ObjectNode line = lines.addObject();
      line.put("timestamp", at.toEpochMilli()).put("message", message.toString());
      line.put("logStreamName", "states/orders/2026-01-01");
    }
    ObjectNode answer = JSON.createObjectNode();
    answer.set("events", lines);
    return write(folder.resolve(name + ".log.json"), answer);
  }

  private TestingRun write(Path file, ObjectNode json) {
    try {
      Files.writeString(file, json.toPrettyString());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
