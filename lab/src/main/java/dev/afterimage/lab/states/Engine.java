// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.account.Roles;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.asl.Dataflow;
import dev.afterimage.lab.asl.Definition;
import dev.afterimage.lab.asl.StateSpec;
import dev.afterimage.lab.ground.Ground;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.lambda.Fleet;
import dev.afterimage.lab.metrics.Metric;
import dev.afterimage.lab.outside.Services;
import dev.afterimage.lab.sim.RandomStream;
import dev.afterimage.lab.trail.Actor;
import dev.afterimage.lab.trail.ManagementCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Step Functions in one account: its state machines and executions. */
public final class Engine {
  private static final String MACHINE_TYPE = "AWS::StepFunctions::StateMachine";

  /**
   * What the engine works with.
   *
   * @param fleet the functions
   * @param services other services of AWS
   * @param roles what roles may do
   * @param missingPathError how a path of Parameters that leads nowhere is called
   */
  public record Partners(Fleet fleet, Services services, Roles roles, String missingPathError) {
    public Partners {
      requireNonNull(fleet, "fleet is null");
      requireNonNull(services, "services is null");
      requireNonNull(roles, "roles is null");
      requireNonNull(missingPathError, "missingPathError is null");
    }
  }

  /** What a child of a Map Run is made of. */
  record ChildSpec(
      ExecutionRun parent, MapRun mapRun, Definition definition, String input, boolean express) {}

  private final Ground ground;
  private final Partners partners;
  private final Register register = new Register();
  private final Integrations integrations = new Integrations();
  private final ObjectStore objects = new ObjectStore();
  private final Throttling throttling;
  private final Dataflow dataflow;
  private final RandomStream random;
  private final RandomStream dispatch;
  private final RandomStream retries;
  private final LambdaTask lambdaTask;
  private final NestedTask nestedTask;
  private final ServiceTask serviceTask;
  private final Map<String, TaskListener> waiting = new HashMap<>();
  private final Map<String, ExecutionRun> runs = new TreeMap<>();
  private boolean keeping = true;
  private int startsLeft = Integer.MAX_VALUE;

  /** No state machines yet. */
  public Engine(Ground ground, Partners partners) {
    this.ground = requireNonNull(ground, "ground is null");
    this.partners = requireNonNull(partners, "partners is null");
    this.random = ground.randoms().stream("states");
    this.dispatch = ground.randoms().stream("dispatch");
    this.retries = ground.randoms().stream("retries");
    this.throttling = new Throttling(ground.metrics(), ground.randoms().stream("throttling"));
    this.dataflow =
        new Dataflow(ground.randoms().stream("intrinsics"), partners.missingPathError());
    this.lambdaTask = new LambdaTask(partners.fleet(), ground.randoms().stream("lambda tasks"));
    this.nestedTask = new NestedTask(this, ground.randoms().stream("nested tasks"));
    this.serviceTask =
        new ServiceTask(
            partners.services(), integrations, ground.randoms().stream("service tasks"));
  }

  Ground ground() {
    return ground;
  }

  Register register() {
    return register;
  }

  Dataflow dataflow() {
    return dataflow;
  }

  RandomStream dispatchRandom() {
    return dispatch;
  }

  RandomStream retryRandom() {
    return retries;
  }

  /** Returns the token bucket of state transitions. */
  public Throttling throttling() {
    return throttling;
  }

  /** Returns what services answer to Tasks. */
  public Integrations integrations() {
    return integrations;
  }

  /** Returns the objects in S3. */
  public ObjectStore objects() {
    return objects;
  }

  /** Keeps no execution from now on once it has ended. */
  public void forgetAll() {
    keeping = false;
  }

  /**
   * Lets only so many more executions start; others are refused, as at the open-executions quota.
   */
  public void limitStarts(int left) {
    startsLeft = left;
  }

  /**
   * A state machine to be made.
   *
   * @param name its name
   * @param definition its definition
   * @param role its execution role's ARN
   * @param isExpress whether it is of the type EXPRESS
   * @param logGroup where it logs; empty for nowhere
   * @param logLevel ALL, ERROR, FATAL or OFF
   */
  public record Blueprint(
      String name,
      String definition,
      String role,
      boolean isExpress,
      String logGroup,
      String logLevel) {
    public Blueprint {
      requireNonNull(name, "name is null");
      requireNonNull(definition, "definition is null");
      requireNonNull(role, "role is null");
      requireNonNull(logGroup, "logGroup is null");
      requireNonNull(logLevel, "logLevel is null");
    }
  }

