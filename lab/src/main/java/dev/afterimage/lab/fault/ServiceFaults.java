// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.account.Keys;
import dev.afterimage.lab.account.Quotas;
import dev.afterimage.lab.code.Effect;
import dev.afterimage.lab.code.Language;
import dev.afterimage.lab.code.LogStyle;
import dev.afterimage.lab.code.Program;
import dev.afterimage.lab.code.Reply;
import dev.afterimage.lab.code.Steps;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.lambda.Code;
import dev.afterimage.lab.lambda.FunctionConfig;
import dev.afterimage.lab.lambda.InvokeRequest;
import dev.afterimage.lab.lambda.ServiceHealth;
import dev.afterimage.lab.network.Vpc;
import dev.afterimage.lab.outside.Behaviours;
import dev.afterimage.lab.outside.Location;
import dev.afterimage.lab.registry.Image;
import dev.afterimage.lab.trail.ManagementCall;
import dev.afterimage.lab.workload.FunctionDraft;
import dev.afterimage.lab.workload.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What goes wrong before a function runs: Lambda refuses. */
final class ServiceFaults {
  private static final String MAP = "map-failfast";
  private static final int MOST_HOPS = 16;
  private static final Duration LONG_AGO = Duration.ofHours(4);

  private ServiceFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of("throttle-reserved", d -> d.items(8), ServiceFaults::reserved),
        Fault.of("throttle-account", d -> d.items(6), ServiceFaults::account),
        Fault.of("throttle-rate", d -> d.items(10), ServiceFaults::rate),
        Fault.of("fn-pending-inactive", d -> d.image(true), ServiceFaults::asleep),
        Fault.of("image-bad", d -> d.image(true).qualifier(""), ServiceFaults::badImage),
        Fault.of("image-deleted", d -> d.image(true), ServiceFaults::deletedImage),
        Fault.of("ecr-permission", d -> d.image(true), ServiceFaults::deniedImage),
        Fault.of("kms", ServiceFaults::key),
        Fault.of("efs", d -> d.inVpc(true).items(12), ServiceFaults::mountTarget),
        Fault.of("eni-limit", d -> d.inVpc(true), ServiceFaults::addresses),
        Fault.of("vpc-config-invalid", d -> d.inVpc(true), ServiceFaults::deletedNetwork),
        Fault.of("fn-not-found", ServiceFaults::deletedFunction),
        Fault.of("recursion", d -> d.items(24), ServiceFaults::recursion),
        Fault.of("service-fault", ServiceFaults::serviceFault));
  }

  /** A second run of the same workflow wants the same few sandboxes. */
  private static void overlap(Stage stage) {
    stage.beforeBad(
        () -> {
          stage.deployment().start(stage.deployment().actor(), stage.workload().input());
          stage.world().run(Duration.ofMillis(60));
        });
  }

  private static Truth reserved(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    int limit = stage.random().between(3, 5);
    draft.setPace(Duration.ofSeconds(3));
    stage.workload().map().put("MaxConcurrency", limit);
    stage.onDeployed(
        () ->
            stage
                .world()
                .functions()
                .reserve(stage.deployment().actor(), draft.name(), OptionalInt.of(limit)));
    overlap(stage);
    return Truth.of("throttle-reserved", MAP);
  }

  private static Truth account(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    draft.setPace(Duration.ofSeconds(2));
    int limit = stage.random().pick(List.of(10, 20, 50));
    stage.world().platform().quotas().set(Quotas.CONCURRENT_EXECUTIONS, limit);
    stage.workload().map().put("MaxConcurrency", 3);
    String neighbour = "nightly-export-" + stage.random().hex(4);
    Program busy =
        new Program(
            Language.PYTHON,
            LogStyle.PYTHON_LOGGING,
            draft.wording(),
            List.of(p -> Effect.take(Duration.ofMillis(300))),
            List.of(p -> Effect.take(Duration.ofSeconds(55))));
    stage.onDeployed(
        () ->
            stage
                .world()
                .functions()
                .create(
                    stage.deployment().actor(),
                    neighbour,
                    FunctionConfig.ofZip(draft.config().role(), "x86_64", Language.PYTHON)
                        .with("Timeout", 60),
                    Code.zip(busy, neighbour)));
    stage.duringBad(Duration.ofMillis(400), () -> crowd(stage, neighbour, limit));
    stage.duringBad(Duration.ofMillis(1400), () -> crowd(stage, neighbour, limit));
    return Truth.of("throttle-account");
  }

  private static void crowd(Stage stage, String function, int count) {
    for (int i = 0; i < count; i++) {
      stage
          .world()
          .fleet()
          .invoke(
              new InvokeRequest(function, "", "{}", stage.deployment().role(), false),
              result -> {});
    }
  }

  private static Truth rate(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    draft.setPace(Duration.ofMillis(90));
    stage.workload().map().put("MaxConcurrency", 40);
    stage.world().fleet().limitRate(draft.name(), 11);
    overlap(stage);
    overlap(stage);
    return Truth.of("throttle-rate", MAP);
  }

  /** Nobody called the function for weeks. */
  private static Truth asleep(Stage stage) {
    stage.aim(Role.WORKER);
    stage.plan().drawGap(Duration.ofDays(16), Duration.ofDays(40));
    stage.plan().keepQuiet();
    stage.beforeBad(() -> stage.world().fleet().deactivate(stage.target().name()));
    return Truth.of("fn-pending-inactive");
  }

  private static Truth badImage(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    stage.plan().drawGap(LONG_AGO, Duration.ofDays(3));
    stage.between(
        () ->
            stage
                .world()
                .functions()
                .failImage(
                    draft.name(),
                    "InvalidImage The image manifest, config or layer media type for the source image is not supported."));
    return Truth.of("image-bad");
  }

  /** A newer image took the tag, and a rule expires what has none. */
  private static Truth deletedImage(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    stage.plan().drawGap(LONG_AGO, Duration.ofDays(4));
    stage.plan().keepQuiet();
    String repository = draft.name() + "-repo";
    String[] digest = {""};
    stage.onDeployed(
        () -> {
          digest[0] =
              stage
                  .world()
                  .platform()
                  .registry()
                  .byTag(repository, "latest")
                  .map(Image::digest)
                  .orElse("");
          stage.deployment().code(draft, "newer");
        });
    stage.beforeBad(() -> stage.world().fleet().evictImage(draft.name()));
    stage.between(() -> stage.world().platform().registry().expire(repository, digest[0]));
    return Truth.of("image-deleted");
  }

  private static Truth deniedImage(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    stage.plan().drawGap(LONG_AGO, Duration.ofDays(2));
    stage.plan().keepQuiet();
    stage.between(
        () ->
            stage
                .world()
                .platform()
                .registry()
                .setPolicy(stage.operator(), draft.name() + "-repo", false));
    stage.beforeBad(() -> stage.world().fleet().evictImage(draft.name()));
    return Truth.of("ecr-permission");
  }

  private static Truth key(Stage stage) {
    FunctionDraft draft = stage.aim(stage.random().pick(List.of(Role.WORKER, Role.MERGER)));
    stage.plan().drawGap(LONG_AGO, Duration.ofDays(1));
    String key = stage.world().ground().site().arn("kms", "key/" + stage.random().uuid());
    draft.configure(config -> config.with("KMSKeyArn", key));
    Keys.State state =
        stage
            .random()
            .pick(
                List.of(
                    Keys.State.DISABLED, Keys.State.PENDING_DELETION, Keys.State.GRANT_REVOKED));
    stage.between(() -> stage.world().platform().keys().spoil(stage.operator(), key, state));
    return Truth.of("kms");
  }

  /** In one zone the file system has no mount target any more. */
  private static Truth mountTarget(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    stage.plan().drawGap(LONG_AGO, Duration.ofDays(1));
    stage.workload().map().put("MaxConcurrency", 40);
    stage.onDeployed(
        () -> {
          Vpc vpc = stage.deployment().vpc().orElseThrow();
          String point = stage.world().platform().fileSystems().create(vpc);
          ObjectNode changes = Json.object();
          changes
              .putArray("FileSystemConfigs")
              .addObject()
              .put("Arn", point)
              .put("LocalMountPath", "/mnt/data");
          stage.deployment().reconfigure(draft, changes);
        });
    stage.between(
        () -> {
          Vpc vpc = stage.deployment().vpc().orElseThrow();
          String target =
              stage
                  .world()
                  .platform()
                  .fileSystems()
                  .deleteTarget(stage.random().pick(vpc.subnets()))
                  .orElse("");
          stage.record(
              new ManagementCall(stage.operator(), "elasticfilesystem", "DeleteMountTarget")
                  .request(Json.object("mountTargetId", target)));
        });
    return Truth.of("efs", MAP);
  }

  private static Truth addresses(Stage stage) {
    stage.aim(Role.WORKER);
    stage.plan().drawGap(LONG_AGO, Duration.ofDays(1));
    stage.beforeBad(
        () ->
            stage
                .deployment()
                .vpc()
                .orElseThrow()
                .subnets()
                .forEach(s -> stage.world().platform().network().setFreeAddresses(s, 0)));
    return Truth.of("eni-limit");
  }

  private static Truth deletedNetwork(Stage stage) {
    stage.aim(Role.WORKER);
    stage.plan().drawGap(LONG_AGO, Duration.ofDays(1));
    boolean group = stage.random().chance(0.5);
    stage.between(
        () -> {
          Vpc vpc = stage.deployment().vpc().orElseThrow();
          String id = group ? vpc.group() : vpc.subnets().get(0);
          if (group) {
            stage.world().platform().network().deleteSecurityGroup(id);
          } else {
            stage.world().platform().network().deleteSubnet(id);
          }
          stage.record(
              new ManagementCall(
                      stage.operator(), "ec2", group ? "DeleteSecurityGroup" : "DeleteSubnet")
                  .request(Json.object(group ? "groupId" : "subnetId", id)));
        });
    return Truth.of("vpc-config-invalid");
  }

  private static Truth deletedFunction(Stage stage) {
    FunctionDraft draft = stage.aim(stage.random().pick(List.of(Role.WORKER, Role.MERGER)));
    stage.between(
        () -> {
          if (draft.qualifier().isEmpty()) {
            stage.world().functions().delete(stage.operator(), draft.name());
          } else {
            stage
                .world()
                .functions()
                .deleteAlias(stage.operator(), draft.name(), draft.qualifier());
          }
        });
    return Truth.of("fn-not-found");
  }

  /** The queue that the function writes to leads back to the function. */
  private static Truth recursion(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    draft.setPace(Duration.ofMillis(350));
    stage.workload().map().put("MaxConcurrency", 1);
    stage.world().services().add("loop-queue", Location.AWS, Duration.ofMillis(12));
    draft
        .after()
        .add(
            Steps.when(
                p -> stage.isBad(),
                Steps.call("loop-queue", p -> Map.of("hop", p.event().path("hop").asText("0")))));
    stage
        .world()
        .services()
        .change(
            "loop-queue",
            Behaviours.observed(
                Reply::isGood,
                request -> hop(stage, draft, Integer.parseInt(request.attribute("hop")))));
    return Truth.of("recursion", MAP);
  }

  private static void hop(Stage stage, FunctionDraft draft, int hop) {
    if (hop >= MOST_HOPS) {
      stage
          .world()
          .fleet()
          .stopRecursion(draft.name(), stage.world().now().plus(Duration.ofMinutes(30)));
      return;
    }
    ObjectNode message = stage.workload().catalog().pick().deepCopy().put("hop", hop + 1);
    stage
        .world()
        .fleet()
        .invoke(
            new InvokeRequest(
                draft.name(), draft.qualifier(), Json.text(message), draft.config().role(), true),
            result -> {});
  }

  private static Truth serviceFault(Stage stage) {
    stage.aim(Role.WORKER);
    ServiceHealth.Symptom symptom = stage.random().pick(List.of(ServiceHealth.Symptom.values()));
    stage.beforeBad(
        () ->
            stage
                .world()
                .fleet()
                .health()
                .fail(
                    stage.world().now(),
                    stage.world().now().plus(Duration.ofMinutes(9)),
                    symptom,
                    0.6));
    return Truth.of("service-fault");
  }
}
