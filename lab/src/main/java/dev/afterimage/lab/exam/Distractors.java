// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.exam;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.code.Effect;
import dev.afterimage.lab.code.Level;
import dev.afterimage.lab.code.Steps;
import dev.afterimage.lab.fault.Stage;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.sim.RandomStream;
import dev.afterimage.lab.workload.FunctionDraft;
import dev.afterimage.lab.workload.Item;
import dev.afterimage.lab.workload.Role;
import dev.afterimage.lab.workload.Workload;
import java.time.Duration;
import java.util.List;

/** What happens around the runs and has nothing to do with how they end. */
final class Distractors {
  private final Stage stage;
  private final RandomStream random;

  Distractors(Stage stage, RandomStream random) {
    this.stage = requireNonNull(stage, "stage is null");
    this.random = requireNonNull(random, "random is null");
  }

  /** Adds some. */
  void strike() {
    List<Runnable> harmless =
        List.of(
            this::warnings,
            this::moveTag,
            this::harmlessDeploy,
            this::harmlessConfiguration,
            this::commentOnly,
            this::healedRetry,
            this::coldNoise,
            this::latent);
    random.some(harmless, random.between(1, 3)).forEach(Runnable::run);
  }

  /** Adds what makes two healthy runs differ. */
  void strikeHealthy() {
    warnings();
    healedRetry();
    stage.plan().badInput().put("limit", random.between(2, 9));
    double factor = random.between(1.0, 2.9);
    for (FunctionDraft draft : stage.workload().functions()) {
      long usual = draft.pace().toMillis();
      draft.configure(config -> config.with("Timeout", 300));
      draft
          .work()
          .add(
              p ->
                  stage.isBad()
                      ? Effect.take(Duration.ofMillis((long) (usual * (factor - 1))))
                      : Effect.NEXT);
    }
    if (random.chance(0.6)) {
      FunctionDraft draft = random.pick(stage.workload().functions());
      stage.between(() -> stage.deployment().redeploy(draft, "1.1"));
    }
    moveTag();
  }

  /** A function that the fault is not about; the first it is about where there is no other. */
  private FunctionDraft bystander() {
    List<FunctionDraft> others =
        stage.workload().functions().stream().filter(f -> f != stage.target()).toList();
    return random.pick(others);
  }

  private void warnings() {
    FunctionDraft draft = random.pick(stage.workload().functions());
    boolean late = random.chance(0.5);
    double share = random.between(0.2, 0.9);
    draft
        .work()
        .add(
            Steps.when(
                p -> (!late || stage.isBad()) && p.random().chance(share),
                Steps.say(Level.WARN, "noise", p -> new Object[0])));
  }

  private void moveTag() {
    FunctionDraft draft = bystander();
    if (draft.config().isImage()) {
      stage.between(() -> stage.deployment().code(draft, "next"));
    }
  }

  private void harmlessDeploy() {
    if (!stage.plan().isQuiet()) {
      FunctionDraft draft = bystander();
      stage.between(() -> stage.deployment().redeploy(draft, "1.1"));
    }
  }

  private void harmlessConfiguration() {
    if (!stage.plan().isQuiet()) {
      FunctionDraft draft = bystander();
      stage.between(
          () ->
              stage
                  .deployment()
                  .reconfigure(draft, Json.object("Description", "owner: " + draft.role())));
    }
  }

  private void commentOnly() {
    if (!stage.plan().isQuiet()) {
      stage.between(
          () -> {
            stage.workload().definition().put("Comment", "Reviewed");
            stage.deployment().updateDefinition();
          });
    }
  }

  /** An error that goes away when it is tried again. */
  private void healedRetry() {
    FunctionDraft draft = bystander();
    if (draft.role() == Role.WORKER || draft.role() == Role.SIDE) {
      return;
    }
    String error = draft.wording().errorName("unfinished");
    Workload.retry(stage.workload().stateOf(draft), error, 1, 3);
    boolean inGood = random.chance(0.5);
    int[] left = {1};
    draft
        .work()
        .add(
            Steps.when(
                p -> stage.isBad() != inGood && left[0]-- > 0,
                Steps.raise("unfinished", p -> new Object[] {Item.key(p)})));
  }

  private void coldNoise() {
    if (!stage.plan().isQuiet()) {
      FunctionDraft draft = bystander();
      stage.beforeBad(() -> stage.world().fleet().recycle(draft.name()));
    }
  }

  /** A function behind the failing one is broken by a deploy, too; nobody comes to see it. */
  private void latent() {
    boolean reached = stage.target().role() == Role.SENDER;
    if (stage.plan().isQuiet()
        || reached
        || !stage.plan().badStatus().equals("FAILED")
        || stage.workload().find(Role.SENDER).isEmpty()) {
      return;
    }
    FunctionDraft sender = stage.workload().function(Role.SENDER);
    stage.between(
        () -> {
          sender
              .work()
              .add(
                  p -> {
                    stage.spoil();
                    return Steps.raise("boom", q -> new Object[] {Item.key(q)}).run(p);
                  });
          stage.deployment().redeploy(sender, "1.2");
        });
  }
}
