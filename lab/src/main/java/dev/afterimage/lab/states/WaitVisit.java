// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.lab.asl.Scope;
import dev.afterimage.lab.asl.StateFailure;
import dev.afterimage.lab.asl.StateSpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

/** A Wait. */
final class WaitVisit extends Visit {
  private static final long LONGEST_DAYS = 24_855;
  private static final String NO_TIME =
      "a valid ISO-8601 extended offset date-time format string: ";

  WaitVisit(Branch branch, StateSpec spec, Entry entry) {
    super(branch, spec, entry);
  }

  @Override
  void begin() {
    guarded(
        entry().event(),
        () -> {
          Scope entered = data().enter(spec(), scope());
          Duration delay = delay(entered);
          if (delay.toDays() > LONGEST_DAYS) {
            throw StateFailure.runtime("Wait state delay is too long.");
          }
          run().after(delay.isNegative() ? Duration.ZERO : delay, () -> leave(entered));
        });
  }

  private void leave(Scope entered) {
    if (!branch().isOver()) {
      guarded(
          entry().event(),
          () ->
              exit(
                  data().outputPath(spec(), entered),
                  entry().event(),
                  data().assigned(spec(), spec().fields(), entered)));
    }
  }

  private Duration delay(Scope entered) throws StateFailure {
    if (spec().has("Timestamp") || spec().has("TimestampPath")) {
      return until(entered);
    }
    if (spec().has("SecondsPath")) {
      return Duration.ofSeconds(secondsAtPath(entered));
    }
    Optional<JsonNode> seconds = data().value(spec(), "Seconds", entered);
    return Duration.ofSeconds(seconds.map(JsonNode::asLong).orElse(0L));
  }

  private long secondsAtPath(Scope entered) throws StateFailure {
    String path = spec().node("SecondsPath").asText();
    JsonNode value;
    try {
      value = data().failPath(spec(), "SecondsPath", entered);
    } catch (StateFailure e) {
      throw StateFailure.runtime(
          "The SecondsPath parameter does not reference an input value: " + path);
    }
    if (!value.isIntegralNumber()) {
      throw StateFailure.runtime(
          "The SecondsPath parameter cannot be parsed as a long value: %s == %s"
              .formatted(path, value.asText()));
    }
    if (value.asLong() < 0) {
      throw StateFailure.runtime(
          "The SecondsPath parameter references a negative value: %s == %d"
              .formatted(path, value.asLong()));
    }
    return value.asLong();
  }

  private Duration until(Scope entered) throws StateFailure {
    String text = data().value(spec(), "Timestamp", entered).map(JsonNode::asText).orElse("");
    try {
      return Duration.between(run().now(), OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw spec().has("TimestampPath")
          ? StateFailure.runtime(
              "The TimestampPath parameter does not reference %s%s == %s"
                  .formatted(NO_TIME, spec().node("TimestampPath").asText(), text))
          : StateFailure.query(
              "Timestamp",
              "The Timestamp field cannot be parsed as an " + NO_TIME.substring(8) + text);
    }
  }
}
