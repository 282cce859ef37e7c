// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import java.util.Set;
import java.util.regex.Pattern;

/** Which contents are kept beside the index: sources, and what tells of packages. */
final class KeptFiles {
  /** Source files are smaller; what is larger is data. */
  static final int TEXT_BYTES = 256 << 10;

  /** An rpm database of a full distribution stays below. */
  static final int DATABASE_BYTES = 64 << 20;

  private static final int SNIFFED_BYTES = 8000;

  private static final Pattern DATABASE =
      Pattern.compile(
          "var/lib/dpkg/(status(\\.d/[^/]+)?|info/[^/]+\\.list)|(usr/)?lib/apk/db/installed"
              + "|(var/lib/rpm|usr/lib/sysimage/rpm|usr/share/rpm)/"
              + "(Packages|Packages\\.db|rpmdb\\.sqlite(-wal)?)"
              + "|.*\\.(dist|egg)-info/(RECORD|METADATA|PKG-INFO)|(.*/)?EGG-INFO/PKG-INFO"
              + "|.*\\.egg-info|.*/package\\.json");

  /** Last characters of what {@link #DATABASE} matches, to tell most names apart cheaply. */
  private static final Set<Character> LAST =
      Set.of('s', 'd', 'b', 'e', 'l', 'D', 'A', 'O', 'n', 'o', 't');

  private KeptFiles() {}

  /** Whether a file is kept whatever it holds. */
  static boolean isDatabase(String name, long size) {
    if (size > DATABASE_BYTES || name.isEmpty() || name.endsWith("/")) {
      return false;
    }
    boolean nested = name.startsWith("var/lib/dpkg/status.d/") || name.contains("status.d");
    return (nested || LAST.contains(name.charAt(name.length() - 1)))
        && DATABASE.matcher(String.join("/", EntryPath.split(name))).matches();
  }

  /** Whether a content is text, as Git tells it: no zero byte near its start. */
  static boolean isText(byte[] content, int length) {
    for (int i = 0; i < Math.min(length, SNIFFED_BYTES); i++) {
      if (content[i] == 0) {
        return false;
      }
    }
    return length > 0;
  }
}
