// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.ground.Ground;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.sim.RandomStream;
import dev.afterimage.lab.trail.Actor;
import dev.afterimage.lab.trail.ManagementCall;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.OptionalInt;

/** The calls that change functions. Each is put down in the event history. */
public final class ControlPlane {
  private static final String CREATE = "CreateFunction20150331";
  private static final String UPDATE_CODE = "UpdateFunctionCode20150331v2";
  private static final String UPDATE_CONFIGURATION = "UpdateFunctionConfiguration20150331v2";
  private static final String PUBLISH = "PublishVersion20150331";
  private static final String FUNCTION_NAME = "functionName";
  private static final String FUNCTION_TYPE = "AWS::Lambda::Function";
  private static final String SUCCESSFUL = "Successful";
  private static final String IN_PROGRESS = "InProgress";

  private final Fleet fleet;
  private final Ground ground;
  private final RandomStream random;

  /** The control plane of a fleet. */
  public ControlPlane(Fleet fleet) {
    this.fleet = requireNonNull(fleet, "fleet is null");
    this.ground = fleet.host().ground();
    this.random = ground.randoms().stream("control plane");
  }

  /** Creates a function, with its log group. */
  public void create(Actor actor, String name, FunctionConfig config, Code code) {
    FunctionVersion first = latest(ground.site().function(name), config, code);
    fleet.functions().put(name, new LambdaFunction(first));
    ground.logs().create(config.logGroup().orElse("/aws/lambda/" + name));
    fetch(code);
    ObjectNode request = FunctionConfig.forTrail(config.shape()).put(FUNCTION_NAME, name);
    code.pinned().ifPresent(p -> request.putObject("code").put("imageUri", p.imageUri()));
    record(actor, CREATE, request, response(first), name);
  }

  private FunctionVersion latest(String arn, FunctionConfig config, Code code) {
    Instant modified = ground.simulation().now().truncatedTo(ChronoUnit.SECONDS);
    return new FunctionVersion(
        new FunctionVersion.Name(arn, FunctionVersion.LATEST, modified, random.uuid()),
        config,
        code);
  }

  private void fetch(Code code) {
    code.pinned()
        .ifPresent(
            p -> fleet.host().platform().registry().fetch(p.repository(), p.image().digest()));
  }

  /** Updates the code; the old one serves until the update is done, some seconds later. */
  public void updateCode(Actor actor, String name, Code code) {
    LambdaFunction function = fleet.find(name);
    FunctionVersion next = latest(function.arn(), function.latest().config(), code);
    fetch(code);
    Duration takes = random.latency(Duration.ofSeconds(code.pinned().isPresent() ? 14 : 3));
    update(function, next, takes);
    ObjectNode request =
        Json.object().put(FUNCTION_NAME, name).put("publish", false).put("dryRun", false);
    code.pinned().ifPresent(p -> request.put("imageUri", p.imageUri()));
    record(actor, UPDATE_CODE, request, response(next), name);
  }

  /** Updates the configuration; the old one serves until the update is done. */
  public void updateConfiguration(Actor actor, String name, ObjectNode changes) {
    LambdaFunction function = fleet.find(name);
    FunctionVersion next =
        latest(
            function.arn(), function.latest().config().withAll(changes), function.latest().code());
    update(function, next, random.latency(Duration.ofSeconds(4)));
    ObjectNode request = FunctionConfig.forTrail(changes).put(FUNCTION_NAME, name);
    record(actor, UPDATE_CONFIGURATION, request, response(next), name);
  }

  private void update(LambdaFunction function, FunctionVersion next, Duration takes) {
    next.setStatus(
        new FunctionVersion.Status(
            "Active", "", IN_PROGRESS, "Creating The function is being created."));
    function.setLatest(next);
    ground
        .simulation()
        .after(
            takes,
            () -> {
              if (function.latest() == next) {
                next.setStatus(FunctionVersion.Status.ACTIVE);
                fleet.pool().retire(function.serving());
                function.serve(next);
              }
            });
  }

  /** Tries to update the code with an image that Lambda cannot use: the old one goes on serving. */
  public void failUpdate(Actor actor, String name, Code code, String reason) {
    LambdaFunction function = fleet.find(name);
    FunctionVersion old = function.latest();
    old.setStatus(new FunctionVersion.Status("Active", "", "Failed", reason));
    ObjectNode request =
        Json.object().put(FUNCTION_NAME, name).put("publish", false).put("dryRun", false);
    code.pinned().ifPresent(p -> request.put("imageUri", p.imageUri()));
    record(actor, UPDATE_CODE, request, response(latest(function.arn(), old.config(), code)), name);
  }

  /** Tries to update the code and is refused at once: the old one goes on serving. */
  public void refuseUpdate(Actor actor, String name, String code, String message) {
    ObjectNode request =
        Json.object().put(FUNCTION_NAME, name).put("publish", false).put("dryRun", false);
    ground
        .trail()
        .record(
            new ManagementCall(actor, "lambda", UPDATE_CODE)
                .request(request)
                .refused(code, message)
                .about(FUNCTION_TYPE, name));
  }

