// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.log;

import dev.afterimage.core.evidence.LogEvent;

/** Takes what a log export holds. */
public interface LogSink {
  /** Takes an event that Step Functions wrote. */
  void vended(VendedEvent event);

  /** Takes a line of another log group, as a function's. */
  void line(LogEvent event);

  /** Takes a line that could not be used. */
  void reject(Reject reject);
}
