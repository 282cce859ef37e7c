// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.account.Keys;
import dev.afterimage.lab.account.Quotas;
import dev.afterimage.lab.account.Roles;
import dev.afterimage.lab.network.FileSystems;
import dev.afterimage.lab.network.Network;
import dev.afterimage.lab.registry.Registry;

/**
 * What Lambda itself depends on in the account.
 *
 * @param registry where images come from
 * @param network where sandboxes have interfaces
 * @param fileSystems what they mount
 * @param roles what roles may do
 * @param keys what environments are encrypted with
 * @param quotas how much the account may use
 */
public record Platform(
    Registry registry,
    Network network,
    FileSystems fileSystems,
    Roles roles,
    Keys keys,
    Quotas quotas) {
  public Platform {
    requireNonNull(registry, "registry is null");
    requireNonNull(network, "network is null");
    requireNonNull(fileSystems, "fileSystems is null");
    requireNonNull(roles, "roles is null");
    requireNonNull(keys, "keys is null");
    requireNonNull(quotas, "quotas is null");
  }
}
