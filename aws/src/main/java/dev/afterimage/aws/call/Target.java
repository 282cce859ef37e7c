// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.call;

import static java.util.Objects.requireNonNull;

/** Where a call goes: through which access, into which Region. */
public record Target(Access access, String region) {
  public Target {
    requireNonNull(access, "access is null");
    requireNonNull(region, "region is null");
  }

  /** Returns the same access in another Region. */
  public Target in(String otherRegion) {
    return new Target(access, otherRegion);
  }
}
