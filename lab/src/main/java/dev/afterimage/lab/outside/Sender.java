// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.outside;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.network.Path;
import java.util.Optional;

/**
 * The process that sends a request.
 *
 * @param function its function
 * @param role the role it acts as
 * @param sandbox its sandbox
 * @param path the way out of its subnet; empty where the function is in no VPC
 */
public record Sender(String function, String role, String sandbox, Optional<Path> path) {
  public Sender {
    requireNonNull(function, "function is null");
    requireNonNull(role, "role is null");
    requireNonNull(sandbox, "sandbox is null");
    requireNonNull(path, "path is null");
  }
}
