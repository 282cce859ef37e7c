// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import dev.afterimage.oci.tar.RawText;
import java.util.ArrayList;
import java.util.List;

/** Raw names of an archive, taken apart. */
final class EntryPath {
  private EntryPath() {}

  /** Returns the names of a path; {@code ..} is left in, empty names and {@code .} are not. */
  static List<String> split(String raw) {
    List<String> names = new ArrayList<>();
    int from = 0;
    while (from <= raw.length()) {
      int slash = raw.indexOf('/', from);
      int to = slash < 0 ? raw.length() : slash;
      if (to > from && !(to == from + 1 && raw.charAt(from) == '.')) {
        names.add(raw.substring(from, to));
      }
      from = to + 1;
    }
    return names;
  }

  static boolean isTooLong(List<String> names) {
    long bytes = 0;
    for (String name : names) {
      bytes += name.length() + 1L;
      if (name.length() > Limits.NAME_BYTES) {
        return true;
      }
    }
    return bytes > Limits.PATH_BYTES;
  }

  /** Returns the beginning of a raw name, for a message. */
  static String brief(String raw) {
    return RawText.display(raw.length() > 120 ? raw.substring(0, 120) + "…" : raw);
  }
}
