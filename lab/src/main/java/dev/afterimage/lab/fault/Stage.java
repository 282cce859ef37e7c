// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.fault;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.code.ProcessView;
import dev.afterimage.lab.sim.RandomStream;
import dev.afterimage.lab.trail.Actor;
import dev.afterimage.lab.trail.ManagementCall;
import dev.afterimage.lab.workload.Deployment;
import dev.afterimage.lab.workload.FunctionDraft;
import dev.afterimage.lab.workload.Role;
import dev.afterimage.lab.workload.Workload;
import dev.afterimage.lab.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** A workflow in its world before the curtain rises: faults change both, now and later. */
public final class Stage {

  /** Something that happens a while after the bad run began. */
  public record Cue(Duration after, Runnable action) {
    public Cue {
      requireNonNull(after, "after is null");
      requireNonNull(action, "action is null");
    }
  }

  private final Deployment deployment;
  private final World world;
  private final Workload workload;
  private final Plan plan;
  private final RandomStream random;
  private final List<Runnable> deployed = new ArrayList<>();
  private final List<Runnable> beforeGood = new ArrayList<>();
  private final List<Runnable> between = new ArrayList<>();
  private final List<Runnable> beforeBad = new ArrayList<>();
  private final List<Cue> cues = new ArrayList<>();
  private Role target = Role.WORKER;
  private Instant badStart = Instant.MAX;
  private String badRun = "";
  private boolean spoiled;

  /** A stage. */
  public Stage(World world, Workload workload, Deployment deployment, Plan plan) {
    this.world = requireNonNull(world, "world is null");
    this.workload = requireNonNull(workload, "workload is null");
    this.deployment = requireNonNull(deployment, "deployment is null");
    this.plan = requireNonNull(plan, "plan is null");
    this.random = world.ground().randoms().stream("fault");
  }

  /** Returns the world. */
  public World world() {
    return world;
  }

  /** Returns the workflow. */
  public Workload workload() {
    return workload;
  }

  /** Returns the workflow in the world. */
  public Deployment deployment() {
    return deployment;
  }

  /** Returns when what runs. */
  public Plan plan() {
    return plan;
  }

  /** Returns the fault's own chance. */
  public RandomStream random() {
    return random;
  }

  /** Says which function the fault is about. */
  public FunctionDraft aim(Role role) {
    target = role;
    return workload.function(role);
  }

  /** Returns the function that the fault is about. */
  public FunctionDraft target() {
    return workload.function(target);
  }

  /** Lets something happen once all is deployed, long before the runs. */
  public void onDeployed(Runnable action) {
    deployed.add(action);
  }

  /** Lets something happen right before the good run. */
  public void beforeGood(Runnable action) {
    beforeGood.add(action);
  }

  /** Lets something happen at some moment between the runs. */
  public void between(Runnable action) {
    between.add(action);
  }

  /** Lets something happen right before the bad run. */
  public void beforeBad(Runnable action) {
    beforeBad.add(action);
  }

  /** Lets something happen during the bad run. */
  public void duringBad(Duration afterStart, Runnable action) {
    cues.add(new Cue(afterStart, action));
  }

  /** Returns what happens once all is deployed. */
  public List<Runnable> deployed() {
    return Collections.unmodifiableList(deployed);
  }

  /** Returns what happens right before the good run. */
  public List<Runnable> beforeGood() {
    return Collections.unmodifiableList(beforeGood);
  }

  /** Returns what happens between the runs. */
  public List<Runnable> between() {
    return Collections.unmodifiableList(between);
  }

  /** Returns what happens right before the bad run. */
  public List<Runnable> beforeBad() {
    return Collections.unmodifiableList(beforeBad);
  }

  /** Returns what happens during the bad run. */
  public List<Cue> cues() {
    return Collections.unmodifiableList(cues);
  }

  /** Says that the bad run begins now. */
  public void raise() {
    badStart = world.now();
  }

  /** Says that something else than the fault came to decide how a run ends. */
  public void spoil() {
    spoiled = true;
  }

  /** Returns whether the label cannot be true any more. */
  public boolean isSpoiled() {
    return spoiled;
  }

  /** Says which execution the bad run is. */
  public void setBadRun(String arn) {
    badRun = arn;
  }

  /** Returns the ARN of the bad run; empty before it begins. */
  public String badRun() {
    return badRun;
  }

  /** Returns whether the bad run has begun. */
  public boolean isBad() {
    return !world.now().isBefore(badStart);
  }

  /**
   * Returns a condition that holds for one invocation of the bad run: the {@code n}-th that asks.
   */
  public Predicate<ProcessView> once(int n) {
    int[] seen = {0};
    return process -> isBad() && seen[0]++ == n;
  }

  /** Returns somebody of the team who changes things by hand. */
  public Actor operator() {
    return new Actor("", "j.doe", "Mozilla/5.0 (console)", "198.51.100.23");
  }

  /** Puts a management call down in the event history. */
  public void record(ManagementCall call) {
    world.ground().trail().record(call);
  }
}
