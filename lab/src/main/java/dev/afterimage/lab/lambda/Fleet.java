// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.ground.Ground;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.outside.Services;
import dev.afterimage.lab.sim.RandomStream;
import dev.afterimage.lab.sim.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All functions of the account with their sandboxes: the place where Invoke arrives. */
public final class Fleet {
  private static final Duration FRONT_END = Duration.ofMillis(9);
  private static final Duration REFUSAL = Duration.ofMillis(14);
  private static final Duration ASYNC_RETRY = Duration.ofSeconds(60);

  /** A version that a request resolved to. */
  private record Target(LambdaFunction function, FunctionVersion version, String qualifier) {}

  private final Host host;
  private final Simulation simulation;
  private final RandomStream random;
  private final TreeMap<String, LambdaFunction> functions = new TreeMap<>();
  private final Pool pool;
  private final Admission admission;
  private final Obstacles obstacles;
  private final ServiceHealth health = new ServiceHealth();
  private final Map<String, Instant> recursing = new TreeMap<>();

  /** No functions yet. */
  public Fleet(Ground ground, Platform platform, Services services, PlatformStyle style) {
    this.host = new Host(ground, platform, services, new Extensions(), style);
    this.simulation = ground.simulation();
    this.random = ground.randoms().stream("fleet");
    this.pool = new Pool(ground, Pool.IdlePolicy.USUAL);
    this.admission =
        new Admission(
            ground, platform.quotas(), Collections.unmodifiableCollection(functions.values()));
    this.obstacles = new Obstacles(host);
  }

  Host host() {
    return host;
  }

  Pool pool() {
    return pool;
  }

  Map<String, LambdaFunction> functions() {
    return functions;
  }

  int unreservedLimit() {
    return admission.unreservedLimit();
  }

  /** Returns what layers bring. */
  public Extensions extensions() {
    return host.extensions();
  }

  /** Returns how well Lambda itself works. */
  public ServiceHealth health() {
    return health;
  }

  /** Sets a lower request rate for a function than its concurrency gives. */
  public void limitRate(String function, int perSecond) {
    admission.limitRate(function, perSecond);
  }

  /** Lets Lambda take a function for one that calls itself in a loop, and stop it for a while. */
  public void stopRecursion(String function, Instant until) {
    recursing.put(function, until);
    LambdaMetrics.of(host.ground(), function).recursionDropped();
  }

  /** Lets Lambda forget its copy of a function's image: the next sandbox needs the registry. */
  public void evictImage(String function) {
    LambdaFunction found = find(function);
    found.serving().setCached(false);
    found.published().forEach(version -> version.setCached(false));
    retireAll(found);
  }

  /** Lets a function fall asleep after weeks without a request. */
  public void deactivate(String function) {
    LambdaFunction found = find(function);
    FunctionVersion.Status idle =
        new FunctionVersion.Status("Inactive", "Idle The function is inactive.", "Successful", "");
    found.serving().setStatus(idle);
    found.published().forEach(version -> version.setStatus(idle));
    retireAll(found);
  }

  /** Ends all idle sandboxes of a function. */
  public void recycle(String function) {
    retireAll(find(function));
  }

  private void retireAll(LambdaFunction function) {
    pool.retire(function.serving());
    function.published().forEach(pool::retire);
  }

