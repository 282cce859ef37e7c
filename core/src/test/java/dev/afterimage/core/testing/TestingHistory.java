// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The history of one run as the AWS CLI prints it, event by event, with its description.
 *
 * <p>An event's parent is the event before it, unless {@link #from} names another; the first state
 * and the ends that AWS gives no parent have 0.
 */
public final class TestingHistory {
  /** When a history starts unless it says otherwise. */
  public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ACCOUNT = "eu-west-1:111122223333";

  private final String machine;
  private final String name;
  private final String input;
  private final Instant start;
  private final List<ObjectNode> events = new ArrayList<>();
  private final ObjectNode description = JSON.createObjectNode();
  private Instant now;
  private long from = -1;

  private TestingHistory(String machine, String name, Instant start, String input) {
    this.machine = machine;
    this.name = name;
    this.input = input;
    this.start = start;
    this.now = start;
  }

  /** Returns a run of the state machine {@code orders}, started. */
  public static TestingHistory of(String name) {
    return of(name, START, "{\"order\":7}");
  }

  /** Returns a run of the state machine {@code orders}, started at a moment with an input. */
  public static TestingHistory of(String name, Instant start, String input) {
    return ofMachine("orders", name, start, input);
  }

  /** Returns a run of a state machine, started at a moment with an input. */
  public static TestingHistory ofMachine(String machine, String name, Instant start, String input) {
    TestingHistory history = new TestingHistory(machine, name, start, input);
    history.add("ExecutionStarted", "executionStarted", "input", input);
    return history;
  }

  /** Lets time pass before the next event. */
  public TestingHistory after(long millis) {
    now = now.plus(millis, ChronoUnit.MILLIS);
    return this;
  }

  /** Names the parent of the next event. */
  public TestingHistory from(long id) {
    from = id;
    return this;
  }

  /** Returns the id of the last event. */
  public long id() {
    return events.size();
  }

  /** Adds an event; {@code details} is the name of its details, empty for none. */
  public TestingHistory add(String type, String details, String... fields) {
    ObjectNode event = JSON.createObjectNode();
    event.put("timestamp", now.toString());
    event.put("type", type);
    event.put("id", events.size() + 1);
    event.put("previousEventId", parent(type));
    from = -1;
    if (!details.isEmpty()) {
      ObjectNode object = event.putObject(details + "EventDetails");
      for (int i = 0; i + 1 < fields.length; i += 2) {
        object.put(fields[i], fields[i + 1]);
      }
    }
    events.add(event);
    return this;
  }

  private long parent(String type) {
    boolean parentless = type.equals("ExecutionTimedOut") || type.equals("ExecutionAborted");
    if (from >= 0) {
      return from;
    }
    return parentless || events.size() <= 1 ? 0 : events.size();
  }

  /** Returns the details of the last event, to change. */
  public ObjectNode details() {
    for (Map.Entry<String, JsonNode> field : last().properties()) {
      if (field.getValue() instanceof ObjectNode object) {
        return object;
      }
    }
    return last();
  }

  /** Returns the last event, to change. */
  public ObjectNode last() {
    return events.get(events.size() - 1);
  }

  /** A state is entered; {@code type} as in {@code Task}. */
  public TestingHistory entered(String type, String state) {
    return entered(type, state, "{}");
  }

  /** A state is entered with an input. */
  public TestingHistory entered(String type, String state, String stateInput) {
    return add(type + "StateEntered", "stateEntered", "name", state, "input", stateInput);
  }

  /** A state is left. */
  public TestingHistory exited(String type, String state) {
    return exited(type, state, "{}");
  }

  /** A state is left with an output. */
  public TestingHistory exited(String type, String state, String output) {
    return add(type + "StateExited", "stateExited", "name", state, "output", output);
  }

  /** A state is entered and left at once. */
  public TestingHistory pass(String state, String stateInput, String output) {
    return entered("Pass", state, stateInput).exited("Pass", state, output);
  }

  /** A task of the optimised Lambda integration is scheduled. */
  public TestingHistory scheduled(String function) {
    return scheduled(function, "{}");
  }

  /** A task of the optimised Lambda integration is scheduled with a payload. */
  public TestingHistory scheduled(String function, String payload) {
    String parameters = "{\"FunctionName\":\"" + function + "\",\"Payload\":" + payload + "}";
    return scheduled("lambda", "invoke", parameters);
  }

  /** A task of any integration is scheduled. */
  public TestingHistory scheduled(String service, String action, String parameters) {
    return add(
        "TaskScheduled",
        "taskScheduled",
        "resourceType",
        service,
        "resource",
        action,
        "region",
        "eu-west-1",
        "parameters",
        parameters);
  }

  /** The task is started. */
  public TestingHistory started() {
    return add("TaskStarted", "taskStarted", "resourceType", "lambda", "resource", "invoke");
  }

