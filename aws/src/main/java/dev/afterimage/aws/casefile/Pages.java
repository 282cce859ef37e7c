// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.casefile;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Pages of an answer, to be put together.
 *
 * @param items the name of the answer's list
 * @param forward pages from the start
 * @param backward pages from the end, the last page first, the items of each in their order
 * @param more what to continue with, where pages are missing
 */
public record Pages(
    String items, List<Part> forward, List<Part> backward, Optional<Continuation> more) {

  /** The member of an answer that names the page behind it. */
  public record Continuation(String member, String token) {
    public Continuation {
      requireNonNull(member, "member is null");
      requireNonNull(token, "token is null");
    }
  }

  public Pages {
    requireNonNull(items, "items is null");
    forward = List.copyOf(forward);
    backward = List.copyOf(backward);
    requireNonNull(more, "more is null");
  }

  /** Returns the pages that end the answer, the last but one first. */
  List<Part> ending() {
    return backward.isEmpty() ? forward : backward;
  }

  int count() {
    return forward.size() + backward.size();
  }
}
