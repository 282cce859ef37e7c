// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.Gap;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.evidence.LogEvent;
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
    return new Fleet(sandboxes, links.calls(), links.runsOf(), gaps, warnings);
  }

  /**
   * Returns the sandbox that the events of one log stream show, in the order of time; none where
   * they show no process.
   */
  public static Optional<Sandbox> sandbox(
      StreamId stream, Optional<String> function, List<LogEvent> events) {
    List<LogLine> lines = events.stream().map(LogLineParser::parse).toList();
    return sandbox(stream, function, lines, SandboxBuilder.StreamBounds.UNKNOWN);
  }

  private static Optional<Sandbox> sandbox(LogStreams.Stream stream, Optional<String> function) {
    return sandbox(stream.id(), function, stream.lines(), stream.bounds());
  }

  private static Optional<Sandbox> sandbox(
      StreamId stream,
      Optional<String> function,
      List<LogLine> lines,
      SandboxBuilder.StreamBounds bounds) {
    List<Sandbox.Generation> generations = new SandboxBuilder(stream, bounds).build(lines);
    if (generations.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> version =
        stream
            .version()
            .or(
                () ->
                    lines.stream()
                        .map(LogLine::content)
                        .filter(LogLine.Start.class::isInstance)
                        .flatMap(content -> ((LogLine.Start) content).version().stream())
                        .findFirst());
    return Optional.of(new Sandbox(stream, function, version, generations, lines.get(0).ref()));
  }
}