  /** Breaks the function's image after it was accepted: the function fails to become ready. */
  public void failImage(String name, String reason) {
    LambdaFunction function = fleet.find(name);
    FunctionVersion.Status failed = new FunctionVersion.Status("Failed", reason, "Failed", reason);
    function.latest().setStatus(failed);
    fleet.pool().retire(function.serving());
    function.serve(function.latest());
  }

  /** Publishes what {@code $LATEST} is as a numbered version; returns the number. */
  public String publish(Actor actor, String name) {
    LambdaFunction function = fleet.find(name);
    String number = String.valueOf(function.published().size() + 1);
    FunctionVersion latest = function.latest();
    FunctionVersion version =
        new FunctionVersion(
            new FunctionVersion.Name(
                function.arn(), number, latest.name().lastModified(), random.uuid()),
            latest.config(),
            latest.code());
    function.publish(version);
    record(actor, PUBLISH, Json.object(FUNCTION_NAME, name), response(version), name);
    return number;
  }

  /** Creates an alias, or lets it stand for other versions. */
  public void putAlias(
      Actor actor, String name, String alias, String version, Map<String, Double> weights) {
    LambdaFunction function = fleet.find(name);
    String event =
        function.alias(alias).isPresent() ? "UpdateAlias20150331" : "CreateAlias20150331";
    Alias updated = new Alias(alias, version, weights, random.uuid());
    function.put(updated);
    ObjectNode request = Json.object().put(FUNCTION_NAME, name).put("name", alias);
    request.put("functionVersion", version);
    ObjectNode response =
        Json.object()
            .put("aliasArn", function.arn() + ":" + alias)
            .put("name", alias)
            .put("functionVersion", version)
            .put("revisionId", updated.revisionId());
    record(actor, event, request, response, name);
  }

  /** Deletes an alias. */
  public void deleteAlias(Actor actor, String name, String alias) {
    fleet.find(name).removeAlias(alias);
    ObjectNode request = Json.object().put(FUNCTION_NAME, name).put("name", alias);
    record(actor, "DeleteAlias20150331", request, Json.object(), name);
  }

  /** Deletes a function. Its log group stays. */
  public void delete(Actor actor, String name) {
    LambdaFunction function = fleet.find(name);
    fleet.pool().retire(function.serving());
    fleet.functions().remove(name);
    record(actor, "DeleteFunction20150331", Json.object(FUNCTION_NAME, name), Json.object(), name);
  }

  /** Reserves concurrency for a function, or gives the reservation up. */
  public void reserve(Actor actor, String name, OptionalInt concurrency) {
    fleet.find(name).reserve(concurrency);
    ObjectNode request = Json.object().put(FUNCTION_NAME, name);
    concurrency.ifPresent(value -> request.put("reservedConcurrentExecutions", value));
    String event = concurrency.isPresent() ? "PutFunctionConcurrency" : "DeleteFunctionConcurrency";
    record(actor, event + "20171031", request, request, name);
  }

  /** Keeps environments ready for an alias or version. */
  public void provision(Actor actor, String name, String qualifier, int count) {
    LambdaFunction function = fleet.find(name);
    Instant now = ground.simulation().now();
    String number = function.alias(qualifier).map(Alias::version).orElse(qualifier);
    function
        .version(number)
        .ifPresent(
            version -> {
              for (int i = 0; i < count; i++) {
                warm(version);
              }
            });
    function.put(new Provisioned(qualifier, count, count, "READY", now));
    ObjectNode request = Json.object().put(FUNCTION_NAME, name).put("qualifier", qualifier);
    request.put("provisionedConcurrentExecutions", count);
    record(actor, "PutProvisionedConcurrencyConfig20190930", request, request, name);
  }

  private void warm(FunctionVersion version) {
    Sandbox sandbox = fleet.pool().create(version, true);
    new InitPhase(fleet.host(), sandbox, "init", ended -> fleet.pool().release(sandbox))
        .begin(Duration.ofSeconds(130));
  }

  private static ObjectNode response(FunctionVersion version) {
    ObjectNode shape = version.describe(!version.name().number().equals(FunctionVersion.LATEST));
    ObjectNode response = FunctionConfig.forTrail(shape);
    response.put("lastUpdateStatus", version.status().lastUpdate());
    return response;
  }

  private void record(
      Actor actor, String event, ObjectNode request, ObjectNode response, String name) {
    ground
        .trail()
        .record(
            new ManagementCall(actor, "lambda", event)
                .request(request)
                .response(response)
                .about(FUNCTION_TYPE, name));
  }

  /** Lets Lambda move a function to another version of its runtime, which no call asks for. */
  public void patchRuntime(String name, String runtimeVersionArn) {
    LambdaFunction function = fleet.find(name);
    FunctionVersion old = function.latest();
    ObjectNode runtime = Json.object();
    runtime.putObject("RuntimeVersionConfig").put("RuntimeVersionArn", runtimeVersionArn);
    FunctionVersion patched =
        new FunctionVersion(old.name(), old.config().withAll(runtime), old.code());
    fleet.pool().retire(function.serving());
    function.setLatest(patched);
    function.serve(patched);
  }

  /** Returns whether the last update of a function is done. */
  public boolean isSettled(String name) {
    return fleet.find(name).latest().status().lastUpdate().equals(SUCCESSFUL);
  }
}
