// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.scenario;

import static java.util.Objects.requireNonNull;

import java.util.function.LongFunction;

/**
 * A story that can be played.
 *
 * @param name how it is called for
 * @param summary what happens, in one line
 * @param script lets it happen, from a seed
 */
public record Scenario(String name, String summary, LongFunction<Staged> script) {
  public Scenario {
    requireNonNull(name, "name is null");
    requireNonNull(summary, "summary is null");
    requireNonNull(script, "script is null");
  }

  /** Lets the story happen. The same seed gives the same world. */
  public Staged play(long seed) {
    return script.apply(seed);
  }
}