  /** Creates a state machine; returns its ARN. */
  public String create(Actor actor, Blueprint blueprint) {
    String arn = ground.site().arn("states", "stateMachine:" + blueprint.name());
    StateMachine.Logging logging =
        blueprint.logGroup().isEmpty()
            ? StateMachine.Logging.OFF
            : new StateMachine.Logging(blueprint.logGroup(), blueprint.logLevel(), true);
    if (!blueprint.logGroup().isEmpty()) {
      ground.logs().create(blueprint.logGroup());
    }
    register.put(
        new StateMachine(
            arn,
            blueprint.isExpress(),
            logging,
            StateMachine.Revision.of(
                blueprint.definition(),
                blueprint.role(),
                ground.simulation().now(),
                Optional.empty())));
    ObjectNode request =
        Json.object()
            .put("name", blueprint.name())
            .put("roleArn", blueprint.role())
            .put("type", blueprint.isExpress() ? "EXPRESS" : "STANDARD");
    record(actor, "CreateStateMachine", request, Json.object("stateMachineArn", arn));
    return arn;
  }

  /** Replaces the definition of a state machine; executions that run keep theirs. */
  public void update(Actor actor, String arn, String definition) {
    StateMachine machine = register.machine(arn).orElseThrow();
    String revision = random.uuid();
    machine.update(
        StateMachine.Revision.of(
            definition,
            machine.revision().role(),
            ground.simulation().now(),
            Optional.of(revision)));
    ObjectNode response =
        Json.object()
            .put("updateDate", ground.simulation().now().toString())
            .put("revisionId", revision);
    record(actor, "UpdateStateMachine", Json.object("stateMachineArn", arn), response);
  }

  /** Returns the definition of a state machine now. */
  public String definition(String arn) {
    return register.machine(arn).orElseThrow().revision().text();
  }

  private void record(Actor actor, String event, ObjectNode request, ObjectNode response) {
    ground
        .trail()
        .record(
            new ManagementCall(actor, "states", event)
                .request(request)
                .response(response)
                .about(MACHINE_TYPE, request.path("stateMachineArn").asText(event)));
  }

  /** Starts an execution; returns its ARN. */
  public String start(Actor actor, String machineArn, String name, String input)
      throws ServiceException {
    ObjectNode request = Json.object().put("stateMachineArn", machineArn).put("name", name);
    try {
      Execution started = startNested(machineArn, name, input, ended -> {});
      record(
          actor,
          "StartExecution",
          request.put("input", "HIDDEN_DUE_TO_SECURITY_REASONS"),
          Json.object("executionArn", started.identity().arn()));
      return started.identity().arn();
    } catch (ServiceException e) {
      ground
          .trail()
          .record(
              new ManagementCall(actor, "states", "StartExecution")
                  .request(request)
                  .refused(e.code(), e.message())
                  .about(MACHINE_TYPE, machineArn));
      throw e;
    }
  }

  /** Starts an execution that tells somebody when it has ended. */
  Execution startNested(String machineArn, String name, String input, Consumer<Execution> ended)
      throws ServiceException {
    StateMachine machine =
        register
            .machine(machineArn)
            .orElseThrow(
                () ->
                    new ServiceException(
                        "StateMachineDoesNotExist",
                        400,
                        "State Machine Does Not Exist: '" + machineArn + "'"));
    String kind = machine.isExpress() ? "express:" : "execution:";
    String suffix = machine.isExpress() ? ":" + random.uuid() : "";
    String arn = ground.site().arn("states", kind + machine.name() + ":" + name + suffix);
    check(machine, arn);
    Execution execution =
        new Execution(
            new Execution.Identity(arn, name, input, ground.simulation().now(), Optional.empty()),
            machine,
            machine.revision(),
            machine.isExpress());
    launch(execution, machine.revision().parsed(), ended).start();
    return execution;
  }

  private void check(StateMachine machine, String arn) throws ServiceException {
    if (!partners.roles().isTrusting(machine.revision().role())) {
      throw new ServiceException(
          "AccessDeniedException",
          400,
          "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.");
    }
    if (register.execution(arn).isPresent()) {
      throw new ServiceException(
          "ExecutionAlreadyExists", 400, "Execution Already Exists: '" + arn + "'");
    }
    if (startsLeft == 0) {
      throw new ServiceException(
          "ExecutionLimitExceeded", 400, "The maximum number of running executions was reached.");
    }
    startsLeft--;
  }

  private ExecutionRun launch(
      Execution execution, Definition definition, Consumer<Execution> ended) {
    String arn = execution.identity().arn();
    register.put(execution);
    measure(execution, "ExecutionsStarted");
    ExecutionRun run =
        new ExecutionRun(
            this,
            execution,
            definition,
            closed -> {
              measure(closed, metricOf(closed.status()));
              if (!keeping) {
                register.forget(arn);
                runs.remove(arn);
              }
              ended.accept(closed);
            });
    runs.put(arn, run);
    return run;
  }

