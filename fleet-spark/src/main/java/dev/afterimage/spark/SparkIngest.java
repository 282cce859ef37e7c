// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.spark;

import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceException;
import dev.afterimage.core.evidence.EvidenceReader;
import dev.afterimage.fleet.log.KnownFunctions;
import dev.afterimage.fleet.log.OpenRun;
import dev.afterimage.fleet.rows.EvidenceRows;
import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.store.Manifest;
import dev.afterimage.fleet.table.Schema;
import dev.afterimage.fleet.table.Table;
import dev.afterimage.fleet.table.TableRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.io.compress.GzipCodec;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Fills a fleet from log exports on Spark: lines are grouped by execution and by stream, rebuilt by
 * core, and stored in the folder that every engine reads.
 */
public final class SparkIngest {
  private final SparkSession spark;
  private final SparkFolder folder;

  private SparkIngest(SparkSession spark, SparkFolder folder) {
    this.spark = spark;
    this.folder = folder;
  }

  /** What an ingest did. */
  public record Report(int sources, int known, long rejects, Map<String, Long> rows) {}

  /** What to ingest. */
  public record Sources(List<String> logs, Optional<java.nio.file.Path> evidence) {
    public Sources {
      logs = List.copyOf(logs);
    }
  }

  /**
   * Ingests log exports; files that were ingested before are left out.
   *
   * @param root the folder of the fleet
   * @param sources the log files, and a folder of other answers on the driver's own disk
   */
  public static Report ingest(SparkSession spark, String root, Sources sources)
      throws FleetException {
    SparkIngest ingest = new SparkIngest(spark, new SparkFolder(spark, root));
    try {
      return ingest.run(sources);
    } catch (IOException e) {
      throw FleetException.failed("cannot fill " + root + ": " + e.getMessage(), e);
    }
  }

  private Report run(Sources sources) throws FleetException, IOException {
    Manifest manifest = folder.manifest();
    List<Manifest.Source> found = new ArrayList<>();
    for (String logs : sources.logs()) {
      found.addAll(files(new Path(logs)));
    }
    List<Manifest.Source> fresh =
        found.stream().filter(source -> !manifest.holds(source.sha256())).toList();
    List<TableRow> evidence = new ArrayList<>();
    String id = id(manifest, fresh);
    if (sources.evidence().isPresent()) {
      evidence.addAll(evidence(sources.evidence().get(), id));
    }
    if (fresh.isEmpty() && evidence.isEmpty()) {
      return new Report(0, found.size(), 0, Map.of());
    }
    clean(manifest);
    return write(manifest, id, fresh, evidence, found.size() - fresh.size());
  }

  /** A file is known by its path, its size and the time of its last change. */
  private List<Manifest.Source> files(Path path) throws IOException {
    List<Manifest.Source> sources = new ArrayList<>();
    var files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
    RemoteIterator<LocatedFileStatus> all = files.listFiles(path, true);
    while (all.hasNext()) {
      FileStatus file = all.next();
      String name = file.getPath().getName();
      if (!name.startsWith(".") && !name.startsWith("_") && file.getLen() > 0) {
        String of = file.getPath() + "\n" + file.getLen() + "\n" + file.getModificationTime();
        sources.add(new Manifest.Source(file.getPath().toString(), sha256(of), file.getLen()));
      }
    }
    sources.sort(java.util.Comparator.comparing(Manifest.Source::path));
    return sources;
  }

  private static String id(Manifest manifest, List<Manifest.Source> fresh) {
    StringBuilder of = new StringBuilder();
    manifest.batches().forEach(batch -> of.append(batch.id()));
    fresh.forEach(source -> of.append(source.sha256()));
    return "%04d".formatted(manifest.batches().size()) + sha256(of.toString()).substring(0, 12);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static List<TableRow> evidence(java.nio.file.Path path, String id) throws FleetException {
    try {
      Evidence evidence = EvidenceReader.read(path);
      List<TableRow> rows = new ArrayList<>();
      new EvidenceRows(id + "-case0", rows::add).add(evidence);
      return rows;
    } catch (EvidenceException e) {
      throw FleetException.missing(String.valueOf(e.getMessage()));
    }
  }

  private Report write(
      Manifest manifest, String id, List<Manifest.Source> fresh, List<TableRow> evidence, int known)
      throws IOException {
    JavaPairRDD<String, String> lines =
        read(fresh.stream().map(Manifest.Source::path).toList(), functions(evidence))
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    JavaRDD<OpenRun> runs = runs(lines, manifest);
    List<Tuple2<String, Row>> told = new ArrayList<>();
    evidence.forEach(row -> told.add(keyed(row)));
    JavaPairRDD<String, Row> rows =
        rows(runs.flatMap(run -> LogRows.rows(run, id).iterator()))
            .union(rows(sandboxes(lines, id)))
            .union(JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelizePairs(told))
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    Map<String, Long> counts = new TreeMap<>();
    for (Table table : Schema.TABLES) {
      long stored = store(table, rows, id);
      if (stored > 0) {
        counts.put(table.name(), stored);
      }
    }
    Optional<String> kept = keep(runs, id);
    long rejects = reject(lines, id);
    folder.commit(
        manifest.with(
            new Manifest.Batch(id, fresh, counts, lines.count(), rejects, kept), Map.of()));
    folder.files().delete(folder.path(".staging"), true);
    lines.unpersist();
    rows.unpersist();
    return new Report(fresh.size(), known, rejects, counts);
  }

  private static JavaPairRDD<String, Row> rows(JavaRDD<TableRow> rows) {
    return rows.mapToPair(SparkIngest::keyed);
  }

  private static Tuple2<String, Row> keyed(TableRow row) {
    return new Tuple2<>(row.table().name(), RowFactory.create(row.values()));
  }

  /** Returns the functions that answers tell of, here and in ingests before. */
  private KnownFunctions functions(List<TableRow> evidence) throws IOException {
    KnownFunctions functions = new KnownFunctions();
    evidence.forEach(functions::add);
    Path images = folder.path("tables/" + Schema.IMAGES_IN_FORCE.name());
    if (folder.files().exists(images)) {
      for (FileStatus partition : folder.files().listStatus(images)) {
        functions.addPartition(partition.getPath().getName());
      }
    }
    return functions;
  }

  private JavaPairRDD<String, String> read(List<String> paths, KnownFunctions functions) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    if (paths.isEmpty()) {
      return context.emptyRDD().mapToPair(none -> new Tuple2<>("", ""));
    }
    return context
        .binaryFiles(String.join(",", paths))
        .flatMapToPair(
            file -> {
              List<Tuple2<String, String>> keyed = new ArrayList<>();
              LogRows.read(
                  file._1(),
                  file._2().open(),
                  functions,
                  (key, line) -> keyed.add(new Tuple2<>(key, line)));
              return keyed.iterator();
            });
  }

