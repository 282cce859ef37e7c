// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.pack;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Files of {@code Key: value} lines in paragraphs, as dpkg and Python metadata have them. */
final class Fields {
  private Fields() {}

  /**
   * Visits the paragraphs one by one, with the values of the keys that are asked for; of a key that
   * stands twice the first value, without continuations. One that has none of them is left out.
   */
  static void paragraphs(byte[] content, Set<String> keys, Consumer<Map<String, String>> visitor) {
    Map<String, String> current = new HashMap<>();
    Iterator<String> lines = new String(content, StandardCharsets.UTF_8).lines().iterator();
    while (lines.hasNext()) {
      String line = lines.next();
      int colon = line.indexOf(':');
      if (line.isBlank()) {
        end(current, visitor);
      } else if (colon > 0 && keys.contains(line.substring(0, colon))) {
        current.putIfAbsent(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    end(current, visitor);
  }

  private static void end(Map<String, String> paragraph, Consumer<Map<String, String>> visitor) {
    if (!paragraph.isEmpty()) {
      visitor.accept(Map.copyOf(paragraph));
      paragraph.clear();
    }
  }
}
