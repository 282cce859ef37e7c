// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws;

import static java.util.Objects.requireNonNull;

import dev.afterimage.aws.call.Access;
import dev.afterimage.aws.run.RunName;

/** A run as the user named it, and how its account is reached. */
public record NamedRun(RunName name, Access access) {
  public NamedRun {
    requireNonNull(name, "name is null");
    requireNonNull(access, "access is null");
  }
}
