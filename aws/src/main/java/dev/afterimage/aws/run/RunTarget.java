// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.run;

import static java.util.Objects.requireNonNull;

import dev.afterimage.aws.call.Target;
import dev.afterimage.core.history.Arns;
import java.time.Instant;
import java.util.Optional;

/**
 * A run to collect.
 *
 * @param start when it started, where that is told beside the ARN
 * @param level how many runs stand above it
 * @param depth how many calls had to be made one after another to know of it
 */
public record RunTarget(String arn, Target target, Optional<Instant> start, int level, int depth) {
  public RunTarget {
    requireNonNull(arn, "arn is null");
    requireNonNull(target, "target is null");
    requireNonNull(start, "start is null");
  }

  /** Returns the name of the execution. */
  public String name() {
    return Arns.nameOfExecution(arn);
  }

  /** Returns the ARN of the state machine. */
  public String machine() {
    return Arns.stateMachineOfExecution(arn);
  }

  /** Whether it is an Express execution, which keeps no history. */
  public boolean isExpress() {
    return Arns.isExpress(arn);
  }

  RunTarget child(String childArn, int childDepth) {
    return new RunTarget(childArn, target, Optional.empty(), level + 1, childDepth);
  }
}
