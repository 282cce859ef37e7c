// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.cases;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.api.Call;

/**
 * A call that was answered with an error.
 *
 * @param call the call
 * @param error code and message
 */
public record Refusal(Call call, String error) {
  public Refusal {
    requireNonNull(call, "call is null");
    requireNonNull(error, "error is null");
  }
}
