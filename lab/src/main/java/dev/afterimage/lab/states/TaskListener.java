// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Who waits for a task. */
interface TaskListener {
  /** The request was taken; the result comes later. */
  void submitted(JsonNode output);

  /** The task is done. */
  void succeeded(JsonNode output);

  /** The task failed. */
  void failed(Optional<String> error, Optional<String> cause);

  /** The worker lives. */
  void heartbeat();
}
