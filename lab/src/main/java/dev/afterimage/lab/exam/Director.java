// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.exam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Account;
import dev.afterimage.lab.api.Call;
import dev.afterimage.lab.api.Caller;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.fault.Fault;
import dev.afterimage.lab.fault.Plan;
import dev.afterimage.lab.fault.Stage;
import dev.afterimage.lab.fault.Truth;
import dev.afterimage.lab.ground.Site;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.lambda.PlatformStyle;
import dev.afterimage.lab.scenario.Staged;
import dev.afterimage.lab.sim.RandomStream;
import dev.afterimage.lab.sim.Randoms;
import dev.afterimage.lab.trail.Actor;
import dev.afterimage.lab.workload.Demands;
import dev.afterimage.lab.workload.Deployment;
import dev.afterimage.lab.workload.Designer;
import dev.afterimage.lab.workload.Workload;
import dev.afterimage.lab.world.Era;
import dev.afterimage.lab.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Lets a fault strike a workflow: draws both, runs what comes before, and the bad run. */
final class Director {
  private static final Duration HISTORY = Duration.ofDays(35);
  private static final Duration LONGEST_RUN = Duration.ofHours(2);
  private static final Duration UNTIL_ASKED = Duration.ofMinutes(25);
  private static final Instant FIRST_DAY = Instant.parse("2026-01-05T00:00:00Z");
  private static final String FAIL_FAST = "map-failfast";
  private static final String SUCCEEDED = "SUCCEEDED";
  private static final Actor CALLER =
      new Actor("scheduler", "hourly", "AWS Internal", "scheduler.amazonaws.com");

  private final Randoms randoms;
  private final RandomStream random;
  private final boolean randomWords;

  Director(long seed, boolean randomWords) {
    this.randoms = new Randoms(seed);
    this.random = randoms.stream("director");
    this.randomWords = randomWords;
  }

  /** Plays; nothing where the runs did not end as the label needs them to. */
  Optional<Act> play(Fault fault) {
    Stage stage = prepare(fault);
    Truth truth = fault.strike().apply(stage);
    new Distractors(stage, randoms.stream("distractors")).strike();
    return perform(stage, truth);
  }

  /** Plays without a fault: two runs that succeed and yet differ. */
  Optional<Act> playHealthy() {
    Stage stage = prepare(new Fault("none", demands -> {}, s -> Truth.none()));
    new Distractors(stage, randoms.stream("distractors")).strikeHealthy();
    stage.plan().setBadStatus(SUCCEEDED);
    return perform(stage, Truth.none());
  }

  private Stage prepare(Fault fault) {
    Site site =
        new Site(
            "%012d".formatted(100_000_000_000L + random.upTo(800_000_000_000L)),
            random.pick(
                List.of(
                    "us-east-1",
                    "us-east-1",
                    "us-west-2",
                    "eu-west-1",
                    "eu-central-1",
                    "ap-southeast-2")));
    Instant start =
        FIRST_DAY
            .plus(Duration.ofMinutes(random.upTo(250L * 24 * 60)))
            .plusMillis(random.upTo(60_000));
    World world = new World(site, start.minus(HISTORY), randoms, era());
    Demands demands = new Demands().randomWords(randomWords);
    fault.demands().accept(demands);
    Workload workload = new Designer(site, randoms, demands).draw();
    Actor deployer =
        random.pick(
            List.of(
                new Actor("deploy", "github-actions", "aws-sdk-js/3.600", "192.0.2.81"),
                new Actor(
                    "cdk-exec",
                    "AWSCloudFormation",
                    "cloudformation.amazonaws.com",
                    "cloudformation.amazonaws.com"),
                new Actor("", "ci-user", "aws-cli/2.15 Terraform", "203.0.113.9")));
    Deployment deployment = new Deployment(world, workload, deployer);
    return new Stage(
        world, workload, deployment, new Plan(randoms.stream("plan"), start, workload.input()));
  }

