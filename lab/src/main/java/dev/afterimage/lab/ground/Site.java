// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.ground;

import static java.util.Objects.requireNonNull;

/**
 * An account in a Region.
 *
 * @param account twelve digits
 * @param region such as {@code us-east-1}
 */
public record Site(String account, String region) {
  public Site {
    requireNonNull(account, "account is null");
    requireNonNull(region, "region is null");
  }

  /** Returns the ARN of a resource here. */
  public String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
  }

  /** Returns the ARN of a role. */
  public String role(String name) {
    return "arn:aws:iam::" + account + ":role/" + name;
  }

  /** Returns the ARN of a function. */
  public String function(String name) {
    return arn("lambda", "function:" + name);
  }
}
