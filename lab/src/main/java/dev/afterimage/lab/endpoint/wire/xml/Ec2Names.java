// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.wire.xml;

import java.util.Locale;
import java.util.Map;

/** EC2's names: members begin small, and most lists are the set of what their items are. */
public final class Ec2Names implements XmlNames {
  private static final Map<String, String> LISTS =
      Map.ofEntries(
          Map.entry("AvailabilityZones", "availabilityZoneInfo"),
          Map.entry("IpPermissions", "ipPermissions"),
          Map.entry("IpPermissionsEgress", "ipPermissionsEgress"),
          Map.entry("IpRanges", "ipRanges"),
          Map.entry("Ipv6Addresses", "ipv6AddressesSet"),
          Map.entry("Ipv6Ranges", "ipv6Ranges"),
          Map.entry("PrefixListIds", "prefixListIds"),
          Map.entry("PrivateIpAddresses", "privateIpAddressesSet"),
          Map.entry("SecurityGroups", "securityGroupInfo"),
          Map.entry("UserIdGroupPairs", "groups"));

  /** Members that are called otherwise in one place, by what holds them. */
  private static final Map<String, String> PLACES =
      Map.of(
          "SecurityGroups.Description", "groupDescription",
          "NetworkAcls.IsDefault", "default",
          "AvailabilityZones.State", "zoneState");

  @Override
  public String element(String parent, String member, boolean list) {
    if (list) {
      String set = member.endsWith("Set") ? small(member) : small(singular(member)) + "Set";
      return LISTS.getOrDefault(member, set);
    }
    return PLACES.getOrDefault(parent + "." + member, small(member));
  }

  @Override
  public String item() {
    return "item";
  }

  @Override
  public boolean isMap(String member) {
    return false;
  }

  private static String small(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private static String singular(String name) {
    if (name.endsWith("ies")) {
      return name.substring(0, name.length() - 3) + "y";
    }
    if (name.endsWith("sses") || name.endsWith("xes")) {
      return name.substring(0, name.length() - 2);
    }
    return name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
  }
}
