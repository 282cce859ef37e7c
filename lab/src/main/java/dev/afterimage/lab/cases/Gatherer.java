// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.cases;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Account;
import dev.afterimage.lab.api.Timestamps;
import dev.afterimage.lab.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks an account for all that a careful collector would want about some runs: the runs themselves,
 * the functions they name with their images and networks, and what was logged, measured and
 * changed.
 */
public final class Gatherer {
  private static final String STATES = "states";
  private static final Duration BEFORE = Duration.ofHours(2);
  private static final Duration AFTER = Duration.ofMinutes(6);
  private static final int MOST_CHILDREN = 30;

  private final Account account;
  private final Asker asker;
  private final Set<String> machines = new TreeSet<>();
  private final Set<FunctionRef> functions = new TreeSet<>();
  private Instant earliest = Instant.MAX;
  private Instant latest = Instant.MIN;

  private Gatherer(Account account) {
    this.account = requireNonNull(account, "account is null");
    this.asker = new Asker(account);
  }

  /**
   * Gathers what there is about some runs.
   *
   * @param missing sources that cannot be read
   */
  public static Gathering gather(Account account, List<String> runs, Set<Source> missing) {
    Gatherer gatherer = new Gatherer(account);
    List<String> asked =
        missing.contains(Source.BASELINE) ? List.of(runs.get(runs.size() - 1)) : runs;
    deny(account, missing, true);
    try {
      gatherer.gatherAll(asked);
    } finally {
      deny(account, missing, false);
    }
    if (missing.contains(Source.HALF_HISTORY)) {
      gatherer.halveHistories();
    }
    return new Gathering(asked, gatherer.asker.answers(), gatherer.asker.refusals());
  }

  private static void deny(Account account, Set<Source> missing, boolean denied) {
    for (Source source : missing) {
      String action =
          switch (source) {
            case LOGS -> "logs:*";
            case CLOUDTRAIL -> "cloudtrail:*";
            case METRICS -> "cloudwatch:*";
            case BASELINE, HALF_HISTORY -> "";
          };
      if (!action.isEmpty() && denied) {
        account.deny(action);
      } else if (!action.isEmpty()) {
        account.allow(action);
      }
    }
  }

  private void gatherAll(List<String> runs) {
    runs.forEach(this::gatherRun);
    machines.forEach(this::gatherMachine);
    Window window = new Window(earliest, latest);
    FunctionGatherer details = new FunctionGatherer(asker, account);
    functions.forEach(details::gather);
    gatherTrail(window);
    new LogGatherer(asker, window).gather(details.logGroups());
    machines.forEach(arn -> gatherMachineLogs(arn, window));
    new MetricGatherer(asker, window).gather(functions, machines, details.natGateways());
    asker.ask("lambda", "GetAccountSettings", Json.object());
    asker.ask("servicequotas", "ListServiceQuotas", Json.object("ServiceCode", "lambda"));
  }

  private void gatherRun(String arn) {
    Optional<ObjectNode> execution =
        asker.ask(STATES, "DescribeExecution", Json.object("executionArn", arn));
    if (execution.isEmpty()) {
      return;
    }
    stretch(execution.get());
    String machine = execution.get().path("stateMachineArn").asText();
    int slash = machine.indexOf('/');
    machines.add(slash < 0 ? machine : machine.substring(0, slash));
    asker.ask(STATES, "DescribeStateMachineForExecution", Json.object("executionArn", arn));
    asker
        .ask(
            STATES,
            "GetExecutionHistory",
            Json.object().put("executionArn", arn).put("maxResults", 1000))
        .ifPresent(history -> follow(arn, history));
  }

  private void stretch(ObjectNode execution) {
    Instant start = Timestamps.parse(execution.path("startDate"));
    Instant stop =
        execution.has("stopDate") ? Timestamps.parse(execution.path("stopDate")) : account.now();
    earliest = start.isBefore(earliest) ? start : earliest;
    latest = stop.isAfter(latest) ? stop : latest;
  }

  private void follow(String arn, ObjectNode history) {
    boolean hasMapRun = false;
    for (JsonNode event : history.path("events")) {
      functions.addAll(FunctionRef.in(event));
      hasMapRun |= event.path("type").asText().equals("MapRunStarted");
      JsonNode submitted = event.path("taskSubmittedEventDetails");
      if (submitted.path("resource").asText().startsWith("startExecution")) {
        JsonNode output = Json.parse(submitted.path("output").asText("{}"));
        gatherRun(output.path("ExecutionArn").asText());
      }
    }
    if (hasMapRun) {
      gatherMapRuns(arn);
    }
  }

  private void gatherMapRuns(String arn) {
    Optional<ObjectNode> runs = asker.ask(STATES, "ListMapRuns", Json.object("executionArn", arn));
    for (JsonNode run : runs.map(r -> r.path("mapRuns")).orElse(Json.array())) {
      String runArn = run.path("mapRunArn").asText();
      asker.ask(STATES, "DescribeMapRun", Json.object("mapRunArn", runArn));
      Optional<ObjectNode> children =
          asker.ask(STATES, "ListExecutions", Json.object("mapRunArn", runArn));
      ArrayNode list = children.map(c -> c.withArray("executions")).orElse(Json.array());
      int taken = 0;
      for (int i = list.size() - 1; i >= 0 && taken < MOST_CHILDREN; i--) {
        String child = list.get(i).path("executionArn").asText();
        if (!child.contains(":express:")) {
          gatherRun(child);
          taken++;
        }
      }
    }
  }

  private void gatherMachine(String arn) {
    asker.ask(STATES, "DescribeStateMachine", Json.object("stateMachineArn", arn));
    asker.ask(STATES, "ListExecutions", Json.object("stateMachineArn", arn));
  }

  private void gatherMachineLogs(String arn, Window window) {
    asker
        .ask(STATES, "DescribeStateMachine", Json.object("stateMachineArn", arn))
        .map(machine -> machine.path("loggingConfiguration").path("destinations").path(0))
        .map(node -> node.path("cloudWatchLogsLogGroup").path("logGroupArn").asText(""))
        .filter(group -> !group.isEmpty())
        .ifPresent(
            group -> {
              String name = group.replaceFirst(".*:log-group:", "").replaceFirst(":\\*$", "");
              asker.ask("logs", "FilterLogEvents", window.ofLogs(name, window.start()));
            });
  }

  private void gatherTrail(Window window) {
    ObjectNode request = Json.object();
    request.set("StartTime", Timestamps.seconds(window.start().minus(BEFORE)));
    request.set("EndTime", Timestamps.seconds(window.end().plus(AFTER)));
    asker.ask("cloudtrail", "LookupEvents", request);
  }

  private void halveHistories() {
    for (Answer answer : asker.answers()) {
      if (answer.call().operation().equals("GetExecutionHistory")) {
        ArrayNode events = answer.content().withArray("events");
        ObjectNode part = Json.object();
        ArrayNode kept = part.putArray("events");
        for (int i = 0; i < (events.size() + 1) / 2; i++) {
          kept.add(events.get(i));
        }
        asker.shorten(answer, part.put("nextToken", "AAAAKgAAAAIAAAAAAAAAAQ"));
      }
    }
  }
}
