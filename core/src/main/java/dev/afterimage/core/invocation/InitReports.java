// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import dev.afterimage.core.evidence.Ref;
import java.util.List;

/** The reports of initialisations that stand before the first invocation of a process. */
public final class InitReports {
  private InitReports() {}

  /** A report and its place. */
  public record Placed(LogLine.InitReport line, Ref ref) {}

  /** Returns those before the given invocations, where these were the first of their process. */
  public static List<Placed> of(Fleet fleet, List<Invocation> invocations) {
    return invocations.stream()
        .filter(invocation -> invocation.place().ordinal() == 0)
        .flatMap(
            invocation ->
                fleet.sandboxOf(invocation).stream()
                    .flatMap(sandbox -> sandbox.generations().stream())
                    .filter(g -> g.number() == invocation.place().generation()))
        .flatMap(generation -> generation.initLines().stream())
        .filter(line -> line.content() instanceof LogLine.InitReport)
        .map(line -> new Placed((LogLine.InitReport) line.content(), line.ref()))
        .toList();
  }
}