  private Era era() {
    if (random.chance(0.7)) {
      return Era.RECENT;
    }
    return new Era(
        new PlatformStyle(random.chance(0.6), random.chance(0.5), random.chance(0.2)),
        random.chance(0.7) ? "States.Runtime" : "States.ParameterPathFailure");
  }

  private Optional<Act> perform(Stage stage, Truth truth) {
    World world = stage.world();
    Plan plan = stage.plan();
    stage.deployment().create();
    world.run(Duration.ofMinutes(9));
    stage.deployed().forEach(Runnable::run);
    Instant first = plan.start().minus(plan.spacing().multipliedBy(plan.earlier()));
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < plan.earlier(); i++) {
      runUntil(world, first.plus(plan.spacing().multipliedBy(i)));
      run(stage, plan.goodInput());
    }
    if (plan.hasBaseline()) {
      runUntil(world, plan.start());
      stage.beforeGood().forEach(Runnable::run);
      String good = run(stage, plan.goodInput());
      if (!world.states().status(good).equals(SUCCEEDED)) {
        return Optional.empty();
      }
      runs.add(good);
      between(stage);
    }
    return performBad(stage, truth, runs);
  }

  private static void runUntil(World world, Instant time) {
    world.ground().simulation().runUntil(time);
  }

  private String run(Stage stage, ObjectNode input) {
    String arn = stage.deployment().start(CALLER, input);
    stage.world().runUntilClosed(arn, LONGEST_RUN);
    return arn;
  }

  private void between(Stage stage) {
    World world = stage.world();
    Instant end = world.now().plus(stage.plan().gap());
    int parts = stage.between().size() + 1;
    Duration step = stage.plan().gap().multipliedBy(8).dividedBy(10L * parts);
    for (Runnable change : stage.between()) {
      world.run(random.between(step.dividedBy(2), step));
      change.run();
    }
    runUntil(world, end);
  }

  private Optional<Act> performBad(Stage stage, Truth truth, List<String> runs) {
    World world = stage.world();
    if (!stage.plan().hasBaseline()) {
      runUntil(world, stage.plan().start());
    }
    stage.beforeBad().forEach(Runnable::run);
    stage.raise();
    String bad = stage.deployment().start(CALLER, stage.plan().badInput());
    stage.setBadRun(bad);
    stage.cues().forEach(cue -> world.ground().simulation().after(cue.after(), cue.action()));
    world.runUntilClosed(bad, LONGEST_RUN);
    boolean asLabelled = world.states().status(bad).equals(stage.plan().badStatus());
    if (!asLabelled || stage.isSpoiled()) {
      return Optional.empty();
    }
    world.run(UNTIL_ASKED);
    runs.add(bad);
    return Optional.of(new Act(new Staged(world, runs, List.of()), followed(world, bad, truth)));
  }

  /** Adds the last link where a Map or Parallel state took the run down with it. */
  private static Truth followed(World world, String run, Truth truth) {
    boolean told = truth.chain().contains(FAIL_FAST) || truth.chain().contains("map-threshold");
    return truth.chain().isEmpty() || told || !failedFast(world.account(), run)
        ? truth
        : truth.then(FAIL_FAST);
  }

  private static boolean failedFast(Account account, String run) {
    ObjectNode last =
        Json.object().put("executionArn", run).put("reverseOrder", true).put("maxResults", 3);
    Caller caller = new Caller(account.id(), "127.0.0.1", "lab");
    try {
      JsonNode events =
          account.answer(new Call("states", "GetExecutionHistory", last, caller)).path("events");
      return StreamSupport.stream(events.spliterator(), false)
          .map(event -> event.path("type").asText())
          .anyMatch(type -> type.equals("MapStateFailed") || type.equals("ParallelStateFailed"));
    } catch (ServiceException e) {
      throw new IllegalStateException("the history of " + run + " is refused: " + e.message(), e);
    }
  }
}
