// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.scenario;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.code.Dictionary;
import dev.afterimage.lab.code.Language;
import dev.afterimage.lab.code.LogStyle;
import dev.afterimage.lab.code.Program;
import dev.afterimage.lab.code.Step;
import dev.afterimage.lab.code.Steps;
import dev.afterimage.lab.ground.Site;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.lambda.Code;
import dev.afterimage.lab.lambda.FunctionConfig;
import dev.afterimage.lab.registry.Image;
import dev.afterimage.lab.registry.ImageBuilder;
import dev.afterimage.lab.sim.Randoms;
import dev.afterimage.lab.states.Engine;
import dev.afterimage.lab.trail.Actor;
import dev.afterimage.lab.world.Era;
import dev.afterimage.lab.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A small world for one story: a few functions and one state machine, made in a few lines. */
final class Sketch {
  private static final Site SITE = new Site("414141414141", "eu-west-1");
  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

  private final World world;
  private final Randoms randoms;
  private final Actor actor = new Actor("deploy", "pipeline", "aws-sdk-js/3.700", "192.0.2.5");

  Sketch(Opening opening) {
    this.randoms = new Randoms(opening.seed());
    this.world = new World(SITE, START.plus(opening.later()), randoms, Era.RECENT);
  }

  World world() {
    return world;
  }

  Actor actor() {
    return actor;
  }

  /** Returns the ARN of a function. */
  String arn(String function) {
    return SITE.function(function);
  }

  /** Creates a function from an image. */
  void function(String name, FunctionConfig config, List<Step> handler) {
    world.functions().create(actor, name, config, code(name, "1", handler));
  }

  /** Creates a function from an image, configured as most are. */
  void function(String name, List<Step> handler) {
    function(name, usual(name), handler);
  }

  FunctionConfig usual(String name) {
    return FunctionConfig.ofImage(SITE.role(name + "-role"), "x86_64")
        .with("Timeout", 60)
        .with("MemorySize", 512);
  }

  /** Builds code and pushes its image. */
  Code code(String name, String revision, List<Step> handler) {
    Program program =
        new Program(
            Language.PYTHON,
            LogStyle.PYTHON_LOGGING,
            new Dictionary("en", randoms.within(name)),
            List.of(Steps.compute(Duration.ofMillis(210)), Steps.keep(61)),
            handler);
    Image image =
        new ImageBuilder("amd64", world.now())
            .command("app.handler")
            .label("org.opencontainers.image.revision", revision)
            .layer("COPY . .", Map.of("var/task/app.py", "# " + name + " " + revision + "\n"))
            .build();
    world.platform().registry().push(actor, name, image, List.of("latest"));
    return Code.image(
        program, new Code.Pinned(name, world.platform().registry().uri(name, "latest"), image));
  }

  /** Creates a state machine; returns its ARN. */
  String machine(String name, ObjectNode definition) {
    return world
        .states()
        .create(
            actor,
            new Engine.Blueprint(
                name, Json.text(definition), SITE.role(name + "-role"), false, "", "OFF"));
  }

  /** Runs a machine to its end; returns the execution's ARN. */
  String run(String machine, ObjectNode input) {
    try {
      String arn =
          world
              .states()
              .start(
                  actor, machine, randoms.stream(machine + world.now()).uuid(), Json.text(input));
      world.runUntilClosed(arn, Duration.ofHours(6));
      return arn;
    } catch (ServiceException e) {
      throw new IllegalStateException("the run cannot be started: " + e.message(), e);
    }
  }

  /** Returns a Task that calls a function through the optimised integration. */
  ObjectNode task(String function) {
    ObjectNode task =
        Json.object().put("Type", "Task").put("Resource", "arn:aws:states:::lambda:invoke");
    task.putObject("Parameters")
        .put("FunctionName", arn(requireNonNull(function, "function is null")))
        .put("Payload.$", "$");
    return task;
  }
}
