// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.api.Timestamps;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.service.Input;
import dev.afterimage.lab.service.ModelledService;
import dev.afterimage.lab.service.Pages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Step Functions as its API shows machines and executions. */
public final class StatesService extends ModelledService {
  private static final Pages PAGES = Pages.of("nextToken", "maxResults", 100, 1000);
  private static final String EXECUTION = "executionArn!";

  private final Engine engine;

  /** The machines and executions as their API shows them. */
  public StatesService(Engine engine) {
    super("states");
    this.engine = requireNonNull(engine, "engine is null");
    operation("DescribeExecution", EXECUTION + " includedData", this::describeExecution);
    operation(
        "GetExecutionHistory",
        EXECUTION + " maxResults reverseOrder nextToken includeExecutionData",
        this::history);
    operation(
        "ListExecutions",
        "stateMachineArn mapRunArn statusFilter redriveFilter maxResults nextToken",
        this::listExecutions);
    operation("DescribeStateMachine", "stateMachineArn! includedData", this::describeMachine);
    operation(
        "DescribeStateMachineForExecution",
        EXECUTION + " includedData",
        this::describeMachineForExecution);
    operation("ListStateMachines", "maxResults nextToken", this::listMachines);
    operation("ListMapRuns", EXECUTION + " maxResults nextToken", this::listMapRuns);
    operation("DescribeMapRun", "mapRunArn!", this::describeMapRun);
  }

  private Execution execution(Input input) throws ServiceException {
    String arn = input.required("executionArn");
    if (!arn.startsWith("arn:")) {
      throw new ServiceException("InvalidArn", 400, "Invalid Arn: '" + arn + "'");
    }
    Execution found =
        engine
            .register()
            .execution(arn)
            .orElseThrow(
                () ->
                    new ServiceException(
                        "ExecutionDoesNotExist", 400, "Execution Does Not Exist: '" + arn + "'"));
    if (found.isExpress()) {
      throw new ServiceException(
          "InvalidArn", 400, "Invalid Arn: 'Resource type not valid in this context: express'");
    }
    return found;
  }

  private ObjectNode describeExecution(Input input) throws ServiceException {
    return execution(input).describe();
  }

  private ObjectNode history(Input input) throws ServiceException {
    List<HistoryEntry> entries = new ArrayList<>(execution(input).history());
    if (input.flag("reverseOrder")) {
      Collections.reverse(entries);
    }
    boolean withData = input.call().input().path("includeExecutionData").asBoolean(true);
    Pages.Page<HistoryEntry> page = PAGES.page(entries, input);
    ObjectNode answer = Json.object();
    ArrayNode events = answer.putArray("events");
    page.items().forEach(entry -> events.add(entry.describe(withData)));
    PAGES.write(answer, page.next());
    return answer;
  }

  private ObjectNode listExecutions(Input input) throws ServiceException {
    if (input.has("stateMachineArn") == input.has("mapRunArn")) {
      throw input.invalid("Provide exactly one of stateMachineArn and mapRunArn");
    }
    if (input.has("redriveFilter") && !input.has("mapRunArn")) {
      throw input.invalid("redriveFilter needs mapRunArn");
    }
    String status = input.text("statusFilter").orElse("");
    List<Execution> found =
        (input.has("mapRunArn") ? children(input) : ofMachine(input))
            .stream()
                .filter(execution -> status.isEmpty() || execution.status().name().equals(status))
                .sorted(
                    Comparator.comparing((Execution e) -> e.identity().started())
                        .thenComparing(e -> e.identity().arn())
                        .reversed())
                .toList();
    Pages.Page<Execution> page = PAGES.page(found, input);
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("executions");
    page.items().forEach(execution -> items.add(execution.summarise()));
    PAGES.write(answer, page.next());
    return answer;
  }

  private List<Execution> children(Input input) throws ServiceException {
    String redriven = input.text("redriveFilter").orElse("");
    return mapRun(input).children().stream()
        .filter(
            child -> redriven.isEmpty() || redriven.equals("REDRIVEN") == (child.redrives() > 0))
        .toList();
  }

  private List<Execution> ofMachine(Input input) throws ServiceException {
    StateMachine machine = machine(input);
    if (machine.isExpress()) {
      throw new ServiceException(
          "StateMachineTypeNotSupported",
          400,
          "This operation is not supported by this type of state machine");
    }
    return engine.register().executions().stream()
        .filter(execution -> execution.machine() == machine)
        .filter(execution -> execution.identity().mapRun().isEmpty())
        .toList();
  }

  private StateMachine machine(Input input) throws ServiceException {
    String arn = input.required("stateMachineArn");
    return engine
        .register()
        .machine(arn)
        .orElseThrow(
            () ->
                new ServiceException(
                    "StateMachineDoesNotExist",
                    400,
                    "State Machine Does Not Exist: '" + arn + "'"));
  }

  private ObjectNode describeMachine(Input input) throws ServiceException {
    return machine(input)
        .describe(engine.ground().site().region(), engine.ground().site().account());
  }

  private ObjectNode describeMachineForExecution(Input input) throws ServiceException {
    Execution execution = execution(input);
    StateMachine.Revision revision = execution.revision();
    ObjectNode answer =
        Json.object()
            .put("stateMachineArn", execution.machine().arn())
            .put("name", execution.machine().name())
            .put("definition", revision.text())
            .put("roleArn", revision.role());
    answer.set("updateDate", Timestamps.seconds(revision.updated()));
    answer.set(
        "loggingConfiguration",
        execution
            .machine()
            .logging()
            .describe(engine.ground().site().region(), engine.ground().site().account()));
    answer.putObject("tracingConfiguration").put("enabled", false);
    execution
        .identity()
        .mapRun()
        .ifPresent(run -> answer.put("mapRunArn", run.arn()).put("label", run.label()));
    revision.id().ifPresent(id -> answer.put("revisionId", id));
    return answer;
  }

  private ObjectNode listMachines(Input input) throws ServiceException {
    Pages.Page<StateMachine> page = PAGES.page(List.copyOf(engine.register().machines()), input);
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("stateMachines");
    for (StateMachine machine : page.items()) {
      ObjectNode item =
          items
              .addObject()
              .put("stateMachineArn", machine.arn())
              .put("name", machine.name())
              .put("type", machine.isExpress() ? "EXPRESS" : "STANDARD");
      item.set("creationDate", Timestamps.seconds(machine.created()));
    }
    PAGES.write(answer, page.next());
    return answer;
  }

  private ObjectNode listMapRuns(Input input) throws ServiceException {
    Execution execution = execution(input);
    List<MapRun> runs = new ArrayList<>(engine.register().mapRuns(execution.identity().arn()));
    Collections.reverse(runs);
    Pages.Page<MapRun> page = PAGES.page(runs, input);
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("mapRuns");
    page.items().forEach(run -> items.add(run.summarise(execution.machine().arn())));
    PAGES.write(answer, page.next());
    return answer;
  }

  private MapRun mapRun(Input input) throws ServiceException {
    String arn = input.required("mapRunArn");
    return engine
        .register()
        .mapRun(arn)
        .orElseThrow(
            () ->
                new ServiceException("ResourceNotFound", 400, "Resource not found: '" + arn + "'"));
  }

  private ObjectNode describeMapRun(Input input) throws ServiceException {
    return mapRun(input).describe();
  }
}
