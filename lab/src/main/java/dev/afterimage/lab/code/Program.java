// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.code;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * The code of a function.
 *
 * @param language what it is written in
 * @param style how it logs
 * @param wording the words of its authors
 * @param init what happens once per process, when its module is loaded
 * @param handler what happens per request
 * @param stacks the stacks of its own errors by their type; others look like any
 */
public record Program(
    Language language,
    LogStyle style,
    Wording wording,
    List<Step> init,
    List<Step> handler,
    Map<String, List<Frame>> stacks) {
  public Program {
    requireNonNull(language, "language is null");
    requireNonNull(style, "style is null");
    requireNonNull(wording, "wording is null");
    init = List.copyOf(init);
    handler = List.copyOf(handler);
    stacks = Map.copyOf(stacks);
  }

  /** A program whose stacks look like others. */
  public Program(
      Language language, LogStyle style, Wording wording, List<Step> init, List<Step> handler) {
    this(language, style, wording, init, handler, Map.of());
  }

  /** Returns the program with other steps. */
  public Program with(List<Step> newInit, List<Step> newHandler) {
    return new Program(language, style, wording, newInit, newHandler, stacks);
  }
}
