// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.casefile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What was saved since the manifest was written last, a line each. An answer stands here before its
 * file gets its name, so that no answer is lost whenever the process is killed.
 */
final class Journal {
  private final Path file;

  Journal(Path file) {
    this.file = file;
  }

  /** Returns the entries; a line that was cut off is none. */
  List<ObjectNode> read() throws IOException {
    List<ObjectNode> entries = new ArrayList<>();
    if (Files.exists(file)) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      for (String line : text.split("\n", -1)) {
        Json.parseObject(line).ifPresent(entries::add);
      }
    }
    return entries;
  }

  void add(ObjectNode entry) throws IOException {
    // The newline comes first: a line that a kill cut off does not swallow this one.
    Files.writeString(
        file,
        "\n" + entry + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
