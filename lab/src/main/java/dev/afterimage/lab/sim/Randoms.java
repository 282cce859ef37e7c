// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.sim;

import java.nio.charset.StandardCharsets;

/**
 * The chance of one world. Each use draws from a stream of its own, named after it, so that one
 * more use shifts no other's draws.
 *
 * @param seed what all streams follow from
 */
public record Randoms(long seed) {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** Returns the stream of a name, at its beginning. */
  public RandomStream stream(String name) {
    return new RandomStream(mix(name));
  }

  /** Returns the chance of a part of the world. */
  public Randoms within(String part) {
    return new Randoms(mix(part));
  }

  private long mix(String name) {
    long hash = FNV_OFFSET ^ seed;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ b) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }
}
