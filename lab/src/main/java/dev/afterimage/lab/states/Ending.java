// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/** How a branch of states ended. */
sealed interface Ending {
  /** It reached its end. */
  record Succeeded(JsonNode output, long event) implements Ending {
    public Succeeded {
      requireNonNull(output, "output is null");
    }
  }

  /** It failed. */
  record Failed(Failure failure) implements Ending {
    public Failed {
      requireNonNull(failure, "failure is null");
    }
  }
}
