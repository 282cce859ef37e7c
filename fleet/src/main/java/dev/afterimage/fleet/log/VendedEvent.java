// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.log;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.history.HistoryEvent;

/**
 * A history event that Step Functions wrote into a log group.
 *
 * @param size about how much memory it takes, in bytes
 */
public record VendedEvent(String executionArn, HistoryEvent event, int size) {
  public VendedEvent {
    requireNonNull(executionArn, "executionArn is null");
    requireNonNull(event, "event is null");
  }
}
