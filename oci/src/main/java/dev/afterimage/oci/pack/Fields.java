// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.pack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Files of {@code Key: value} lines in paragraphs, as dpkg and Python metadata have them. */
final class Fields {
  private Fields() {}

  /** Returns the paragraphs; of a key that stands twice the first value, without continuations. */
  static List<Map<String, String>> paragraphs(byte[] content) {
    List<Map<String, String>> paragraphs = new ArrayList<>();
    Map<String, String> current = new HashMap<>();
    for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
      int colon = line.indexOf(':');
      if (line.isBlank()) {
        paragraphs.add(current);
        current = new HashMap<>();
      } else if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
        current.putIfAbsent(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    paragraphs.add(current);
    return paragraphs.stream().filter(p -> !p.isEmpty()).toList();
  }
}