  private static String metricOf(Execution.Status status) {
    return switch (status) {
      case SUCCEEDED -> "ExecutionsSucceeded";
      case TIMED_OUT -> "ExecutionsTimedOut";
      case ABORTED -> "ExecutionsAborted";
      default -> "ExecutionsFailed";
    };
  }

  private void measure(Execution execution, String metric) {
    if (execution.identity().mapRun().isEmpty()) {
      ground
          .metrics()
          .put(
              Metric.of("AWS/States", metric).with("StateMachineArn", execution.machine().arn()),
              1);
    }
  }

  /** Stops an execution. */
  public void stop(Actor actor, String arn, Optional<String> error, Optional<String> cause) {
    ObjectNode request = Json.object().put("executionArn", arn);
    error.ifPresent(text -> request.put("error", text));
    cause.ifPresent(text -> request.put("cause", text));
    ground
        .trail()
        .record(
            new ManagementCall(actor, "states", "StopExecution")
                .request(request)
                .response(Json.object("stopDate", ground.simulation().now().toString()))
                .about("AWS::StepFunctions::Execution", arn));
    run(arn).abort(error, cause);
  }

  /** Runs what did not succeed of an execution again. */
  public void redrive(Actor actor, String arn) {
    ground
        .trail()
        .record(
            new ManagementCall(actor, "states", "RedriveExecution")
                .request(Json.object("executionArn", arn))
                .about("AWS::StepFunctions::Execution", arn));
    run(arn).redrive();
  }

  private ExecutionRun run(String arn) {
    return Optional.ofNullable(runs.get(arn))
        .orElseThrow(() -> new IllegalArgumentException("no execution " + arn));
  }

  /** Returns whether an execution has ended. */
  public boolean isClosed(String arn) {
    return register.execution(arn).map(Execution::isClosed).orElse(true);
  }

  /** Returns how an execution stands: RUNNING, SUCCEEDED, FAILED, TIMED_OUT or ABORTED. */
  public String status(String arn) {
    return register.execution(arn).orElseThrow().status().name();
  }

  MapRun newMapRun(ExecutionRun parent, StateSpec spec, MapRun.Limits limits) {
    String label = spec.text("Label").orElse(spec.name().replaceAll("[^A-Za-z0-9_-]", ""));
    String arn =
        ground
            .site()
            .arn(
                "states",
                "mapRun:%s/%s:%s"
                    .formatted(parent.execution().machine().name(), label, random.uuid()));
    MapRun run =
        new MapRun(
            arn, label, parent.execution().identity().arn(), limits, ground.simulation().now());
    register.put(run);
    return run;
  }

  ExecutionRun newChild(ChildSpec spec, Consumer<Execution> ended) {
    Execution parent = spec.parent().execution();
    String name = random.uuid();
    String machine = parent.machine().name() + "/" + spec.mapRun().label();
    String arn =
        spec.express()
            ? ground.site().arn("states", "express:" + machine + ":" + name + ":" + random.uuid())
            : ground.site().arn("states", "execution:" + machine + ":" + name);
    Execution child =
        new Execution(
            new Execution.Identity(
                arn, name, spec.input(), ground.simulation().now(), Optional.of(spec.mapRun())),
            parent.machine(),
            parent.revision(),
            spec.express());
    spec.mapRun().add(child);
    return launch(child, spec.definition(), ended);
  }

  boolean mayAssume(String role) {
    return partners.roles().isTrusting(role);
  }

  void work(TaskCall call, TaskListener listener) {
    if (LambdaTask.isFor(call.resource())) {
      lambdaTask.work(call, listener);
    } else if (NestedTask.isFor(call.resource())) {
      nestedTask.work(call, listener);
    } else {
      serviceTask.work(call, listener);
    }
  }

  String newToken() {
    return "AQCEAAAAKgAAAAMAAAAAAAAAAe" + random.hex(64);
  }

  void await(String token, TaskListener listener) {
    waiting.put(token, listener);
  }

  /** Tells a waiting task its result; nothing happens where no task waits with that token. */
  public void sendTaskSuccess(String token, JsonNode output) {
    Optional.ofNullable(waiting.remove(token)).ifPresent(listener -> listener.succeeded(output));
  }

  /** Tells a waiting task that it failed. */
  public void sendTaskFailure(String token, String error, String cause) {
    Optional.ofNullable(waiting.remove(token))
        .ifPresent(listener -> listener.failed(Optional.of(error), Optional.of(cause)));
  }

  /** Tells a waiting task that its worker lives. */
  public void sendTaskHeartbeat(String token) {
    Optional.ofNullable(waiting.get(token)).ifPresent(TaskListener::heartbeat);
  }

  /** Returns the ARNs of the children of an execution's Map Runs. */
  public List<String> children(String arn) {
    return register.mapRuns(arn).stream()
        .flatMap(run -> run.children().stream())
        .map(child -> child.identity().arn())
        .toList();
  }
}