  /** The task succeeds, with an answer of Lambda that names no request. */
  public TestingHistory succeeded() {
    return succeeded("{\"StatusCode\":200}");
  }

  /** The task succeeds. */
  public TestingHistory succeeded(String output) {
    return add("TaskSucceeded", "taskSucceeded", "output", output);
  }

  /** The task succeeds, with the answer of Lambda to a request. */
  public TestingHistory served(String requestId, String version) {
    return succeeded(
        "{\"ExecutedVersion\":\""
            + version
            + "\",\"Payload\":{},\"StatusCode\":200,"
            + "\"SdkResponseMetadata\":{\"RequestId\":\""
            + requestId
            + "\"}}");
  }

  /** The task fails. */
  public TestingHistory failed(String error, String cause) {
    return add("TaskFailed", "taskFailed", "error", error, "cause", cause);
  }

  /** A Map or Parallel state starts its items or branches. */
  public TestingHistory mapStarted(int length) {
    add("MapStateStarted", "mapStateStarted");
    details().put("length", length);
    return this;
  }

  /** Something happens to an iteration of a Map. */
  public TestingHistory iteration(String phase, String map, int index) {
    add("MapIteration" + phase, "mapIteration" + phase, "name", map);
    details().put("index", index);
    return this;
  }

  /** The run ends with an output. */
  public TestingHistory succeed(String output) {
    return add("ExecutionSucceeded", "executionSucceeded", "output", output);
  }

  /** The run fails. */
  public TestingHistory fail(String error, String cause) {
    return add("ExecutionFailed", "executionFailed", "error", error, "cause", cause);
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns when the last event was. */
  public Instant now() {
    return now;
  }

  /** Returns the ARN of the execution. */
  public String arn() {
    return "arn:aws:states:" + ACCOUNT + ":execution:" + machine + ":" + name;
  }

  /** Returns the ARN of a state machine. */
  public static String machineArn(String machine) {
    return "arn:aws:states:" + ACCOUNT + ":stateMachine:" + machine;
  }

  /** Returns the events. */
  public List<ObjectNode> events() {
    return Collections.unmodifiableList(events);
  }

  /** Returns the answer of get-execution-history. */
  public ObjectNode answer() {
    return page(1, events.size());
  }

  /** Returns the answer with the newest event first. */
  public ObjectNode reversed() {
    List<ObjectNode> backwards = new ArrayList<>(events);
    Collections.reverse(backwards);
    return answer(backwards);
  }

  /** Returns a page with the events from one id to another, both included. */
  public ObjectNode page(int first, int last) {
    return answer(events.subList(first - 1, last));
  }

  private static ObjectNode answer(List<ObjectNode> events) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode array = answer.putArray("events");
    events.forEach(event -> array.add(event.deepCopy()));
    return answer;
  }

  /** Sets a field of the description. */
  public TestingHistory described(String field, String value) {
    description.put(field, value);
    return this;
  }

  /** Returns the answer of describe-execution, as the events tell it. */
  public ObjectNode description() {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("executionArn", arn()).put("stateMachineArn", machineArn(machine));
    answer.put("name", name).put("status", status()).put("startDate", start.toString());
    if (!status().equals("RUNNING")) {
      answer.put("stopDate", now.toString());
    }
    answer.put("input", input);
    for (String field : List.of("output", "error", "cause")) {
      JsonNode value = details().path(field);
      if (last().path("type").asText().startsWith("Execution") && value.isTextual()) {
        answer.set(field, value);
      }
    }
    answer.setAll(description);
    return answer;
  }

  private String status() {
    return switch (last().path("type").asText()) {
      case "ExecutionSucceeded" -> "SUCCEEDED";
      case "ExecutionFailed" -> "FAILED";
      case "ExecutionTimedOut" -> "TIMED_OUT";
      case "ExecutionAborted" -> "ABORTED";
      default -> "RUNNING";
    };
  }

  /** Returns the events as Step Functions writes them to a log group, for an ARN. */
  public List<ObjectNode> vended(String executionArn) {
    List<ObjectNode> lines = new ArrayList<>();
    for (ObjectNode event : events) {
      ObjectNode line = JSON.createObjectNode();
      line.put("id", event.path("id").asText()).put("type", event.path("type").asText());
      line.putObject("details");
      for (Map.Entry<String, JsonNode> field : event.properties()) {
        if (field.getKey().toLowerCase(Locale.ROOT).endsWith("details")) {
          line.set("details", field.getValue().deepCopy());
        }
      }
      line.put("previous_event_id", event.path("previousEventId").asText());
      Instant at = Instant.parse(event.path("timestamp").asText());
      line.put("event_timestamp", String.valueOf(at.toEpochMilli()));
      line.put("execution_arn", executionArn);
      lines.add(line);
    }
    return lines;
  }
}
