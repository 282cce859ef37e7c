// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.wire;

import static java.util.Objects.requireNonNull;

/**
 * What a request is addressed to.
 *
 * @param service the service, by its IAM prefix
 * @param operation the operation; method and path where no operation lies behind them
 */
public record Address(String service, String operation) {
  public Address {
    requireNonNull(service, "service is null");
    requireNonNull(operation, "operation is null");
  }
}