  LambdaFunction find(String name) {
    LambdaFunction found = functions.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no function " + name);
    }
    return found;
  }

  /** Invokes a function and tells {@code done} the answer once it is there. */
  public void invoke(InvokeRequest request, Consumer<InvokeResult> done) {
    String requestId = random.uuid();
    simulation.after(random.latency(FRONT_END), () -> arrive(requestId, request, done));
  }

  private void arrive(String requestId, InvokeRequest request, Consumer<InvokeResult> done) {
    Optional<InvokeResult> fault = health.fault(requestId, simulation.now(), random);
    if (fault.isPresent()) {
      simulation.after(random.latency(REFUSAL), () -> done.accept(fault.get()));
      return;
    }
    try {
      Target target = resolve(request);
      authorise(request, target);
      ready(target);
      if (request.isAsync()) {
        answer(done, new InvokeResult.Answered(requestId, 202, "", "", ""));
        runAsync(requestId, request, target, 0);
      } else {
        run(requestId, request, target, done);
      }
    } catch (ServiceException e) {
      simulation.after(
          random.latency(REFUSAL), () -> done.accept(new InvokeResult.Refused(requestId, e)));
    }
  }

  private void runAsync(String requestId, InvokeRequest request, Target target, int attempt) {
    run(
        requestId,
        request,
        target,
        result -> {
          boolean failed =
              !(result instanceof InvokeResult.Answered answered)
                  || !answered.functionError().isEmpty();
          if (failed && attempt < 2) {
            simulation.after(
                ASYNC_RETRY.multipliedBy(attempt + 1L),
                () -> runAsync(requestId, request, target, attempt + 1));
          }
        });
  }

  private Target resolve(InvokeRequest request) throws ServiceException {
    LambdaFunction function = functions.get(request.bareName());
    String qualifier = request.anyQualifier();
    String shown = qualifier.isEmpty() ? FunctionVersion.LATEST : qualifier;
    Optional<FunctionVersion> version =
        Optional.ofNullable(function).flatMap(f -> version(f, shown));
    if (function == null || version.isEmpty()) {
      String arn = host.ground().site().function(request.bareName());
      throw new ServiceException(
          "ResourceNotFoundException",
          404,
          "Function not found: " + arn + ":" + shown,
          Json.object("Type", "User"));
    }
    return new Target(function, version.get(), shown);
  }

  private Optional<FunctionVersion> version(LambdaFunction function, String qualifier) {
    if (qualifier.equals(FunctionVersion.LATEST)) {
      return Optional.of(function.serving());
    }
    Optional<Alias> alias = function.alias(qualifier);
    return alias.isEmpty() ? function.version(qualifier) : function.version(routed(alias.get()));
  }

  private String routed(Alias alias) {
    double draw = random.between(0.0, 1.0);
    for (Map.Entry<String, Double> weight : alias.weights().entrySet()) {
      draw -= weight.getValue();
      if (draw < 0) {
        return weight.getKey();
      }
    }
    return alias.version();
  }

  private void authorise(InvokeRequest request, Target target) throws ServiceException {
    String action = "lambda:InvokeFunction";
    if (!host.platform().roles().allows(request.callerRole(), action)) {
      String role = request.callerRole().substring(request.callerRole().lastIndexOf('/') + 1);
      String qualifier = request.anyQualifier().isEmpty() ? "" : ":" + request.anyQualifier();
      throw new ServiceException(
          "AccessDeniedException",
          403,
          "User: arn:aws:sts::%s:assumed-role/%s/%s is not authorized to perform: %s on resource: %s%s because no identity-based policy allows the %s action"
              .formatted(
                  host.ground().site().account(),
                  role,
                  random.code(32),
                  action,
                  target.function().arn(),
                  qualifier,
                  action));
    }
  }

  private void ready(Target target) throws ServiceException {
    Instant until = recursing.getOrDefault(target.function().name(), Instant.MIN);
    if (simulation.now().isBefore(until)) {
      LambdaMetrics.of(host.ground(), target.function().name()).recursionDropped();
      throw new ServiceException(
          "RecursiveInvocationException",
          400,
          "Lambda has detected your function being invoked in a recursive loop with other AWS resources and stopped your function's invocation.");
    }
    FunctionVersion version = target.version();
    switch (version.status().state()) {
      case "Inactive" -> {
        if (version.isCached()) {
          wake(version);
          throw pending();
        }
      }
      case "Pending" -> throw pending();
      case "Failed" ->
          throw new ServiceException(
              "CodeArtifactUserFailedException",
              409,
              "ERROR: Lambda cannot initialize the provided container image. Verify the image.");
      default -> {}
    }
  }

  private static ServiceException pending() {
    return new ServiceException(
        "CodeArtifactUserPendingException",
        409,
        "Lambda is initializing your function. It will be ready to invoke shortly.");
  }

  private void wake(FunctionVersion version) {
    version.setStatus(
        new FunctionVersion.Status(
            "Pending", "Restoring The function is being restored.", "Successful", ""));
    simulation.after(
        random.between(Duration.ofSeconds(40), Duration.ofSeconds(106)),
        () -> version.setStatus(FunctionVersion.Status.ACTIVE));
  }

  private void run(
      String requestId, InvokeRequest request, Target target, Consumer<InvokeResult> done) {
    Optional<ServiceException> refusal = admission.enter(target.function());
    if (refusal.isPresent()) {
      refuse(done, requestId, refusal.get());
      return;
    }
    Optional<Sandbox> idle = pool.take(target.version());
    measureProvisioned(target, idle);
    if (idle.isPresent()) {
      simulation.after(Duration.ofMillis(1), () -> serve(requestId, request, idle.get(), done));
      return;
    }
    Optional<ServiceException> obstacle = obstacles.before(target.version());
    Sandbox created = pool.create(target.version(), false);
    Optional<ServiceException> here = obstacle.or(() -> obstacles.at(created));
    if (here.isPresent()) {
      created.retire();
      pool.release(created);
      admission.leave(target.function().name());
      refuse(done, requestId, here.get());
      return;
    }
    Duration delay =
        random.latency(Duration.ofMillis(target.version().config().isImage() ? 420 : 110));
    simulation.after(delay, () -> serve(requestId, request, created, done));
  }

  private void measureProvisioned(Target target, Optional<Sandbox> taken) {
    Provisioned configured = target.function().provisioned().get(target.qualifier());
    if (configured != null && configured.allocated() > 0) {
      long busy = pool.busyProvisioned(target.version());
      LambdaMetrics.of(host.ground(), target.function().name())
          .provisioned(
              target.qualifier(),
              !taken.map(Sandbox::isProvisioned).orElse(false),
              (double) busy / configured.allocated());
    }
  }

  private void serve(
      String requestId, InvokeRequest request, Sandbox sandbox, Consumer<InvokeResult> done) {
    JsonNode event = Json.parse(request.payload());
    Consumer<Invocation.Result> ended =
        result -> {
          admission.leave(sandbox.version().name().function());
          pool.release(sandbox);
          answer(
              done,
              new InvokeResult.Answered(
                  requestId,
                  200,
                  sandbox.version().name().number(),
                  result.isError() ? "Unhandled" : "",
                  result.payload()));
        };
    new Invocation(host, sandbox, new Invocation.Task(requestId, event, ended)).begin();
  }

  private void answer(Consumer<InvokeResult> done, InvokeResult result) {
    simulation.after(random.latency(Duration.ofMillis(5)), () -> done.accept(result));
  }

  private void refuse(Consumer<InvokeResult> done, String requestId, ServiceException error) {
    simulation.after(
        random.latency(REFUSAL), () -> done.accept(new InvokeResult.Refused(requestId, error)));
  }

  Collection<LambdaFunction> all() {
    return Collections.unmodifiableCollection(functions.values());
  }
}
