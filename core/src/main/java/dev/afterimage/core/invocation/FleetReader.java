// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.Gap;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.history.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Rebuilds the sandboxes from the logs and links the calls of the runs to their invocations. */
public final class FleetReader {
  private FleetReader() {}

  /** Returns the sandboxes of the evidence, and the calls of the runs. */
  public static Fleet read(Evidence evidence, List<Run> runs) {
    StreamOwners owners = new StreamOwners(evidence, runs);
    List<Sandbox> sandboxes = new ArrayList<>();
    TreeSet<String> byPath = new TreeSet<>();
    List<Gap> gaps = new ArrayList<>();
    int unowned = 0;
    for (LogStreams.Stream stream : LogStreams.of(evidence)) {
      StreamCheck check = new StreamCheck(stream);
      gaps.addAll(check.gaps());
      if (!check.isReadable()) {
        continue;
      }
      Optional<StreamOwners.Owner> owner = owners.of(stream);
      owner.filter(StreamOwners.Owner::byPath).ifPresent(o -> byPath.add(o.function()));
      unowned += owner.isEmpty() ? 1 : 0;
      sandbox(stream, owner.map(StreamOwners.Owner::function)).ifPresent(sandboxes::add);
    }
    if (unowned > 0) {
      gaps.add(
          Gap.closable(
              "whose " + unowned + " of the log streams are",
              "neither a manifest, a request id, nor a name in them tells their function",
              Kind.LOG_STREAM.iamAction(),
              "their lines are not used"));
    }
    List<String> warnings =
        byPath.stream()
            .map(name -> "only the path of a file says that a log stream is of " + name)
            .toList();
    CallLinker.Links links = CallLinker.link(runs, sandboxes);
    return new Fleet(sandboxes, links.calls(), links.runOf(), gaps, warnings);
  }

  private static Optional<Sandbox> sandbox(LogStreams.Stream stream, Optional<String> function) {
    List<Sandbox.Generation> generations =
        new SandboxBuilder(stream.id(), stream.bounds()).build(stream.lines());
    if (generations.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> version =
        stream
            .id()
            .version()
            .or(
                () ->
                    stream.lines().stream()
                        .map(LogLine::content)
                        .filter(LogLine.Start.class::isInstance)
                        .flatMap(content -> ((LogLine.Start) content).version().stream())
                        .findFirst());
    return Optional.of(
        new Sandbox(stream.id(), function, version, generations, stream.lines().get(0).ref()));
  }
}
