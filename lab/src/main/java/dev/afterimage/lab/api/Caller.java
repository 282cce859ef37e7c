// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.api;

import static java.util.Objects.requireNonNull;

/**
 * Who makes a call.
 *
 * @param arn the principal, as {@code sts get-caller-identity} prints it
 * @param sourceIp where the call comes from
 * @param userAgent what the client calls itself
 */
public record Caller(String arn, String sourceIp, String userAgent) {
  public Caller {
    requireNonNull(arn, "arn is null");
    requireNonNull(sourceIp, "sourceIp is null");
    requireNonNull(userAgent, "userAgent is null");
  }

  /** Returns the last part of the ARN: the user's or the session's name. */
  public String name() {
    return arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
  }
}
