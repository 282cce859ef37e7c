// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.code;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** What follows from a step. */
public sealed interface Effect {
  /** The next step follows at once. */
  Effect NEXT = new Take(Duration.ZERO);

  /** The next step follows after a while. */
  record Take(Duration duration) implements Effect {
    public Take {
      requireNonNull(duration, "duration is null");
    }
  }

  /** Other steps come first. */
  record Call(List<Step> steps) implements Effect {
    public Call {
      steps = List.copyOf(steps);
    }
  }

  /** Other steps come first, and what they throw is handled by steps in their place. */
  record Attempt(List<Step> steps, Function<Thrown, List<Step>> handler) implements Effect {
    public Attempt {
      steps = List.copyOf(steps);
      requireNonNull(handler, "handler is null");
    }
  }

  /** An exception is thrown. */
  record Raise(Thrown thrown) implements Effect {
    public Raise {
      requireNonNull(thrown, "thrown is null");
    }
  }

  /**
   * The process ends.
   *
   * @param reason as the platform words it: {@code exit status 1}, {@code signal: killed}; empty
   *     for status 0
   */
  record Exit(String reason) implements Effect {
    public Exit {
      requireNonNull(reason, "reason is null");
    }
  }

  /** The handler answers. */
  record Return(JsonNode value) implements Effect {
    public Return {
      requireNonNull(value, "value is null");
    }
  }

  /**
   * The process never ran: the platform could not start it.
   *
   * @param errorType the platform's name, such as {@code Runtime.InvalidEntrypoint}
   * @param message the platform's words
   */
  record Unlaunched(String errorType, String message) implements Effect {
    public Unlaunched {
      requireNonNull(errorType, "errorType is null");
      requireNonNull(message, "message is null");
    }
  }

  /** Nothing follows, ever. */
  record Hang() implements Effect {}

  /** Returns a pause. */
  static Effect take(Duration duration) {
    return new Take(duration);
  }

  /** Returns the throwing of an exception. */
  static Effect raise(String type, String message) {
    return new Raise(new Thrown(type, message));
  }
}
