// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.fault;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.sim.RandomStream;
import java.time.Duration;
import java.time.Instant;

/** When a workflow runs, with what, and how its runs should end for the label to be true. */
public final class Plan {
  private final RandomStream random;
  private Instant start;
  private Duration gap;
  private Duration spacing;
  private int earlier;
  private boolean hasBaseline = true;
  private ObjectNode goodInput;
  private ObjectNode badInput;
  private String badStatus = "FAILED";
  private boolean isQuiet;

  /** A plan as most are. */
  public Plan(RandomStream random, Instant start, ObjectNode input) {
    this.random = requireNonNull(random, "random is null");
    this.start = requireNonNull(start, "start is null");
    this.goodInput = input.deepCopy();
    this.badInput = input.deepCopy();
    this.gap =
        random.chance(0.5)
            ? random.between(Duration.ofMinutes(6), Duration.ofMinutes(50))
            : random.between(Duration.ofHours(2), Duration.ofHours(26));
    this.spacing = random.between(Duration.ofMinutes(4), Duration.ofMinutes(8));
    this.earlier = random.between(0, 2);
  }

  /** Returns when the good run begins. */
  public Instant start() {
    return start;
  }

  /** Sets when the good run begins. */
  public void setStart(Instant time) {
    start = time;
  }

  /** Returns the time from the good run's end to the bad run's start. */
  public Duration gap() {
    return gap;
  }

  /** Draws the time between the runs. */
  public void drawGap(Duration low, Duration high) {
    gap = random.between(low, high);
  }

  /** Returns how many runs there are before the good one. */
  public int earlier() {
    return earlier;
  }

  /** Returns the time between the runs before the good one. */
  public Duration spacing() {
    return spacing;
  }

  /** Sets how many runs there are before the good one, and how far apart. */
  public void setEarlier(int runs, Duration apart) {
    earlier = runs;
    spacing = apart;
  }

  /** Returns whether there is a good run at all. */
  public boolean hasBaseline() {
    return hasBaseline;
  }

  /** Lets the bad run be the first ever. */
  public void dropBaseline() {
    hasBaseline = false;
    earlier = 0;
  }

  /** Returns the good run's input. */
  public ObjectNode goodInput() {
    return goodInput;
  }

  /** Returns the bad run's input. */
  public ObjectNode badInput() {
    return badInput;
  }

  /** Sets the bad run's input. */
  public void setBadInput(ObjectNode input) {
    badInput = input;
  }

  /** Returns how the bad run must end. */
  public String badStatus() {
    return badStatus;
  }

  /** Sets how the bad run must end. */
  public void setBadStatus(String status) {
    badStatus = status;
  }

  /** Returns whether nothing else may happen around the runs. */
  public boolean isQuiet() {
    return isQuiet;
  }

  /** Forbids distractors that touch the functions of the workflow. */
  public void keepQuiet() {
    isQuiet = true;
  }
}
