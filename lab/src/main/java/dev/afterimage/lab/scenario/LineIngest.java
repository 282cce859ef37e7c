// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.scenario;

import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.code.Program;
import dev.afterimage.lab.ground.Site;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.lambda.Code;
import dev.afterimage.lab.lambda.FunctionConfig;
import dev.afterimage.lab.outside.Location;
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
import java.util.TreeMap;

/**
 * The account of the first two runs that anybody asked about: embedding lines are polled from
 * batches, normalised, split, embedded chunk by chunk, and merged.
 *
 * <p>Nothing about how its runs end is written down here: only what the functions do.
 */
final class LineIngest {
  static final String POLL = "embedding-line-poll-lambda-dev";

  private static final Site SITE = new Site("681647709217", "us-east-1");
  private static final Instant PUSHED = Instant.parse("2025-11-17T02:51:24.932Z");
  private static final String REPOSITORY = "embedding-line-%s-docker-repo-4146688";
  private static final String STATE_MACHINE = "embedding-line-ingest-dev";
  private static final Actor DEPLOYER =
      new Actor("pulumi-deploy", "deploy", "pulumi/3.140 aws-sdk-go-v2", "192.0.2.17");
  private static final Actor SCHEDULER =
      new Actor("ingest-scheduler", "nightly", "Boto3/1.38 Botocore", "192.0.2.44");

  private final World world;
  private final LinePrograms programs;
  private final String machine;
  private final Duration later;
  private final Instant pushed;

  LineIngest(Opening opening, boolean guardSpeaks) {
    Randoms randoms = new Randoms(opening.seed());
    this.later = opening.later();
    this.pushed = PUSHED.plus(later);
    this.world = new World(SITE, pushed.minus(Duration.ofDays(21)), randoms, Era.RECENT);
    this.programs = new LinePrograms(randoms.within("line"), guardSpeaks);
    addServices();
    this.machine = createAll();
  }

  /** Returns how much later all happens than it was written. */
  Duration later() {
    return later;
  }

  World world() {
    return world;
  }

  private void addServices() {
    world.services().add("api.openai.com", Location.INTERNET, Duration.ofMillis(240));
    world.services().add("dynamodb", Location.AWS, Duration.ofMillis(9));
    world.services().add("s3", Location.S3, Duration.ofMillis(35));
  }

  private String createAll() {
    for (String part : LinePrograms.PARTS) {
      Program first = programs.of(part, Instant.MAX);
      create(part, first);
    }
    String role = SITE.role("embedding-line-ingest-sfn-role-dev");
    String definition =
        PollSource.resource("line-ingest.asl.json").replace("${account}", SITE.account());
    return world
        .states()
        .create(DEPLOYER, new Engine.Blueprint(STATE_MACHINE, definition, role, false, "", "OFF"));
  }

  private void create(String part, Program program) {
    String name = functionName(part);
    FunctionConfig config =
        FunctionConfig.ofImage(SITE.role(name + "-role"), "arm64")
            .with("Timeout", part.equals("poll") || part.equals("process-chunk") ? 900 : 300)
            .with("MemorySize", part.equals("poll") ? 3008 : 1024)
            .withVariable("STAGE", "dev")
            .withVariable("LOG_LEVEL", "INFO");
    world
        .functions()
        .create(DEPLOYER, name, config, push(part, program, "build 1", List.of("latest")));
  }

  static String functionName(String part) {
    return "embedding-line-" + part + "-lambda-dev";
  }

  /** Pushes an image with the program's source, and returns it as code of a function. */
  private Code push(String part, Program program, String revision, List<String> tags) {
    String repository = REPOSITORY.formatted(part);
    Image image = image(part, revision);
    world.platform().registry().push(DEPLOYER, repository, image, tags);
    String uri = world.platform().registry().uri(repository, tags.get(0));
    return Code.image(program, new Code.Pinned(repository, uri, image));
  }

  private Image image(String part, String revision) {
    Map<String, String> files =
        new TreeMap<>(
            part.equals("poll")
                ? new PollSource().files()
                : Map.of("var/task/app.py", "# " + part + "\n"));
    files.put("var/task/REVISION", revision + "\n");
    return new ImageBuilder("arm64", world.now())
        .command("app.handler")
        .label("org.opencontainers.image.revision", revision)
        .layer("COPY . /var/task", files)
        .build();
  }

  /** Lets the three weeks before go by, then deploys the images that both runs use. */
  void deploy(Instant pendingUntil) {
    world.ground().simulation().runUntil(pushed);
    for (String part : LinePrograms.PARTS) {
      List<String> tags =
          part.equals("poll") ? List.of("latest", "cache", "8fbaa10875b4") : List.of("latest");
      Code code = push(part, programs.of(part, pendingUntil), "8fbaa10875b4", tags);
      world.functions().updateCode(DEPLOYER, functionName(part), code);
      world.run(Duration.ofMillis(900));
    }
    world.run(Duration.ofSeconds(12));
    world.states().update(DEPLOYER, machine, world.states().definition(machine));
  }

  /** Pushes a newer image under the tag that the poll function was made from; updates nothing. */
  void pushNewer() {
    push("poll", programs.of("poll", Instant.MIN), "c41d7e0f9a36", List.of("latest"));
  }

  /** Starts a run at a moment and waits for its end; returns its ARN. */
  String runAt(Instant start, String name) {
    world.ground().simulation().runUntil(start);
    try {
      String input = Json.text(Json.object().put("pipeline", "embedding-line").put("stage", "dev"));
      String arn = world.states().start(SCHEDULER, machine, name, input);
      world.runUntilClosed(arn, Duration.ofHours(1));
      return arn;
    } catch (ServiceException e) {
      throw new IllegalStateException("the run cannot be started: " + e.message(), e);
    }
  }
}
