// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.evidence.PathTokens;
import dev.afterimage.core.history.Run;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Tells which function a log stream belongs to, by the best sign there is. */
final class StreamOwners {
  private static final String DEFAULT_GROUP = "/aws/lambda/";

  private final Map<String, String> functionByRequest = new HashMap<>();
  private final Map<String, String> functionByGroup = new HashMap<>();
  private final Set<String> functions = new TreeSet<>();

  /** A function and whether only the path of a file names it. */
  record Owner(String function, boolean byPath) {}

  StreamOwners(Evidence evidence, List<Run> runs) {
    for (Run run : runs) {
      run.calls()
          .forEach(
              call -> {
                functions.add(call.function().name());
                RequestIds.of(call.attempt())
                    .ifPresent(id -> functionByRequest.put(id, call.function().name()));
              });
    }
    Stream.concat(
            evidence.stream(Kind.FUNCTION_CONFIGURATION).map(EvidenceRecord::body),
            evidence.stream(Kind.FUNCTION).map(record -> record.get("Configuration")))
        .forEach(
            configuration ->
                Json.text(configuration, "FunctionName")
                    .ifPresent(
                        name -> {
                          functions.add(name);
                          Json.text(configuration.path("LoggingConfig"), "LogGroup")
                              .ifPresent(group -> functionByGroup.merge(group, name, this::one));
                        }));
  }

  /** A group that several functions share tells none of them. */
  private String one(String here, String other) {
    return here.equals(other) ? here : "";
  }

  Optional<Owner> of(LogStreams.Stream stream) {
    return stream
        .id()
        .group()
        .flatMap(this::ofGroup)
        .or(() -> ofRequests(stream.lines()))
        .or(() -> ofInitStart(stream.lines()))
        .or(() -> stream.id().function())
        .map(function -> new Owner(function, false))
        .or(
            () ->
                stream.lines().stream()
                    .findFirst()
                    .flatMap(line -> PathTokens.longest(line.ref().file().path(), functions))
                    .map(function -> new Owner(function, true)));
  }

  private Optional<String> ofGroup(String group) {
    String configured = functionByGroup.getOrDefault(group, "");
    if (!configured.isEmpty()) {
      return Optional.of(configured);
    }
    return group.startsWith(DEFAULT_GROUP)
        ? Optional.of(group.substring(DEFAULT_GROUP.length()))
        : Optional.empty();
  }

  private Optional<String> ofRequests(List<LogLine> lines) {
    return lines.stream()
        .map(LogLine::content)
        .flatMap(
            content ->
                content instanceof LogLine.Start start
                    ? Stream.of(start.requestId())
                    : content instanceof LogLine.Report report
                        ? Stream.of(report.requestId())
                        : Stream.empty())
        .flatMap(id -> Optional.ofNullable(functionByRequest.get(id)).stream())
        .findFirst();
  }

  private static Optional<String> ofInitStart(List<LogLine> lines) {
    return lines.stream()
        .map(LogLine::content)
        .filter(LogLine.InitStart.class::isInstance)
        .flatMap(content -> ((LogLine.InitStart) content).function().stream())
        .findFirst();
  }
}
