// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws;

import static java.util.Objects.requireNonNull;

import dev.afterimage.aws.call.Access;
import java.time.Instant;
import java.util.Optional;

/**
 * A function as the user named it, and the moment that is asked about.
 *
 * @param name its name, or its ARN without a qualifier
 * @param qualifier the version or alias; none is {@code $LATEST}
 * @param access how its account is reached
 */
public record NamedFunction(String name, Optional<String> qualifier, Instant at, Access access) {
  public NamedFunction {
    requireNonNull(name, "name is null");
    requireNonNull(qualifier, "qualifier is null");
    requireNonNull(at, "at is null");
    requireNonNull(access, "access is null");
  }
}
