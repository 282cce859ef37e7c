// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.gather;

import static java.util.Objects.requireNonNull;

import dev.afterimage.aws.call.Target;

/**
 * A function of one account and Region.
 *
 * @param name as GetFunction takes it: its name, or its ARN in another account
 */
public record FunctionKey(Target target, String name) {
  public FunctionKey {
    requireNonNull(target, "target is null");
    requireNonNull(name, "name is null");
  }

  /** Returns the name without account and Region. */
  public String plainName() {
    return name.substring(name.lastIndexOf(':') + 1);
  }
}
