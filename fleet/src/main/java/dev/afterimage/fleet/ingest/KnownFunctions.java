// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.ingest;

import dev.afterimage.fleet.rows.RowSink;
import dev.afterimage.fleet.store.FleetFolder;
import dev.afterimage.fleet.table.Schema;
import dev.afterimage.fleet.table.TableRow;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The functions that answers have told of, here and in ingests before: where the lines of a file do
 * not name their log group, a folder or the file named as one of them does.
 */
final class KnownFunctions implements RowSink {
  private static final String PARTITION = "function=";

  private final RowSink sink;
  private final Set<String> names = new TreeSet<>();

  private KnownFunctions(RowSink sink) {
    this.sink = sink;
  }

  /** Starts with what a fleet holds; {@code sink} takes the rows that are looked at. */
  static KnownFunctions of(FleetFolder folder, RowSink sink) throws IOException {
    KnownFunctions known = new KnownFunctions(sink);
    Path images = folder.tables().resolve(Schema.IMAGES_IN_FORCE.name());
    if (Files.isDirectory(images)) {
      try (Stream<Path> partitions = Files.list(images)) {
        partitions
            .map(path -> String.valueOf(path.getFileName()))
            .filter(name -> name.startsWith(PARTITION))
            .map(name -> name.substring(PARTITION.length()).replace("+", "%2B"))
            .forEach(name -> known.names.add(URLDecoder.decode(name, StandardCharsets.UTF_8)));
      }
    }
    return known;
  }

  @Override
  public void add(TableRow row) {
    if (row.table().equals(Schema.IMAGES_IN_FORCE)) {
      names.add(String.valueOf(row.values()[0]));
    }
    sink.add(row);
  }

  /** Returns the log group of the function that a path names, the innermost folder first. */
  Optional<String> group(Path file) {
    for (int i = file.getNameCount() - 1; i >= 0; i--) {
      String name = file.getName(i).toString();
      String plain = i == file.getNameCount() - 1 ? name.split("\\.", 2)[0] : name;
      if (names.contains(plain)) {
        return Optional.of("/aws/lambda/" + plain);
      }
    }
    return Optional.empty();
  }
}
