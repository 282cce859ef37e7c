// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.casefile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Map;

/** Adds to a case that was collected what was found out from it: files, and what they lack. */
public final class CaseAdditions {
  private CaseAdditions() {}

  /**
   * Adds files and gaps.
   *
   * @param place the folder or .zip of the case
   * @param files texts by their names in the case, redacted as the case is
   * @throws CaseException where there is no case
   */
  public static void add(Path place, Map<String, String> files, Collection<CaseGap> gaps)
      throws IOException, CaseException {
    try (CasePlace work = CasePlace.open(place)) {
      Path manifest = work.folder().resolve(CaseStore.MANIFEST);
      if (!Files.isRegularFile(manifest)) {
        throw new CaseException(place + " is no case; collect one");
      }
      for (Map.Entry<String, String> file : files.entrySet()) {
        write(work.folder().resolve(file.getKey()), file.getValue());
      }
      if (!gaps.isEmpty()) {
        write(manifest, withGaps(manifest, gaps));
      }
    }
  }

  private static String withGaps(Path manifest, Collection<CaseGap> gaps)
      throws IOException, CaseException {
    ObjectNode json =
        Json.parseObject(Files.readString(manifest, StandardCharsets.UTF_8))
            .orElseThrow(() -> new CaseException(manifest + " is no manifest of a case"));
    ArrayNode all = json.withArray("gaps");
    gaps.stream().sorted().map(CaseGap::json).forEach(all::add);
    return json.toPrettyString() + "\n";
  }

  /** A file appears whole or not at all. */
  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Path draft = file.resolveSibling(file.getFileName() + ".tmp");
    Files.writeString(draft, text, StandardCharsets.UTF_8);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
