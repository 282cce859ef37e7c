// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A call that a manifest lists: what was asked, when, and whether the answer is whole.
 *
 * @param api service and operation, as in {@code logs:FilterLogEvents}
 * @param request the parameters of the call
 * @param complete whether every page of the answer is here
 * @param ref the entry of the manifest
 */
public record ManifestCall(
    String api, ObjectNode request, Optional<Instant> at, boolean complete, Ref ref) {
  public ManifestCall {
    requireNonNull(api, "api is null");
    requireNonNull(request, "request is null");
    requireNonNull(at, "at is null");
    requireNonNull(ref, "ref is null");
  }

  /** Returns the operation without its service. */
  public String operation() {
    return api.substring(api.indexOf(':') + 1);
  }

  /** Returns a moment of the request; AWS's parameters start with either case. */
  public Optional<Instant> moment(String field) {
    return Timestamps.parse(request.path(field));
  }
}
