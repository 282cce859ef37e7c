// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.code.Effect;
import dev.afterimage.lab.code.Step;
import dev.afterimage.lab.code.Steps;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.lambda.FunctionConfig;
import dev.afterimage.lab.workload.FunctionDraft;
import dev.afterimage.lab.workload.Item;
import dev.afterimage.lab.workload.Role;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** What goes wrong in the process itself: it does not start, it ends, it throws. */
final class RuntimeFaults {
  private static final String HANDLED = "handled-exception";
  private static final String INIT_CRASH = "init-crash";

  private RuntimeFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of("runtime-exit", RuntimeFaults::exit),
        Fault.of(INIT_CRASH, RuntimeFaults::crashAtImport),
        broken("import-module", RuntimeFaults::missingModule),
        broken("handler-not-found", RuntimeFaults::missingHandler),
        broken("user-syntax", RuntimeFaults::syntax),
        image("invalid-entrypoint", RuntimeFaults::entrypoint),
        image("invalid-workdir", RuntimeFaults::workingDirectory),
        image("arch-mismatch", RuntimeFaults::architecture),
        broken("file-perm", RuntimeFaults::filePermission),
        Fault.of("extension-fail", d -> d.image(false), RuntimeFaults::extension),
        Fault.of("marshal", RuntimeFaults::marshal),
        Fault.of(HANDLED, RuntimeFaults::handled));
  }

  /** A function that never worked: it is called for the first time in the bad run. */
  private static Fault broken(String id, Function<FunctionDraft, Truth> breaking) {
    return Fault.of(
        id, demands -> demands.side().target(Role.SIDE), stage -> never(stage, breaking));
  }

  private static Fault image(String id, Function<FunctionDraft, Truth> breaking) {
    return Fault.of(
        id,
        demands -> demands.side().target(Role.SIDE).image(true),
        stage -> never(stage, breaking));
  }

  private static Truth never(Stage stage, Function<FunctionDraft, Truth> breaking) {
    if (stage.random().chance(0.5)) {
      stage.plan().dropBaseline();
      return breaking.apply(stage.aim(Role.MERGER)).or();
    }
    stage.plan().badInput().put("side", true);
    return breaking.apply(stage.aim(Role.SIDE)).or("input-changed");
  }

  private static void importStep(FunctionDraft draft, Step step) {
    draft.init().add(Math.min(1, draft.init().size()), step);
  }

  private static Truth missingModule(FunctionDraft draft) {
    String message =
        switch (draft.language()) {
          case PYTHON -> "Unable to import module 'app': No module named 'orjson'";
          case NODE ->
              "Error: Cannot find module 'undici'\nRequire stack:\n- /var/runtime/index.mjs";
          case JAVA -> "Class not found: com.example.App";
        };
    importStep(draft, Steps.raiseNamed("Runtime.ImportModuleError", message));
    return Truth.of("import-module", INIT_CRASH);
  }

  private static Truth missingHandler(FunctionDraft draft) {
    String message =
        switch (draft.language()) {
          case PYTHON -> "Handler 'main' missing on module 'app'";
          case NODE -> "index.main is undefined or not exported";
          case JAVA -> "No public method named main on class com.example.App";
        };
    if (!draft.config().isImage()) {
      draft.configure(
          config -> config.with("Handler", draft.language().handler().replace("handle", "main")));
    } else {
      ObjectNode override = Json.object();
      override.putObject("ImageConfig").putArray("Command").add("app.main");
      draft.configure(config -> config.with("ImageConfigResponse", override));
    }
    importStep(draft, Steps.raiseNamed("Runtime.HandlerNotFound", message));
    return Truth.of("handler-not-found", INIT_CRASH);
  }

  private static Truth syntax(FunctionDraft draft) {
    String message =
        switch (draft.language()) {
          case PYTHON -> "Syntax error in module 'app': invalid syntax (app.py, line 31)";
          case NODE -> "SyntaxError: Unexpected token '}'";
          case JAVA -> "java.lang.VerifyError: Bad type on operand stack";
        };
    importStep(draft, Steps.raiseNamed("Runtime.UserCodeSyntaxError", message));
    return Truth.of("user-syntax", INIT_CRASH);
  }

  /** Makes the image one whose process the platform cannot start. */
  private static void unlaunched(FunctionDraft draft, String type, String message) {
    draft.init().clear();
    draft
        .init()
        .add(
            p ->
                new Effect.Call(
                    List.of(
                        q -> Effect.take(Duration.ofMillis(5)),
                        q -> new Effect.Unlaunched(type, message))));
  }

  private static void toImage(FunctionDraft draft) {
    if (!draft.config().isImage()) {
      ObjectNode shape = draft.config().shape();
      shape.remove(List.of("Runtime", "Handler", "PackageType"));
      draft.configure(
          config ->
              FunctionConfig.ofImage(config.role(), shape.path("Architectures").path(0).asText())
                  .withAll(shape));
    }
  }

  private static Truth entrypoint(FunctionDraft draft) {
    toImage(draft);
    ObjectNode override = Json.object();
    override.putObject("ImageConfig").putArray("EntryPoint").add("/opt/start.sh");
    draft.configure(config -> config.with("ImageConfigResponse", override));
    unlaunched(
        draft, "Runtime.InvalidEntrypoint", "fork/exec /opt/start.sh: no such file or directory");
    return Truth.of("invalid-entrypoint", INIT_CRASH);
  }

  private static Truth workingDirectory(FunctionDraft draft) {
    toImage(draft);
    ObjectNode override = Json.object();
    override.putObject("ImageConfig").put("WorkingDirectory", "/srv/app");
    draft.configure(config -> config.with("ImageConfigResponse", override));
    unlaunched(draft, "Runtime.InvalidWorkingDir", "chdir /srv/app: no such file or directory");
    return Truth.of("invalid-workdir", INIT_CRASH);
  }

  private static Truth architecture(FunctionDraft draft) {
    toImage(draft);
    unlaunched(
        draft, "Runtime.InvalidEntrypoint", "fork/exec /lambda-entrypoint.sh: exec format error");
    return Truth.of("arch-mismatch", "invalid-entrypoint").or("invalid-entrypoint");
  }

  private static Truth filePermission(FunctionDraft draft) {
    Step open =
        switch (draft.language()) {
          case PYTHON ->
              Steps.raiseNamed(
                  "PermissionError", "[Errno 13] Permission denied: '/var/task/model.bin'");
          case NODE ->
              Steps.raiseNamed(
                  "Error", "EROFS: read-only file system, open '/var/task/cache.json'");
          case JAVA ->
              Steps.raiseNamed(
                  "java.io.FileNotFoundException", "/var/task/model.bin (Permission denied)");
        };
    draft.work().add(0, open);
    return Truth.of("file-perm", HANDLED);
  }

  /** The process ends in the middle of a request. */
  private static Truth exit(Stage stage) {
    FunctionDraft draft = stage.aim(stage.random().chance(0.6) ? Role.WORKER : Role.MERGER);
    String reason =
        stage
            .random()
            .pick(List.of("", "exit status 1", "exit status 106", "signal: segmentation fault"));
    draft
        .work()
        .add(
            Steps.when(
                draft.role() == Role.WORKER
                    ? stage.once(stage.random().between(0, 3))
                    : p -> stage.isBad(),
                p -> new Effect.Exit(reason)));
    return draft.role() == Role.WORKER
        ? Truth.of("runtime-exit", "map-failfast")
        : Truth.of("runtime-exit");
  }

  /** On the hosts of another day a native library ends the process while it is loaded. */
  private static Truth crashAtImport(Stage stage) {
    FunctionDraft draft = stage.aim(stage.random().pick(List.of(Role.LISTER, Role.MERGER)));
    stage.plan().drawGap(Duration.ofHours(3), Duration.ofHours(30));
    stage.plan().keepQuiet();
    draft
        .init()
        .add(Steps.when(p -> stage.isBad(), p -> new Effect.Exit("signal: illegal instruction")));
    return Truth.of(INIT_CRASH, "runtime-exit").or("runtime-exit");
  }

  /** An agent that comes with a layer does not start any more. */
  private static Truth extension(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    stage.plan().drawGap(Duration.ofHours(3), Duration.ofHours(20));
    String layer =
        stage
            .world()
            .ground()
            .site()
            .arn("lambda", "layer:trace-agent:" + stage.random().between(3, 90));
    stage.world().fleet().extensions().add(layer, "trace-agent");
    ObjectNode entry = Json.object().put("Arn", layer).put("CodeSize", 18_204_113);
    draft.configure(config -> config.with("Layers", Json.array().add(entry)));
    String error =
        stage
            .random()
            .pick(List.of("Extension.Crash", "Extension.ExitError", "Extension.InitError"));
    stage.between(() -> stage.world().fleet().extensions().spoil(layer, error));
    return Truth.of("extension-fail", INIT_CRASH, "map-failfast");
  }

  /** The handler is done, and what it answers is no JSON. */
  private static Truth marshal(Stage stage) {
    FunctionDraft draft = stage.aim(stage.random().chance(0.5) ? Role.WORKER : Role.MERGER);
    String message =
        switch (draft.language()) {
          case PYTHON -> "Unable to marshal response: Object of type set is not JSON serializable";
          case NODE -> "Unable to stringify response body as json: Converting circular structure";
          case JAVA -> "Unable to marshal response: infinite recursion";
        };
    draft
        .after()
        .add(
            Steps.when(
                draft.role() == Role.WORKER ? stage.once(1) : p -> stage.isBad(),
                Steps.raiseNamed("Runtime.MarshalError", message)));
    return Truth.of("marshal");
  }

  /** The handler throws, for no reason that anybody outside could know. */
  private static Truth handled(Stage stage) {
    FunctionDraft draft = stage.aim(stage.random().pick(List.of(Role.LISTER, Role.MERGER)));
    draft
        .work()
        .add(Steps.when(p -> stage.isBad(), Steps.raise("boom", p -> new Object[] {Item.key(p)})));
    return Truth.of(HANDLED).or("nondeterminism");
  }
}
