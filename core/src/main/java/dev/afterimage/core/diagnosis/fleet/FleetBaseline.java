// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.fleet;

import static java.util.Objects.requireNonNull;

/**
 * A run of the past that another one can be compared with.
 *
 * @param because why it fits
 */
public record FleetBaseline(String arn, String name, String because) {
  public FleetBaseline {
    requireNonNull(arn, "arn is null");
    requireNonNull(name, "name is null");
    requireNonNull(because, "because is null");
  }
}
