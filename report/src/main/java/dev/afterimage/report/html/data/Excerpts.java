// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.data;

import dev.afterimage.core.evidence.EvidenceException;
import dev.afterimage.core.evidence.EvidenceFile;
import dev.afterimage.core.evidence.EvidenceSource;
import dev.afterimage.core.evidence.FileId;
import dev.afterimage.core.evidence.Limits;
import dev.afterimage.core.evidence.Ref;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the records that refs lead to out of the evidence again. */
public final class Excerpts {
  private Excerpts() {}

  /**
   * Returns the records; a ref whose file is gone or has changed since has none.
   *
   * @param paths the folders, .zips and files of the evidence
   * @throws EvidenceException where one of them cannot be opened any more
   */
  public static Map<Ref, Excerpt> read(List<Path> paths, Collection<Ref> refs)
      throws EvidenceException {
    Map<FileId, List<Ref>> byFile = new HashMap<>();
    refs.forEach(ref -> byFile.computeIfAbsent(ref.file(), f -> new ArrayList<>()).add(ref));
    Map<Ref, Excerpt> found = new HashMap<>();
    for (Path path : paths) {
      try (EvidenceSource source = EvidenceSource.open(path, Limits.DEFAULT)) {
        for (EvidenceFile file : source.files()) {
          List<Ref> wanted = byFile.remove(file.id());
          if (wanted != null) {
            found.putAll(new FileExcerpts(file, wanted).read());
          }
        }
      }
    }
    return found;
  }
}
