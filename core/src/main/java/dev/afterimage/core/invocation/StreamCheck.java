// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import dev.afterimage.core.evidence.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tells whether the lines of a stream can be read as requests one after the other. */
final class StreamCheck {
  /** Managed instances serve many requests in one environment. */
  private static final String MANAGED = "lambda-managed-instances";

  /** The events of environments that serve requests of a web server. */
  private static final Set<String> OTHER_EVENTS =
      Set.of("platform.invokeStart", "platform.requestComplete", "platform.invokeSummary");

  private final LogStreams.Stream stream;
  private final boolean concurrent;

  StreamCheck(LogStreams.Stream stream) {
    this.stream = stream;
    this.concurrent =
        stream.lines().stream().map(LogLine::content).anyMatch(StreamCheck::isConcurrent);
  }

  boolean isReadable() {
    return !stream.lines().isEmpty() && !concurrent;
  }

  private static boolean isConcurrent(LogLine.Content content) {
    return content instanceof LogLine.InitStart start
        ? start.initType().filter(MANAGED::equals).isPresent()
        : content instanceof LogLine.OtherPlatform other && OTHER_EVENTS.contains(other.type());
  }

  /** Returns what the stream does not tell. */
  List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    if (concurrent) {
      gaps.add(
          Gap.of(
              "the invocations in the log stream " + stream.id().name(),
              "its environment serves several requests at once",
              "ages, cold starts and lines of its requests are not told apart"));
    }
    for (LogLine line : stream.lines()) {
      if (line.content() instanceof LogLine.Dropped dropped) {
        gaps.add(
            Gap.of(
                "log lines of the stream " + stream.id().name(),
                "Lambda dropped some: " + dropped.reason(),
                "what they said is unknown"));
      }
    }
    return gaps;
  }
}
