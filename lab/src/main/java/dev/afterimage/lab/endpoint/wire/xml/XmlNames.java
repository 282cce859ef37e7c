// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.wire.xml;

/** How members of the API model are called in XML. */
public interface XmlNames {

  /**
   * Returns the element of a member.
   *
   * @param parent the member that holds it, empty at the top
   * @param list whether it is a list
   */
  String element(String parent, String member, boolean list);

  /** Returns the element of an item of a list. */
  String item();

  /** Returns whether a member is a map, with keys that are data. */
  boolean isMap(String member);
}
