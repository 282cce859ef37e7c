// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.workload;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.lambda.Code;
import dev.afterimage.lab.network.Vpc;
import dev.afterimage.lab.outside.Location;
import dev.afterimage.lab.registry.Image;
import dev.afterimage.lab.registry.ImageBuilder;
import dev.afterimage.lab.sim.RandomStream;
import dev.afterimage.lab.states.Engine;
import dev.afterimage.lab.trail.Actor;
import dev.afterimage.lab.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A workflow in a world: deployed, deployed again, run. */
public final class Deployment {
  private static final Duration LATENCY = Duration.ofMillis(90);

  private final World world;
  private final Workload workload;
  private final Actor actor;
  private final RandomStream random;
  private Optional<Vpc> vpc = Optional.empty();
  private String machine = "";

  /** A workflow that is not deployed yet. */
  public Deployment(World world, Workload workload, Actor actor) {
    this.world = requireNonNull(world, "world is null");
    this.workload = requireNonNull(workload, "workload is null");
    this.actor = requireNonNull(actor, "actor is null");
    this.random = world.ground().randoms().stream("deployment");
    world.services().add(workload.traits().service(), Location.INTERNET, LATENCY);
    world.services().add("dynamodb", Location.AWS, Duration.ofMillis(8));
    world.services().add("secretsmanager", Location.AWS, Duration.ofMillis(25));
    world.services().add("db.internal", Location.PRIVATE, Duration.ofMillis(6));
  }

  /** Returns who deploys. */
  public Actor actor() {
    return actor;
  }

  /** Returns the state machine's ARN. */
  public String machine() {
    return machine;
  }

  /** Returns the VPC, where the functions are in one. */
  public Optional<Vpc> vpc() {
    return vpc;
  }

  /** Creates everything for the first time. */
  public void create() {
    if (workload.traits().isInVpc()) {
      String region = world.ground().site().region();
      vpc = Optional.of(world.platform().network().createVpc(List.of(region + "a", region + "b")));
    }
    workload.functions().forEach(this::create);
    machine =
        world
            .states()
            .create(
                actor,
                new Engine.Blueprint(
                    workload.traits().machine(),
                    workload.definitionText(),
                    role(),
                    false,
                    workload.traits().logGroup(),
                    "ALL"));
  }

  /** Returns the execution role's ARN. */
  public String role() {
    return world.ground().site().role(workload.traits().machine() + "-role");
  }

  private void create(FunctionDraft draft) {
    vpc.ifPresent(network -> draft.configure(config -> config.with("VpcConfig", place(network))));
    world.functions().create(actor, draft.name(), draft.config(), code(draft, "1"));
    publish(draft);
  }

  private static ObjectNode place(Vpc network) {
    ObjectNode place = Json.object();
    place.set("SubnetIds", Json.texts(network.subnets()));
    place.putArray("SecurityGroupIds").add(network.group());
    return place.put("VpcId", network.id()).put("Ipv6AllowedForDualStack", false);
  }

  private void publish(FunctionDraft draft) {
    if (!draft.qualifier().isEmpty()) {
      String number = world.functions().publish(actor, draft.name());
      world.functions().putAlias(actor, draft.name(), draft.qualifier(), number, Map.of());
    }
  }

  /** Builds the code of a draft and pushes its image, where it has one. */
  public Code code(FunctionDraft draft, String revision) {
    if (!draft.config().isImage()) {
      return Code.zip(draft.program(), draft.name() + revision);
    }
    String repository = draft.name() + "-repo";
    Image image = image(draft, revision);
    List<String> tags = List.of("latest", random.hex(12));
    world.platform().registry().push(actor, repository, image, tags);
    String uri = world.platform().registry().uri(repository, "latest");
    return Code.image(draft.program(), new Code.Pinned(repository, uri, image));
  }

  /** Builds an image of a draft without pushing it. */
  public Image image(FunctionDraft draft, String revision) {
    ArrayNode architectures = draft.config().shape().withArray("Architectures");
    String architecture = architectures.path(0).asText().equals("arm64") ? "arm64" : "amd64";
    String file = draft.language().file().replaceFirst("^/", "");
    return new ImageBuilder(architecture, world.now())
        .command(draft.language().handler())
        .label("org.opencontainers.image.revision", random.hex(40))
        .layer("COPY . .", Map.of(file, "// " + draft.name() + " " + revision + "\n"))
        .build();
  }

  /** Deploys the code of a draft as it is now, and waits until it is in force. */
  public void redeploy(FunctionDraft draft, String revision) {
    world.functions().updateCode(actor, draft.name(), code(draft, revision));
    settle(draft);
    publish(draft);
  }

  /** Changes the configuration of a function, and waits until it is in force. */
  public void reconfigure(FunctionDraft draft, ObjectNode changes) {
    world.functions().updateConfiguration(actor, draft.name(), changes);
    settle(draft);
    publish(draft);
  }

  private void settle(FunctionDraft draft) {
    while (!world.functions().isSettled(draft.name())) {
      world.run(Duration.ofSeconds(2));
    }
  }

  /** Deploys the definition as it is now. */
  public void updateDefinition() {
    world.states().update(actor, machine, workload.definitionText());
  }

  /** Starts a run; returns its ARN. */
  public String start(Actor caller, ObjectNode input) {
    String name = random.uuid();
    try {
      return world.states().start(caller, machine, name, Json.text(input));
    } catch (ServiceException e) {
      throw new IllegalStateException("the run cannot be started: " + e.message(), e);
    }
  }
}
