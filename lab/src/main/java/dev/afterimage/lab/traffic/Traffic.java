// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.traffic;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Account;
import dev.afterimage.lab.api.Call;
import dev.afterimage.lab.api.Caller;
import dev.afterimage.lab.api.CliShape;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.ground.Site;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.lambda.Code;
import dev.afterimage.lab.lambda.FunctionConfig;
import dev.afterimage.lab.registry.Image;
import dev.afterimage.lab.registry.ImageBuilder;
import dev.afterimage.lab.sim.RandomStream;
import dev.afterimage.lab.sim.Randoms;
import dev.afterimage.lab.states.Engine;
import dev.afterimage.lab.trail.Actor;
import dev.afterimage.lab.world.Era;
import dev.afterimage.lab.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs one workflow thousands of times and exports what its state machine and functions log: {@code
 * stepfunctions/DAY.jsonl.gz}, {@code lambda/FUNCTION/DAY.jsonl.gz}, the functions and their
 * changes beside them, the label of every run in {@code labels.jsonl}, the hidden causes in {@code
 * truth.json}.
 */
public final class Traffic {
  private static final Site SITE = new Site("681647709217", "us-east-1");
  private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");
  private static final String GROUP = "/aws/vendedlogs/states/embedding-line-ingest-Logs";
  private static final int BATCHES = 300;
  private static final Actor DEPLOYER =
      new Actor("deploy", "release", "aws-sdk-go-v2/1.30", "192.0.2.31");

  private final TrafficPlan plan;
  private final World world;
  private final RandomStream random;
  private final List<String> batches = new ArrayList<>();
  private final Hidden hidden;
  private final TrafficPrograms programs;
  private final ArrayNode digests = Json.array();
  private int failed;

  private Traffic(TrafficPlan plan) {
    this.plan = requireNonNull(plan, "plan is null");
    Randoms randoms = new Randoms(plan.seed());
    this.world = new World(SITE, START, randoms, Era.RECENT);
    this.random = randoms.stream("traffic");
    for (int i = 0; i < BATCHES; i++) {
      batches.add("batch_" + random.hex(10));
    }
    this.hidden = Hidden.draw(randoms.stream("hidden"), batches);
    this.programs = new TrafficPrograms(randoms.within("code"), hidden, plan.isShuffled());
  }

  /** Writes the exports of a plan's traffic into a folder, which is made. */
  public static void generate(TrafficPlan plan, Path folder) throws IOException {
    Files.createDirectories(folder);
    new Traffic(plan).write(folder);
  }

  private void write(Path folder) throws IOException {
    world.ground().logs().forgetAll();
    world.ground().metrics().forgetAll();
    world.states().forgetAll();
    try (DailyLines lines = new DailyLines(folder.resolve("logs"), GROUP)) {
      world.ground().logs().onEvent(lines::write);
      String machine = create();
      planDeployments();
      planRuns(machine);
      world.run(plan.span().plus(Duration.ofHours(3)));
    }
    writeAnswers(folder);
    writeLabels(folder);
  }

  private String create() throws IOException {
    for (String part : TrafficPrograms.PARTS) {
      String name = name(part);
      FunctionConfig config =
          FunctionConfig.ofImage(SITE.role(name + "-role"), "arm64")
              .with("Timeout", 900)
              .with("MemorySize", 1769);
      world.functions().create(DEPLOYER, name, config, code(part, 0));
    }
    return world
        .states()
        .create(
            DEPLOYER,
            new Engine.Blueprint(
                "embedding-line-ingest",
                definition().replace("${account}", SITE.account()),
                SITE.role("embedding-line-ingest-role"),
                false,
                GROUP,
                "ALL"));
  }

  private static String name(String part) {
    return "embedding-line-" + part + "-lambda-dev";
  }

  private static String definition() throws IOException {
    try (InputStream in =
        Traffic.class.getResourceAsStream("/dev/afterimage/lab/scenario/line-ingest.asl.json")) {
      return new String(
          requireNonNull(in, "the definition is no resource").readAllBytes(),
          StandardCharsets.UTF_8);
    }
  }

