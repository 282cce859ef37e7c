// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

/**
 * How the platform prints, which changed over the years.
 *
 * @param isRecent whether REPORT carries Status and Error Type, and a timeout is a named error
 * @param namesMemory whether an exhausted memory is an error of its own, else a killed process
 * @param printsInitStart whether functions from images print INIT_START
 */
public record PlatformStyle(boolean isRecent, boolean namesMemory, boolean printsInitStart) {
  /** How it prints since 2025. */
  public static final PlatformStyle RECENT = new PlatformStyle(true, true, false);
}
