// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Timestamps;
import dev.afterimage.core.history.EventType;
import dev.afterimage.core.history.EventType.Phase;
import dev.afterimage.core.history.EventType.Subject;
import dev.afterimage.core.history.FunctionName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What the collector must know of a history to go on: which functions it called and when, what it
 * started. Events come in any order, each once or more; nothing else of them is kept.
 */
public final class HistoryFacts {
  private static final Pattern DENIAL =
      Pattern.compile("AccessDenied|not authorized to perform|UnauthorizedOperation|Forbidden");

  private final String account;
  private final Consumer<FunctionName> firstSeen;
  private final Map<Long, Work> work = new HashMap<>();
  private final TreeSet<String> mapRuns = new TreeSet<>();
  private final Map<String, Boolean> started = new TreeMap<>();
  private final TreeSet<String> tables = new TreeSet<>();
  private final TreeSet<FunctionName> seen =
      new TreeSet<>(java.util.Comparator.comparing(FunctionName::toString));
  private Optional<Map<String, FunctionUse>> uses = Optional.empty();
  private long lastId;
  private boolean denied;

  /** An event of a task: its scheduling, or what came of it. */
  private record Work(
      long previousId, Instant at, Phase phase, Optional<FunctionName> function, Result result) {}

  private record Result(Optional<String> requestId, Optional<String> version, boolean refused) {
    static final Result NONE = new Result(Optional.empty(), Optional.empty(), false);
  }

  /**
   * Creates facts of no event yet.
   *
   * @param account the account of the run; a function of another one is named by its ARN
   * @param firstSeen hears of each function, with each qualifier, when it is first seen
   */
  HistoryFacts(String account, Consumer<FunctionName> firstSeen) {
    this.account = account;
    this.firstSeen = firstSeen;
  }

  /** Adds an event of get-execution-history. */
  synchronized void add(ObjectNode event) {
    JsonNode details = MissingNode.getInstance();
    for (Map.Entry<String, JsonNode> field : event.properties()) {
      details = field.getKey().endsWith("EventDetails") ? field.getValue() : details;
    }
    add(
        Json.whole(event, "id").orElse(0L),
        Json.whole(event, "previousEventId").orElse(0L),
        new Event(EventType.parse(event.path("type").asText()), event.path("timestamp"), details));
  }

  /** Adds an event that Step Functions wrote into a log group. */
  synchronized void addVended(ObjectNode event) {
    add(
        Json.whole(event, "id").orElse(0L),
        Json.whole(event, "previous_event_id").orElse(0L),
        new Event(
            EventType.parse(event.path("type").asText()),
            event.path("event_timestamp"),
            event.path("details")));
  }

  private record Event(EventType type, JsonNode timestamp, JsonNode details) {
    Instant at() {
      return Timestamps.parse(timestamp).orElse(Instant.EPOCH);
    }

    Optional<String> text(String field) {
      return Json.text(details, field);
    }

    Optional<ObjectNode> json(String field) {
      return text(field).flatMap(Json::parseObject);
    }
  }

  private void add(long id, long previousId, Event event) {
    uses = Optional.empty();
    lastId = Math.max(lastId, id);
    event.text("mapRunArn").ifPresent(mapRuns::add);
    Subject subject = event.type().subject();
    if (subject != Subject.TASK && subject != Subject.LAMBDA_FUNCTION) {
      return;
    }
    Optional<FunctionName> function =
        event.type().phase() == Phase.SCHEDULED ? function(event) : Optional.empty();
    function.filter(seen::add).ifPresent(firstSeen);
    if (event.type().phase() == Phase.SCHEDULED) {
      table(event);
    }
    started(event);
    denied |=
        event.type().phase().isError()
            && event.text("cause").filter(HistoryFacts::isDenial).isPresent();
    work.put(id, new Work(previousId, event.at(), event.type().phase(), function, result(event)));
  }

  private Optional<FunctionName> function(Event event) {
    if (event.type().subject() == Subject.LAMBDA_FUNCTION) {
      return event.text("resource").flatMap(this::name);
    }
    if (!event.text("resourceType").orElse("").endsWith("lambda")) {
      return Optional.empty();
    }
    Optional<ObjectNode> parameters = event.json("parameters");
    Optional<String> qualifier = parameters.flatMap(p -> Json.text(p, "Qualifier"));
    return parameters
        .flatMap(p -> Json.text(p, "FunctionName"))
        .flatMap(this::name)
        .map(name -> name.qualified(qualifier));
  }

  /** A function of another account is asked for by its ARN. */
  private Optional<FunctionName> name(String text) {
    boolean foreign = text.startsWith("arn:") && !text.contains(":" + account + ":");
    return FunctionName.parse(text)
        .map(
            name ->
                foreign
                    ? new FunctionName(
                        name.qualifier()
                            .map(q -> text.substring(0, text.length() - q.length() - 1))
                            .orElse(text),
                        name.qualifier())
                    : name);
  }

