// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.code.Effect;
import dev.afterimage.lab.code.Language;
import dev.afterimage.lab.code.Level;
import dev.afterimage.lab.code.Reply;
import dev.afterimage.lab.code.Steps;
import dev.afterimage.lab.code.Trouble;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.lambda.Code;
import dev.afterimage.lab.outside.Behaviours;
import dev.afterimage.lab.trail.ManagementCall;
import dev.afterimage.lab.workload.FunctionDraft;
import dev.afterimage.lab.workload.Item;
import dev.afterimage.lab.workload.Role;
import dev.afterimage.lab.workload.Wiring;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What goes wrong because somebody changed something. */
final class ChangeFaults {
  private static final String HANDLED = "handled-exception";
  private static final String MAP = "map-failfast";
  private static final String CODE = "code-changed";
  private static final String SECRET = "prod/api";

  private ChangeFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of(CODE, ChangeFaults::code),
        Fault.of("config-changed", ChangeFaults::configuration),
        Fault.of("def-changed", d -> d.wiring(Wiring.OPTIMISED), ChangeFaults::definition),
        Fault.of("midrun-update", d -> d.items(10).qualifier(""), ChangeFaults::midrun),
        Fault.of("code-storage", ChangeFaults::failedDeploy),
        Fault.of("runtime-deprecated", d -> d.image(false).qualifier(""), ChangeFaults::runtime),
        Fault.of("env-secret-changed", ChangeFaults::secret));
  }

  private static Truth code(Stage stage) {
    FunctionDraft draft = stage.aim(stage.random().chance(0.6) ? Role.WORKER : Role.MERGER);
    String map = draft.role() == Role.WORKER ? MAP : "";
    switch (stage.random().between(0, 2)) {
      case 0 -> {
        String message =
            draft.language() == Language.NODE
                ? "Error: Cannot find module 'zod'\nRequire stack:\n- /var/runtime/index.mjs"
                : "Unable to import module 'app': No module named 'pydantic'";
        stage.between(
            () -> {
              draft.init().add(1, Steps.raiseNamed("Runtime.ImportModuleError", message));
              stage.deployment().redeploy(draft, "2");
            });
        return chain(CODE, "import-module", map);
      }
      case 1 -> {
        stage.between(
            () -> {
              draft
                  .work()
                  .add(Steps.raise("rule.broken", p -> new Object[] {"limits", Item.key(p)}));
              stage.deployment().redeploy(draft, "2");
            });
        return chain(CODE, HANDLED, map);
      }
      default -> {
        draft.configure(config -> config.with("Timeout", 15));
        stage.between(
            () -> {
              draft.work().add(p -> Effect.take(Duration.ofSeconds(40)));
              stage.deployment().redeploy(draft, "2");
            });
        return chain(CODE, "fn-timeout", map);
      }
    }
  }

  private static Truth chain(String root, String leaf, String map) {
    return map.isEmpty() ? Truth.of(root, leaf) : Truth.of(root, leaf, map);
  }

  private static Truth configuration(Stage stage) {
    FunctionDraft draft = stage.aim(stage.random().chance(0.6) ? Role.WORKER : Role.MERGER);
    String map = draft.role() == Role.WORKER ? MAP : "";
    switch (stage.random().between(0, 3)) {
      case 0 -> {
        draft.configure(config -> config.with("Timeout", 60));
        draft.setPace(Duration.ofSeconds(9));
        stage.between(() -> change(stage, draft, Json.object().put("Timeout", 3)));
        return chain("config-changed", "fn-timeout", map);
      }
      case 1 -> {
        draft.configure(config -> config.with("MemorySize", 1024));
        draft
            .work()
            .add(
                p -> {
                  p.machine().use(480);
                  return Effect.NEXT;
                });
        stage.between(() -> change(stage, draft, Json.object().put("MemorySize", 512)));
        return chain("config-changed", "oom", map);
      }
      case 2 -> {
        draft.configure(config -> config.withVariable("BUCKET", "line-data"));
        draft
            .work()
            .add(
                0,
                Steps.when(
                    p -> p.env("BUCKET").isEmpty(),
                    Steps.raise("setting.missing", p -> new Object[] {"BUCKET"})));
        stage.between(
            () -> {
              ObjectNode environment = Json.object();
              environment
                  .putObject("Environment")
                  .putObject("Variables")
                  .put("STAGE", "prod")
                  .put("LOG_LEVEL", "INFO");
              change(stage, draft, environment);
            });
        Truth truth = chain("config-changed", HANDLED, map);
        // Without versions to compare, nothing that AWS keeps says which variable there was.
        return draft.qualifier().isEmpty() ? truth.or(HANDLED) : truth;
      }
      default -> {
        FunctionDraft worker = stage.aim(Role.WORKER);
        worker.setPace(Duration.ofSeconds(3));
        stage.workload().map().put("MaxConcurrency", 40);
        stage.between(
            () ->
                stage
                    .world()
                    .functions()
                    .reserve(stage.operator(), worker.name(), OptionalInt.of(1)));
        return chain("config-changed", "throttle-reserved", MAP);
      }
    }
  }

  private static void change(Stage stage, FunctionDraft draft, ObjectNode changes) {
    stage.deployment().reconfigure(draft, changes);
  }

  private static Truth definition(Stage stage) {
    switch (stage.random().between(0, 2)) {
      case 0 -> {
        stage.between(
            () -> {
              stage.workload().map().put("ItemsPath", "$.listed.value.entries");
              stage.deployment().updateDefinition();
            });
        return Truth.of("def-changed", "sfn-runtime");
      }
      case 1 -> {
        FunctionDraft draft = stage.aim(Role.WORKER);
        draft.setPace(Duration.ofSeconds(8));
        draft.configure(config -> config.with("Timeout", 60));
        stage.between(
            () -> {
              stage.workload().stateOf(draft).put("TimeoutSeconds", 2);
              stage.deployment().updateDefinition();
            });
        return Truth.of("def-changed", "sfn-task-timeout", MAP);
      }
      default -> {
        FunctionDraft draft = stage.aim(Role.MERGER);
        String missing = stage.world().ground().site().function(draft.name().replace("-", "_"));
        stage.between(
            () -> {
              stage
                  .workload()
                  .stateOf(draft)
                  .withObject("/Parameters")
                  .put("FunctionName", missing);
              stage.deployment().updateDefinition();
            });
        return Truth.of("def-changed", "fn-not-found");
      }
    }
  }

  /** While items are worked on, the worker comes to answer in another way. */
  private static Truth midrun(Stage stage) {
    FunctionDraft worker = stage.aim(Role.WORKER);
    worker.setPace(Duration.ofSeconds(4));
    worker.configure(config -> config.with("Timeout", 60));
    stage.workload().map().put("MaxConcurrency", 1);
    FunctionDraft merger = stage.workload().function(Role.MERGER);
    merger
        .work()
        .add(
            Steps.when(
                p -> lacks(p.event().path("worked"), "rows"),
                Steps.raise("field.missing", p -> new Object[] {"rows", Item.key(p)})));
    stage.duringBad(
        Duration.ofSeconds(8),
        () -> {
          worker.answerWith(
              usual -> p -> Json.object().put("key", Item.key(p)).put("total", Item.size(p)));
          stage
              .world()
              .functions()
              .updateCode(
                  stage.deployment().actor(), worker.name(), stage.deployment().code(worker, "2"));
        });
    return Truth.of("midrun-update", HANDLED).or(CODE);
  }

  private static boolean lacks(JsonNode parts, String field) {
    for (JsonNode part : parts) {
      if (!part.has(field)) {
        return true;
      }
    }
    return false;
  }

  /** Two functions are deployed together; for one of them it fails, and its old code goes on. */
  private static Truth failedDeploy(Stage stage) {
    FunctionDraft worker = stage.aim(Role.WORKER);
    FunctionDraft merger = stage.workload().function(Role.MERGER);
    stage.between(
        () -> {
          refuse(stage, worker);
          merger
              .work()
              .add(
                  Steps.when(
                      p -> lacks(p.event().path("worked"), "weight"),
                      Steps.raise("field.missing", p -> new Object[] {"weight", Item.key(p)})));
          stage.deployment().redeploy(merger, "2");
        });
    return Truth.of("code-storage", HANDLED).or(CODE);
  }

  private static void refuse(Stage stage, FunctionDraft worker) {
    if (worker.config().isImage()) {
      Code code = stage.deployment().code(worker, "2");
      stage
          .world()
          .functions()
          .failUpdate(
              stage.deployment().actor(),
              worker.name(),
              code,
              "InvalidImage The image manifest, config or layer media type for the source image is not supported.");
    } else {
      stage
          .world()
          .functions()
          .refuseUpdate(
              stage.deployment().actor(),
              worker.name(),
              "CodeStorageExceededException",
              "Code storage limit exceeded.");
    }
  }

  /** AWS moves the function to a runtime on which something that it uses is gone. */
  private static Truth runtime(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    boolean[] moved = {false};
    String type = draft.language() == Language.PYTHON ? "AttributeError" : "TypeError";
    String message =
        draft.language() == Language.PYTHON
            ? "module 'collections' has no attribute 'Mapping'"
            : "crypto.createCipher is not a function";
    draft.work().add(Steps.when(p -> moved[0], Steps.raiseNamed(type, message)));
    stage.between(
        () -> {
          moved[0] = true;
          stage
              .world()
              .functions()
              .patchRuntime(
                  draft.name(),
                  "arn:aws:lambda:%s::runtime:%s"
                      .formatted(stage.world().ground().site().region(), stage.random().hex(64)));
        });
    return Truth.of("runtime-deprecated", HANDLED);
  }

  /** A secret is read when the module is loaded, and rotated while processes live. */
  private static Truth secret(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    stage.plan().keepQuiet();
    stage.plan().drawGap(Duration.ofMinutes(5), Duration.ofMinutes(9));
    stage.workload().map().put("MaxConcurrency", 40);
    stage.world().services().set(SECRET, stage.random().hex(20));
    draft.init().add(Steps.call("secretsmanager"));
    draft
        .init()
        .add(
            p -> {
              p.process().put("secret", p.outside().setting(SECRET));
              return Effect.NEXT;
            });
    String service = stage.workload().traits().service();
    draft
        .work()
        .add(
            Steps.call(
                service, p -> Map.of("credential", String.valueOf(p.process().get("secret")))));
    draft.work().add(Steps.say(Level.DEBUG, "fetched", p -> new Object[] {service}));
    stage
        .world()
        .services()
        .change(
            service,
            Behaviours.troubled(
                Instant.MIN,
                request ->
                    !request.attribute("credential").isEmpty()
                        && !request
                            .attribute("credential")
                            .equals(stage.world().services().setting(SECRET)),
                new Reply(Duration.ofMillis(45), Trouble.UNAUTHORIZED, "")));
    stage.between(
        () -> {
          stage.world().services().set(SECRET, stage.random().hex(20));
          ObjectNode request = Json.object("secretId", SECRET);
          String event = stage.random().pick(List.of("RotateSecret", "PutSecretValue"));
          stage.record(
              new ManagementCall(stage.operator(), "secretsmanager", event)
                  .request(request)
                  .about("AWS::SecretsManager::Secret", SECRET));
        });
    return Truth.of("env-secret-changed", HANDLED);
  }
}
