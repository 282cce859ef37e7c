// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.spark;

import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.store.FleetFolder;
import dev.afterimage.fleet.store.Manifest;
import dev.afterimage.fleet.table.Column;
import dev.afterimage.fleet.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The folder of a fleet wherever Hadoop can read and write: the same folder that DuckDB reads. */
final class SparkFolder {
  private final SparkSession spark;
  private final Path root;
  private final FileSystem files;

  SparkFolder(SparkSession spark, String root) throws FleetException {
    this.spark = spark;
    this.root = new Path(root);
    try {
      this.files = this.root.getFileSystem(spark.sparkContext().hadoopConfiguration());
    } catch (IOException e) {
      throw FleetException.failed("cannot reach " + root + ": " + e.getMessage(), e);
    }
  }

  FileSystem files() {
    return files;
  }

  Path path(String below) {
    return new Path(root, below);
  }

  Manifest manifest() throws FleetException {
    Path file = path(FleetFolder.MANIFEST);
    try {
      if (!files.exists(file)) {
        return Manifest.EMPTY;
      }
      try (InputStream in = files.open(file)) {
        return FleetFolder.parse(file.toString(), in.readAllBytes());
      }
    } catch (IOException e) {
      throw FleetException.failed("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  Manifest existing() throws FleetException {
    Manifest manifest = manifest();
    if (manifest.batches().isEmpty()) {
      throw FleetException.missing("no fleet in " + root + "; ingest something into it first");
    }
    return manifest;
  }

  /** Object stores replace a file in one step; other file systems move the new one over the old. */
  void commit(Manifest manifest) throws IOException {
    try (OutputStream out = files.create(path(FleetFolder.MANIFEST), true)) {
      out.write(FleetFolder.bytes(manifest));
    }
  }

  /** Returns the rows that finished batches stored of a table. */
  Dataset<Row> stored(Table table) throws FleetException {
    Path folder = path("tables/" + table.name());
    StructType type = type(table.stored());
    List<String> paths;
    try {
      paths = finished(folder);
    } catch (IOException e) {
      throw FleetException.failed("cannot read " + folder + ": " + e.getMessage(), e);
    }
    if (paths.isEmpty()) {
      return spark.createDataFrame(List.of(), type);
    }
    return spark
        .read()
        .schema(type)
        .option("basePath", folder.toString())
        .parquet(paths.toArray(new String[0]));
  }

  private List<String> finished(Path folder) throws IOException, FleetException {
    List<String> paths = new ArrayList<>();
    if (files.exists(folder)) {
      Set<String> ids =
          manifest().batches().stream().map(Manifest.Batch::id).collect(Collectors.toSet());
      RemoteIterator<LocatedFileStatus> all = files.listFiles(folder, true);
      while (all.hasNext()) {
        Path file = all.next().getPath();
        if (ids.contains(file.getName().split("[-.]", 2)[0])) {
          paths.add(file.toString());
        }
      }
    }
    return paths;
  }

  static StructType type(List<Column> columns) {
    return new StructType(
        columns.stream()
            .map(column -> DataTypes.createStructField(column.name(), type(column.type()), true))
            .toArray(StructField[]::new));
  }

  private static DataType type(Column.Type type) {
    return switch (type) {
      case TEXT -> DataTypes.StringType;
      case WHOLE -> DataTypes.LongType;
      case NUMBER -> DataTypes.DoubleType;
      case TRUTH -> DataTypes.BooleanType;
    };
  }
}