  private JavaRDD<OpenRun> runs(JavaPairRDD<String, String> lines, Manifest manifest) {
    JavaPairRDD<String, String> kept =
        read(
            manifest.kept().map(name -> folder.path("kept/" + name).toString()).stream().toList(),
            new KnownFunctions());
    return lines
        .filter(line -> line._1().startsWith(LogRows.RUN))
        .cogroup(kept.filter(line -> line._1().startsWith(LogRows.RUN)))
        .map(group -> LogRows.run(group._1(), group._2()._1(), group._2()._2()));
  }

  private static JavaRDD<TableRow> sandboxes(JavaPairRDD<String, String> lines, String id) {
    return lines
        .filter(line -> line._1().startsWith(LogRows.STREAM))
        .groupByKey()
        .flatMap(group -> LogRows.rows(group._2(), id).iterator());
  }

  private long store(Table table, JavaPairRDD<String, Row> rows, String id) throws IOException {
    String name = table.name();
    JavaRDD<Row> ofTable = rows.filter(row -> row._1().equals(name)).values();
    Dataset<Row> dataset = spark.createDataFrame(ofTable, SparkFolder.type(table.stored()));
    long count = dataset.count();
    if (count > 0) {
      Path staged = folder.path(".staging/" + id + "/" + name);
      String[] partitions =
          table.partitions().stream().map(column -> column.name()).toArray(String[]::new);
      Column[] by = java.util.Arrays.stream(partitions).map(functions::col).toArray(Column[]::new);
      dataset
          .repartition(by)
          .write()
          .mode(SaveMode.Overwrite)
          .option("compression", "zstd")
          .partitionBy(partitions)
          .parquet(staged.toString());
      move(staged, folder.path("tables/" + name), id);
    }
    return count;
  }

  /** Spark names files itself; in the tables they are named by their batch. */
  private void move(Path from, Path to, String id) throws IOException {
    RemoteIterator<LocatedFileStatus> all = folder.files().listFiles(from, true);
    String base = folder.files().makeQualified(from).toString();
    int number = 0;
    while (all.hasNext()) {
      Path file = all.next().getPath();
      if (file.getName().endsWith(".parquet")) {
        Path parent = file.getParent();
        String below = parent.toString().substring(base.length() + 1);
        Path target = new Path(to.toString() + "/" + below, id + "-" + number++ + ".parquet");
        folder.files().mkdirs(target.getParent());
        folder.files().rename(file, target);
      }
    }
  }

  /** Keeps the events of runs that more may come of. */
  private Optional<String> keep(JavaRDD<OpenRun> runs, String id) {
    Instant newest =
        runs.map(OpenRun::last)
            .fold(Instant.MIN, (left, right) -> left.isAfter(right) ? left : right);
    JavaRDD<String> lines =
        runs.filter(run -> run.isAwaited(newest)).flatMap(run -> LogRows.kept(run).iterator());
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    lines.saveAsTextFile(folder.path("kept/" + id).toString(), GzipCodec.class);
    return Optional.of(id);
  }

  private long reject(JavaPairRDD<String, String> lines, String id) {
    JavaPairRDD<String, String> rejects =
        lines.filter(line -> line._1().startsWith(LogRows.REJECT));
    long count = rejects.count();
    if (count > 0) {
      rejects
          .map(line -> line._1().substring(LogRows.REJECT.length()) + "\t" + line._2())
          .saveAsTextFile(folder.path("rejects/" + id).toString());
    }
    return count;
  }

  /** Takes away what a batch left behind that was never finished. */
  private void clean(Manifest manifest) throws IOException {
    folder.files().delete(folder.path(".staging"), true);
    List<String> ids = manifest.batches().stream().map(Manifest.Batch::id).toList();
    for (String part : List.of("tables", "kept", "rejects")) {
      Path below = folder.path(part);
      if (folder.files().exists(below)) {
        RemoteIterator<LocatedFileStatus> all = folder.files().listFiles(below, true);
        while (all.hasNext()) {
          Path file = all.next().getPath();
          boolean finished = ids.stream().anyMatch(id -> file.toString().contains("/" + id));
          if (!finished) {
            folder.files().delete(file, false);
          }
        }
      }
    }
  }
}
