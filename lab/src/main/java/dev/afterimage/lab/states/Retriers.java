// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.lab.sim.RandomStream;
import java.time.Duration;
import java.util.Optional;

/** The retriers of a state, each with its own count. */
final class Retriers {
  private static final String ALL = "States.ALL";
  private static final String TASK_FAILED = "States.TaskFailed";
  private static final String TIMEOUT = "States.Timeout";

  private final JsonNode retriers;
  private final RandomStream random;
  private int[] counts;
  private int attempts;

  Retriers(JsonNode retriers, RandomStream random) {
    this.retriers = requireNonNull(retriers, "retriers is null");
    this.random = requireNonNull(random, "random is null");
    this.counts = new int[retriers.size()];
  }

  /** Returns how many retries there were. */
  int attempts() {
    return attempts;
  }

  void reset() {
    counts = new int[retriers.size()];
  }

  /** Returns after what time the state is tried again; nothing where it is not. */
  Optional<Duration> next(String error) {
    for (int i = 0; i < retriers.size(); i++) {
      JsonNode retrier = retriers.get(i);
      if (matches(retrier, error)) {
        if (counts[i] >= retrier.path("MaxAttempts").asInt(3)) {
          return Optional.empty();
        }
        attempts++;
        return Optional.of(delay(retrier, counts[i]++));
      }
    }
    return Optional.empty();
  }

  private Duration delay(JsonNode retrier, int before) {
    double seconds =
        retrier.path("IntervalSeconds").asInt(1)
            * StrictMath.pow(retrier.path("BackoffRate").asDouble(2.0), before);
    if (retrier.has("MaxDelaySeconds")) {
      seconds = Math.min(seconds, retrier.path("MaxDelaySeconds").asInt());
    }
    if (retrier.path("JitterStrategy").asText().equals("FULL")) {
      seconds = random.between(0.0, seconds);
    }
    return Duration.ofMillis((long) (seconds * 1000));
  }

  /** Returns the catcher that takes an error. */
  static Optional<JsonNode> catcher(JsonNode catchers, String error) {
    for (JsonNode catcher : catchers) {
      if (matches(catcher, error)) {
        return Optional.of(catcher);
      }
    }
    return Optional.empty();
  }

  private static boolean matches(JsonNode rule, String error) {
    for (JsonNode name : rule.path("ErrorEquals")) {
      String wanted = name.asText();
      boolean anyTask = wanted.equals(TASK_FAILED) && !error.equals(TIMEOUT);
      if (wanted.equals(error) || wanted.equals(ALL) || anyTask) {
        return true;
      }
    }
    return false;
  }
}