  private void table(Event event) {
    if (event.text("resourceType").orElse("").contains("dynamodb")) {
      event.json("parameters").flatMap(p -> Json.text(p, "TableName")).ifPresent(tables::add);
    }
  }

  private void started(Event event) {
    if (!event.text("resourceType").orElse("").contains("states")) {
      return;
    }
    boolean failed = event.type().phase().isError();
    event
        .json("output")
        .or(() -> event.json("cause"))
        .flatMap(json -> Json.text(json, "ExecutionArn"))
        .ifPresent(arn -> started.merge(arn, failed, Boolean::logicalOr));
  }

  private static Result result(Event event) {
    if (event.type().phase() == Phase.SUCCEEDED) {
      return event
          .json("output")
          .map(
              output ->
                  new Result(
                      RequestIds.ofOutput(output), Json.text(output, "ExecutedVersion"), false))
          .orElse(Result.NONE);
    }
    if (!event.type().phase().isError()) {
      return Result.NONE;
    }
    boolean refused = RequestIds.isRefused(event.text("error").orElse(""));
    Optional<String> id =
        refused ? Optional.empty() : event.text("cause").flatMap(RequestIds::ofCause);
    return new Result(id, Optional.empty(), refused);
  }

  /** Returns what the run did with each function, by name. */
  public synchronized Map<String, FunctionUse> functions() {
    if (uses.isEmpty()) {
      uses = Optional.of(used());
    }
    return uses.get();
  }

  private Map<String, FunctionUse> used() {
    Map<Long, List<Work>> ends = new HashMap<>();
    work.values().stream()
        .filter(w -> w.phase() != Phase.SCHEDULED)
        .forEach(
            w ->
                scheduled(w)
                    .ifPresent(id -> ends.computeIfAbsent(id, k -> new ArrayList<>()).add(w)));
    Map<String, Draft> drafts = new TreeMap<>();
    work.forEach(
        (id, scheduled) ->
            scheduled
                .function()
                .ifPresent(
                    function ->
                        drafts
                            .computeIfAbsent(function.name(), Draft::new)
                            .add(function, scheduled, ends.getOrDefault(id, List.of()))));
    Map<String, FunctionUse> built = new TreeMap<>();
    drafts.forEach((name, draft) -> built.put(name, draft.build()));
    return Collections.unmodifiableMap(built);
  }

  private Optional<Long> scheduled(Work end) {
    long id = end.previousId();
    for (Work before = work.get(id); before != null; before = work.get(id)) {
      if (before.phase() == Phase.SCHEDULED) {
        return Optional.of(id);
      }
      id = before.previousId();
    }
    return Optional.empty();
  }

  /** The use of one function while its calls are found. */
  private static final class Draft {
    private final String name;
    private final Set<String> qualifiers = new TreeSet<>();
    private final Set<String> versions = new TreeSet<>();
    private final List<FunctionUse.Attempt> attempts = new ArrayList<>();

    Draft(String name) {
      this.name = name;
    }

    void add(FunctionName function, Work scheduled, List<Work> after) {
      Optional<Work> end =
          after.stream()
              .filter(w -> w.phase().isError() || w.phase() == Phase.SUCCEEDED)
              .findFirst();
      qualifiers.add(function.qualifier().orElse(""));
      end.flatMap(w -> w.result().version()).ifPresent(versions::add);
      attempts.add(
          new FunctionUse.Attempt(
              scheduled.at(),
              end.map(Work::at),
              end.flatMap(w -> w.result().requestId()),
              end.map(Draft::outcome).orElse(FunctionUse.Outcome.OPEN)));
    }

    private static FunctionUse.Outcome outcome(Work end) {
      if (end.phase() == Phase.SUCCEEDED) {
        return FunctionUse.Outcome.SUCCEEDED;
      }
      return end.result().refused() ? FunctionUse.Outcome.REFUSED : FunctionUse.Outcome.FAILED;
    }

    FunctionUse build() {
      return new FunctionUse(name, qualifiers, versions, attempts);
    }
  }

  /** Returns the ARNs of the Map Runs. */
  synchronized List<String> mapRuns() {
    return List.copyOf(mapRuns);
  }

  /** Returns the executions that tasks started, those that failed first. */
  synchronized List<String> startedExecutions() {
    return started.entrySet().stream()
        .sorted(Map.Entry.<String, Boolean>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the DynamoDB tables that tasks used. */
  public synchronized List<String> tables() {
    return List.copyOf(tables);
  }

  private static boolean isDenial(String cause) {
    return DENIAL.matcher(cause).find();
  }

  /** Whether a task failed because something was not allowed. */
  public synchronized boolean hasDenial() {
    return denied;
  }

  /** Returns how many events there are, as far as they were seen. */
  public synchronized long events() {
    return lastId;
  }
}
