// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.wire.xml;

import java.util.Set;

/** The query protocol's names: those of the API model. */
public final class MemberNames implements XmlNames {
  private static final Set<String> MAPS = Set.of("ExtendedStatistics");

  @Override
  public String element(String parent, String member, boolean list) {
    return member;
  }

  @Override
  public String item() {
    return "member";
  }

  @Override
  public boolean isMap(String member) {
    return MAPS.contains(member);
  }
}
