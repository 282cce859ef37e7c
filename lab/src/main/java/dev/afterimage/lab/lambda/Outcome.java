// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.lab.code.Thrown;

/** How a run of steps ended by itself. */
sealed interface Outcome {
  /** All steps were done. */
  record Done() implements Outcome {}

  /** The handler answered. */
  record Returned(JsonNode value) implements Outcome {
    public Returned {
      requireNonNull(value, "value is null");
    }
  }

  /** An exception came through. */
  record Raised(Thrown thrown) implements Outcome {
    public Raised {
      requireNonNull(thrown, "thrown is null");
    }
  }

  /** The process ended. */
  record Exited(String reason) implements Outcome {
    public Exited {
      requireNonNull(reason, "reason is null");
    }
  }

  /** The process could not be started. */
  record Unlaunched(String errorType, String message) implements Outcome {
    public Unlaunched {
      requireNonNull(errorType, "errorType is null");
      requireNonNull(message, "message is null");
    }
  }

  /** The process was killed at the memory limit. */
  record OutOfMemory() implements Outcome {}
}
