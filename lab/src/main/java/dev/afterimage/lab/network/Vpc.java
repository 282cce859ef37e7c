// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.network;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The ids of one virtual network, the lists in the order of its zones.
 *
 * @param id the VPC
 * @param subnets a private subnet per zone
 * @param routeTables the route table of each subnet
 * @param natGateways the NAT gateway of each zone
 * @param acl the network ACL of all subnets
 * @param group the functions' security group
 */
public record Vpc(
    String id,
    List<String> subnets,
    List<String> routeTables,
    List<String> natGateways,
    String acl,
    String group) {
  public Vpc {
    requireNonNull(id, "id is null");
    subnets = List.copyOf(subnets);
    routeTables = List.copyOf(routeTables);
    natGateways = List.copyOf(natGateways);
    requireNonNull(acl, "acl is null");
    requireNonNull(group, "group is null");
  }
}
