// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Names in the path of a file: the last resort to tell whose a file is. */
public final class PathTokens {
  private PathTokens() {}

  /** Returns the longest of the names that stands in the path as a whole token. */
  public static Optional<String> longest(String path, Collection<String> names) {
    return names.stream()
        .filter(name -> contains(path, name))
        .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
  }

  /** Whether a name stands in the path with neither a letter nor a digit beside it. */
  public static boolean contains(String path, String name) {
    if (name.isEmpty()) {
      return false;
    }
    for (int at = path.indexOf(name); at >= 0; at = path.indexOf(name, at + 1)) {
      int end = at + name.length();
      boolean left = at == 0 || !Character.isLetterOrDigit(path.charAt(at - 1));
      boolean right = end == path.length() || !Character.isLetterOrDigit(path.charAt(end));
      if (left && right) {
        return true;
      }
    }
    return false;
  }
}