  private Code code(String part, int revision) {
    Image image =
        new ImageBuilder("arm64", world.now())
            .command("app.handler")
            .layer("COPY . .", Map.of("var/task/app.py", "# " + part + " " + revision + "\n"))
            .build();
    String repository = name(part) + "-repo";
    world.platform().registry().push(DEPLOYER, repository, image, List.of("latest"));
    if (part.equals("normalize")) {
      digests.add(image.digest());
    }
    return Code.image(
        programs.of(part, revision),
        new Code.Pinned(repository, world.platform().registry().uri(repository, "latest"), image));
  }

  /** Every few days all functions are deployed anew. */
  private void planDeployments() {
    Duration each = plan.span().dividedBy(Hidden.REVISIONS);
    for (int i = 1; i < Hidden.REVISIONS; i++) {
      int revision = i;
      world
          .ground()
          .simulation()
          .after(
              each.multipliedBy(i),
              () ->
                  TrafficPrograms.PARTS.forEach(
                      part ->
                          world
                              .functions()
                              .updateCode(DEPLOYER, name(part), code(part, revision))));
    }
  }

  private void planRuns(String machine) {
    for (int i = 0; i < plan.runs(); i++) {
      Duration at = Duration.ofMillis(random.upTo(plan.span().toMillis()));
      ObjectNode input = input("run-%06d".formatted(i));
      world.ground().simulation().after(at, () -> start(machine, input));
    }
  }

  private void start(String machine, ObjectNode input) {
    try {
      world.states().start(DEPLOYER, machine, input.path("run").asText(), Json.text(input));
    } catch (ServiceException e) {
      throw new IllegalStateException("a run cannot be started: " + e.message(), e);
    }
  }

  private ObjectNode input(String run) {
    ObjectNode input = Json.object().put("run", run);
    hidden.decoys().forEach((name, values) -> input.put(name, random.pick(values)));
    ArrayNode list = input.putArray("batches");
    for (String batch : random.some(batches, random.between(2, 5))) {
      list.addObject().put("batch_id", batch).put("lines", random.between(200, 900));
    }
    return input;
  }

  /** The functions as they are in the end, and what was changed about them. */
  private void writeAnswers(Path folder) throws IOException {
    Account account = world.account();
    for (String part : TrafficPrograms.PARTS) {
      write(
          folder.resolve("lambda-get-function-" + name(part) + ".json"),
          account,
          "lambda",
          call("lambda", "GetFunction", Json.object("FunctionName", name(part))));
    }
    ObjectNode lookup = Json.object();
    lookup
        .putArray("LookupAttributes")
        .addObject()
        .put("AttributeKey", "EventSource")
        .put("AttributeValue", "lambda.amazonaws.com");
    write(
        folder.resolve("cloudtrail-lookup-events.json"),
        account,
        "cloudtrail",
        call("cloudtrail", "LookupEvents", lookup));
  }

  private static Call call(String service, String operation, ObjectNode input) {
    return new Call(
        service, operation, input, new Caller("arn:aws:iam::0:user/export", "192.0.2.9", "export"));
  }

  private static void write(Path file, Account account, String service, Call call)
      throws IOException {
    try {
      Files.writeString(file, new CliShape(ZoneOffset.UTC).print(service, account.answer(call)));
    } catch (ServiceException e) {
      throw new IllegalStateException("the export is refused: " + e.message(), e);
    }
  }

  private void writeLabels(Path folder) throws IOException {
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i < plan.runs(); i++) {
      String run = "run-%06d".formatted(i);
      String cause = programs.causes().getOrDefault(run, "none");
      failed += cause.equals("none") ? 0 : 1;
      labels.append(Json.text(Json.object().put("run", run).put("cause", cause))).append('\n');
    }
    Files.writeString(folder.resolve("labels.jsonl"), labels.toString());
    ObjectNode truth = Json.object().put("runs", plan.runs()).put("failed", failed);
    truth.put("shuffled", plan.isShuffled());
    ObjectNode causes = truth.putObject("causes");
    if (!plan.isShuffled()) {
      causes.putObject("stale-init-state").put("ageSeconds", hidden.oldestGoodAge());
      causes
          .putObject("code-changed")
          .put("digest", digests.path(hidden.badRevision()).asText())
          .put("function", name("normalize"));
      causes.putObject("poison-item").put("batch_id", hidden.poison());
    }
    truth.set("decoys", Json.texts(hidden.decoys().keySet()));
    Files.writeString(folder.resolve("truth.json"), truth.toPrettyString() + "\n");
  }
}
