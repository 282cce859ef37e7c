// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.account;

import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.service.ModelledService;

/** AWS Health without the support plan that its API needs. */
public final class HealthService extends ModelledService {

  /** Refuses whatever is asked. */
  public HealthService() {
    super("health");
    operation(
        "DescribeEvents",
        "filter nextToken maxResults locale",
        input -> {
          throw new ServiceException("SubscriptionRequiredException", 400, "");
        });
  }
}
