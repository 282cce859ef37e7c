// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.scenario;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/** A story that can be played. */
public final class Scenario {
  /** At another time chance falls otherwise, and a story takes a little more or less. */
  private static final Duration SLACK = Duration.ofMinutes(2);

  private final String name;
  private final String summary;
  private final Script script;

  /** Lets a story happen. */
  @FunctionalInterface
  interface Script {
    Staged play(Opening opening);
  }

  Scenario(String name, String summary, Script script) {
    this.name = requireNonNull(name, "name is null");
    this.summary = requireNonNull(summary, "summary is null");
    this.script = requireNonNull(script, "script is null");
  }

  /** Returns how it is called for. */
  public String name() {
    return name;
  }

  /** Returns what happens, in one line. */
  public String summary() {
    return summary;
  }

  /** Lets the story happen. The same seed gives the same world. */
  public Staged play(long seed) {
    return script.play(new Opening(seed, Duration.ZERO));
  }

  /**
   * Lets the story happen so that somebody comes to ask at a moment: who asks with a clock of his
   * own finds it as fresh as it was written.
   */
  public Staged playUntil(Instant asked, long seed) {
    Duration later = Duration.between(play(seed).world().now(), asked.minus(SLACK));
    Staged staged = script.play(new Opening(seed, later));
    Duration rest = Duration.between(staged.world().now(), asked);
    staged.world().run(rest.isNegative() ? Duration.ZERO : rest);
    return staged;
  }
}
