// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.ingest;

import static java.util.Objects.requireNonNull;

import dev.afterimage.fleet.store.Manifest;
import java.nio.file.Path;

/**
 * Something that is ingested as a whole.
 *
 * @param path a file of logs, or a case
 */
record SourceUnit(Kind kind, Path path, Manifest.Source source) {
  /** What a unit is. */
  enum Kind {
    /** A file of a log export. */
    LOG,
    /** A folder, a .zip or a file of AWS answers. */
    CASE
  }

  SourceUnit {
    requireNonNull(kind, "kind is null");
    requireNonNull(path, "path is null");
    requireNonNull(source, "source is null");
  }
}
