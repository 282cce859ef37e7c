// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.code;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The code of a function.
 *
 * @param language what it is written in
 * @param style how it logs
 * @param wording the words of its authors
 * @param init what happens once per process, when its module is loaded
 * @param handler what happens per request
 * @param stack the stack of its own errors; empty for one that looks like others
 */
public record Program(
    Language language,
    LogStyle style,
    Wording wording,
    List<Step> init,
    List<Step> handler,
    List<Frame> stack) {
  public Program {
    requireNonNull(language, "language is null");
    requireNonNull(style, "style is null");
    requireNonNull(wording, "wording is null");
    init = List.copyOf(init);
    handler = List.copyOf(handler);
    stack = List.copyOf(stack);
  }

  /** A program whose stacks look like others. */
  public Program(
      Language language, LogStyle style, Wording wording, List<Step> init, List<Step> handler) {
    this(language, style, wording, init, handler, List.of());
  }

  /** Returns the program with other steps. */
  public Program with(List<Step> newInit, List<Step> newHandler) {
    return new Program(language, style, wording, newInit, newHandler, stack);
  }
}
