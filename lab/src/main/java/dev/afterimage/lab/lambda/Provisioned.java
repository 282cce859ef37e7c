// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import java.time.Instant;

/**
 * Environments that are kept ready for an alias or version.
 *
 * @param qualifier the alias or version
 * @param requested how many were asked for
 * @param allocated how many there are
 * @param status READY, IN_PROGRESS or FAILED
 * @param lastModified when it was last changed
 */
record Provisioned(
    String qualifier, int requested, int allocated, String status, Instant lastModified) {
  Provisioned {
    requireNonNull(qualifier, "qualifier is null");
    requireNonNull(status, "status is null");
    requireNonNull(lastModified, "lastModified is null");
  }

  ObjectNode describe() {
    ObjectNode answer =
        Json.object()
            .put("RequestedProvisionedConcurrentExecutions", requested)
            .put("AvailableProvisionedConcurrentExecutions", allocated)
            .put("AllocatedProvisionedConcurrentExecutions", allocated)
            .put("Status", status);
    if (status.equals("FAILED")) {
      answer.put("StatusReason", "FUNCTION_ERROR_INIT_FAILURE");
    }
    return answer.put("LastModified", FunctionVersion.modified(lastModified));
  }
}
