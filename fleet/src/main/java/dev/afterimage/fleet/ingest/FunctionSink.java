// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.ingest;

import dev.afterimage.fleet.log.KnownFunctions;
import dev.afterimage.fleet.rows.RowSink;
import dev.afterimage.fleet.store.FleetFolder;
import dev.afterimage.fleet.table.Schema;
import dev.afterimage.fleet.table.TableRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Looks at the rows that pass for functions that answers tell of, here and in ingests before. */
record FunctionSink(RowSink sink, KnownFunctions functions) implements RowSink {
  /** Starts with what a fleet holds; {@code sink} takes the rows that are looked at. */
  static FunctionSink of(FleetFolder folder, RowSink sink) throws IOException {
    KnownFunctions functions = new KnownFunctions();
    Path images = folder.tables().resolve(Schema.IMAGES_IN_FORCE.name());
    if (Files.isDirectory(images)) {
      try (Stream<Path> partitions = Files.list(images)) {
        partitions.forEach(path -> functions.addPartition(String.valueOf(path.getFileName())));
      }
    }
    return new FunctionSink(sink, functions);
  }

  @Override
  public void add(TableRow row) {
    functions.add(row);
    sink.add(row);
  }
}
