// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.call;

import static java.util.Objects.requireNonNull;

/**
 * How an answer goes on: by the names of the service's model.
 *
 * @param tokenIn the member of the request that asks for the next page
 * @param tokenOut the member of the answer that names the next page
 * @param items the list of the answer that goes on from page to page
 */
public record Paging(String tokenIn, String tokenOut, String items) {
  public Paging {
    requireNonNull(tokenIn, "tokenIn is null");
    requireNonNull(tokenOut, "tokenOut is null");
    requireNonNull(items, "items is null");
  }

  static Paging nextToken(String items) {
    return new Paging("nextToken", "nextToken", items);
  }

  static Paging capitalNextToken(String items) {
    return new Paging("NextToken", "NextToken", items);
  }

  static Paging marker(String items) {
    return new Paging("Marker", "NextMarker", items);
  }
}
