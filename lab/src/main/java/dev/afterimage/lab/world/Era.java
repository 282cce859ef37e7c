// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.world;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.lambda.PlatformStyle;

/**
 * What AWS itself prints differently at different times.
 *
 * @param platformStyle how Lambda prints
 * @param missingPathError how Step Functions calls a path of Parameters that leads nowhere
 */
public record Era(PlatformStyle platformStyle, String missingPathError) {
  /** Since 2025. */
  public static final Era RECENT = new Era(PlatformStyle.RECENT, "States.Runtime");

  public Era {
    requireNonNull(platformStyle, "platformStyle is null");
    requireNonNull(missingPathError, "missingPathError is null");
  }
}
