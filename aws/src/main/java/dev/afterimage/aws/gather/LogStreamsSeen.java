// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.gather;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The log streams that lines of our spans stood in: which of them served our requests, when, and
 * whether their process is seen to start. Lines come from several threads.
 */
final class LogStreamsSeen {
  private final Set<String> requests;
  private final boolean onlyOurs;
  private final Map<String, Stream> streams = new TreeMap<>();

  /** A stream: when its first line in a span was written, and what was seen of it. */
  private static final class Stream {
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private boolean started;
    private boolean ours;
  }

  /**
   * A stream that served us.
   *
   * @param first its first line within a span
   * @param last its last line within a span
   * @param started whether the first line within a span starts its process
   */
  record Seen(String name, Instant first, Instant last, boolean started) {}

  /**
   * Creates an empty set.
   *
   * @param requests our requests
   * @param everyKnown whether these are all: else any stream may have served us
   */
  LogStreamsSeen(List<String> requests, boolean everyKnown) {
    this.requests = new HashSet<>(requests);
    this.onlyOurs = everyKnown;
  }

  synchronized void add(ObjectNode event) {
    String name = Json.text(event, "logStreamName").orElse("");
    String message = Json.text(event, "message").orElse("");
    Instant at = Instant.ofEpochMilli(event.path("timestamp").asLong());
    Stream stream = streams.computeIfAbsent(name, key -> new Stream());
    if (at.isBefore(stream.first)) {
      stream.first = at;
      stream.started = LogPatterns.startsProcess(message);
    }
    stream.last = at.isAfter(stream.last) ? at : stream.last;
    stream.ours = stream.ours || !onlyOurs || requests.contains(LogPatterns.request(message));
  }

  /** Returns the streams that served our requests, the first to do so first. */
  synchronized List<Seen> ours() {
    List<Seen> ours = new ArrayList<>();
    streams.forEach(
        (name, stream) -> {
          if (stream.ours) {
            ours.add(new Seen(name, stream.first, stream.last, stream.started));
          }
        });
    ours.sort(Comparator.comparing(Seen::first).thenComparing(Seen::name));
    return ours;
  }

  /** Returns how many streams have any line. */
  synchronized int size() {
    return streams.size();
  }
}
