// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What would decide a cause that the evidence leaves open: a call that is missing, or an
 * experiment.
 *
 * @param call an AWS CLI command
 * @param iamAction the permission it needs
 * @param experiment something to do, where no call tells
 */
public record WouldDecide(
    String text, Optional<String> call, Optional<String> iamAction, Optional<String> experiment) {
  public WouldDecide {
    requireNonNull(text, "text is null");
    requireNonNull(call, "call is null");
    requireNonNull(iamAction, "iamAction is null");
    requireNonNull(experiment, "experiment is null");
  }

  /** Returns a call that would decide. */
  public static WouldDecide call(String text, String command, String iamAction) {
    return new WouldDecide(text, Optional.of(command), Optional.of(iamAction), Optional.empty());
  }

  /** Returns an experiment that would decide. */
  public static WouldDecide experiment(String text, String experiment) {
    return new WouldDecide(text, Optional.empty(), Optional.empty(), Optional.of(experiment));
  }
}
