// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.fault;

import dev.afterimage.lab.code.Effect;
import dev.afterimage.lab.code.Language;
import dev.afterimage.lab.code.Level;
import dev.afterimage.lab.code.ProcessView;
import dev.afterimage.lab.code.Reply;
import dev.afterimage.lab.code.Step;
import dev.afterimage.lab.code.Steps;
import dev.afterimage.lab.code.Trouble;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.lambda.InvokeRequest;
import dev.afterimage.lab.outside.Behaviours;
import dev.afterimage.lab.workload.FunctionDraft;
import dev.afterimage.lab.workload.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What goes wrong because time or memory runs out. */
final class LimitFaults {
  private static final String FN_TIMEOUT = "fn-timeout";
  private static final String TASK_TIMEOUT = "sfn-task-timeout";
  private static final String MAP = "map-failfast";

  private LimitFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of(FN_TIMEOUT, LimitFaults::functionTimeout),
        Fault.of(TASK_TIMEOUT, LimitFaults::taskTimeout),
        Fault.of("sfn-exec-timeout", LimitFaults::executionTimeout),
        Fault.of("init-timeout", LimitFaults::slowInit),
        Fault.of("oom", d -> d.target(Role.MERGER), LimitFaults::leak),
        Fault.of(
            "lang-heap-oom", d -> d.target(Role.MERGER).language(Language.NODE), LimitFaults::heap),
        Fault.of("cold-storm", d -> d.items(12).qualifier(""), LimitFaults::coldStorm),
        Fault.of("pc-spillover", d -> d.items(4).qualifier("live"), LimitFaults::spillover));
  }

  /** One invocation computes without end. */
  private static Truth functionTimeout(Stage stage) {
    FunctionDraft draft = stage.aim(stage.random().chance(0.7) ? Role.WORKER : Role.MERGER);
    draft.configure(config -> config.with("Timeout", stage.random().between(4, 20)));
    Predicate<ProcessView> stuck = stage.once(stage.random().between(0, 2));
    Step spin = p -> Effect.take(draft.config().timeout().multipliedBy(3));
    draft.work().add(Steps.when(draft.role() == Role.WORKER ? stuck : p -> stage.isBad(), spin));
    return draft.role() == Role.WORKER ? Truth.of(FN_TIMEOUT, MAP) : Truth.of(FN_TIMEOUT);
  }

  /** The state waits for less time than the function, which comes to its end later. */
  private static Truth taskTimeout(Stage stage) {
    FunctionDraft draft = stage.aim(stage.random().chance(0.6) ? Role.WORKER : Role.MERGER);
    int seconds = stage.random().between(14, 25);
    draft.configure(config -> config.with("Timeout", 300));
    stage.workload().stateOf(draft).put("TimeoutSeconds", seconds);
    Duration late = Duration.ofSeconds(seconds + stage.random().between(4, 40));
    draft.work().add(Steps.when(p -> stage.isBad(), p -> Effect.take(late)));
    return draft.role() == Role.WORKER ? Truth.of(TASK_TIMEOUT, MAP) : Truth.of(TASK_TIMEOUT);
  }

  /** The whole run has a budget, and some state takes longer than usual. */
  private static Truth executionTimeout(Stage stage) {
    FunctionDraft draft = stage.aim(Role.MERGER);
    draft.configure(config -> config.with("Timeout", 900));
    int seconds = stage.random().between(120, 200);
    stage.workload().definition().put("TimeoutSeconds", seconds);
    draft
        .work()
        .add(Steps.when(p -> stage.isBad(), p -> Effect.take(Duration.ofSeconds(seconds * 2L))));
    stage.plan().setBadStatus("TIMED_OUT");
    return Truth.of("sfn-exec-timeout");
  }

  /** Loading the module takes longer than the init phase may, and again inside the invocation. */
  private static Truth slowInit(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    stage.plan().drawGap(Duration.ofHours(3), Duration.ofHours(20));
    draft.configure(config -> config.with("Timeout", stage.random().between(10, 12)));
    draft
        .init()
        .add(p -> Effect.take(stage.isBad() ? Duration.ofSeconds(15) : Duration.ofMillis(5200)));
    return Truth.of("init-timeout", FN_TIMEOUT, MAP).or("cold-storm");
  }

  private static FunctionDraft often(Stage stage, int earlier) {
    stage.plan().keepQuiet();
    stage
        .plan()
        .setEarlier(earlier, stage.random().between(Duration.ofMinutes(3), Duration.ofMinutes(5)));
    stage.plan().drawGap(Duration.ofMinutes(3), Duration.ofMinutes(5));
    return stage.aim(Role.MERGER);
  }

  /** Something is kept from every request until the sandbox has no more memory. */
  private static Truth leak(Stage stage) {
    int earlier = stage.random().between(3, 5);
    FunctionDraft draft = often(stage, earlier);
    int free = draft.config().memory() - 100;
    int each = free / (earlier + 1) - stage.random().between(2, 8);
    draft.work().add(Steps.keep(each));
    draft.work().add(Steps.say(Level.INFO, "cached", p -> new Object[] {each}));
    return Truth.of("oom");
  }

  /** The language's own heap is smaller than the sandbox. */
  private static Truth heap(Stage stage) {
    int earlier = stage.random().between(3, 5);
    FunctionDraft draft = often(stage, earlier);
    draft.configure(
        config ->
            config
                .with("MemorySize", 2048)
                .withVariable("NODE_OPTIONS", "--max-old-space-size=512"));
    int each = 400 / (earlier + 1);
    draft.work().add(Steps.keep(each));
    draft
        .work()
        .add(
            Steps.when(
                p -> p.machine().used() > 480,
                p -> {
                  p.print(
                      "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory");
                  return new Effect.Exit("signal: aborted");
                }));
    return Truth.of("lang-heap-oom", "runtime-exit");
  }

  /** All sandboxes start at once and ask for the same secret; the API lets a few through. */
  private static Truth coldStorm(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    stage.plan().drawGap(Duration.ofHours(3), Duration.ofHours(9));
    stage.plan().setEarlier(0, Duration.ofMinutes(5));
    stage.workload().map().put("MaxConcurrency", 40);
    draft.configure(config -> config.with("Timeout", 8));
    stage
        .world()
        .services()
        .change(
            "secretsmanager", Behaviours.limited(2, Duration.ofSeconds(6), Trouble.API_THROTTLED));
    for (int i = 0; i < 6; i++) {
      draft.init().add(askForSecret());
    }
    draft.setPace(Duration.ofSeconds(2));
    warmUp(stage, draft);
    return Truth.of("cold-storm", "init-timeout", FN_TIMEOUT, MAP)
        .or("init-timeout", "aws-api-throttle");
  }

  private static Step askForSecret() {
    return p -> {
      if (p.process().containsKey("secret")) {
        return Effect.NEXT;
      }
      Reply reply = p.outside().send("secretsmanager", Map.of());
      if (reply.isGood()) {
        p.process().put("secret", true);
        return Effect.take(reply.after());
      }
      return Effect.take(p.random().latency(Duration.ofMillis(2700)));
    };
  }

  /** Callers that come one after the other fill the pool before the good run. */
  private static void warmUp(Stage stage, FunctionDraft draft) {
    stage.beforeGood(
        () -> {
          for (int i = 1; i <= 13; i++) {
            for (int k = 0; k < i; k++) {
              stage
                  .world()
                  .fleet()
                  .invoke(
                      new InvokeRequest(
                          draft.name(),
                          draft.qualifier(),
                          Json.text(stage.workload().catalog().pick()),
                          stage.deployment().role(),
                          false),
                      result -> {});
            }
            stage.world().run(Duration.ofSeconds(16));
          }
        });
  }

  /** Others use up the environments that are kept ready; the rest starts cold and slowly. */
  private static Truth spillover(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    stage.workload().map().put("MaxConcurrency", 4);
    draft.configure(config -> config.with("Timeout", 60));
    draft.init().add(p -> Effect.take(p.random().latency(Duration.ofMillis(7600))));
    draft.setPace(Duration.ofMillis(900));
    stage.workload().stateOf(draft).put("TimeoutSeconds", 4);
    stage.plan().drawGap(Duration.ofHours(2), Duration.ofHours(5));
    stage.plan().keepQuiet();
    stage.onDeployed(
        () ->
            stage
                .world()
                .functions()
                .provision(stage.deployment().actor(), draft.name(), "live", 6));
    stage.beforeBad(
        () -> {
          for (int i = 0; i < 40; i++) {
            int at = i;
            stage
                .world()
                .ground()
                .simulation()
                .after(Duration.ofMillis(150L * at), () -> burst(stage, draft));
          }
        });
    return Truth.of("pc-spillover", TASK_TIMEOUT, MAP);
  }

  private static void burst(Stage stage, FunctionDraft draft) {
    for (int k = 0; k < 2; k++) {
      stage
          .world()
          .fleet()
          .invoke(
              new InvokeRequest(
                  draft.name(),
                  draft.qualifier(),
                  Json.text(stage.workload().catalog().pick()),
                  stage.deployment().role(),
                  false),
              result -> {});
    }
  }
}
