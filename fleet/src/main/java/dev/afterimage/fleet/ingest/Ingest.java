// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.ingest;

import dev.afterimage.core.evidence.FileId;
import dev.afterimage.fleet.duck.ParquetWriter;
import dev.afterimage.fleet.log.EventLines;
import dev.afterimage.fleet.log.LogExport;
import dev.afterimage.fleet.log.LogFile;
import dev.afterimage.fleet.log.Reject;
import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.store.FleetFolder;
import dev.afterimage.fleet.store.Manifest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Fills a fleet, in batches: read the sources of one batch into files beside the tables, move the
 * files to their places, name the batch in the manifest. What is stopped before the last of these
 * steps is taken away by the next ingest, which reads the same sources into the same batch.
 */
public final class Ingest {
  private final FleetFolder folder;
  private final IngestOptions options;
  private final List<Manifest.Batch> done = new ArrayList<>();
  private int known;

  private Ingest(FleetFolder folder, IngestOptions options) {
    this.folder = folder;
    this.options = options;
  }

  /**
   * Ingests what is below some paths; what was ingested before is left out.
   *
   * @throws FleetException where there is nothing to ingest, or the folder cannot be written
   */
  @SuppressWarnings("try") // the lock is held, not used
  public static IngestReport ingest(FleetFolder folder, List<Path> paths, IngestOptions options)
      throws FleetException {
    Ingest ingest = new Ingest(folder, options);
    try (FileChannel lock = folder.lock()) {
      ingest.run(paths);
      return ingest.report();
    } catch (IOException | UncheckedIOException | SQLException e) {
      throw FleetException.failed("cannot fill " + folder.root() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Ingests the runs of a live account, from where the last ingest of it ended.
   *
   * @throws FleetException where the source or the folder fails; what was read before stays
   */
  @SuppressWarnings("try") // the lock is held, not used
  public static IngestReport ingest(FleetFolder folder, RunSource source, IngestOptions options)
      throws FleetException {
    Ingest ingest = new Ingest(folder, options);
    try (FileChannel lock = folder.lock()) {
      ingest.run(source);
      return ingest.report();
    } catch (IOException | UncheckedIOException | SQLException e) {
      throw FleetException.failed("cannot fill " + folder.root() + ": " + e.getMessage(), e);
    }
  }

  private void run(List<Path> paths) throws FleetException, IOException, SQLException {
    List<SourceUnit> units = SourceFinder.find(paths);
    if (units.isEmpty()) {
      throw FleetException.missing("nothing to ingest at " + paths.get(0) + ": it holds no files");
    }
    Manifest manifest = folder.manifest();
    folder.clean(manifest);
    for (List<SourceUnit> batch : batches(unknown(units, manifest))) {
      write(batch, Map.of());
    }
  }

  private void run(RunSource source) throws FleetException, IOException, SQLException {
    Manifest manifest = folder.manifest();
    folder.clean(manifest);
    Manifest.Account standing = manifest.accounts().get(source.id());
    Optional<String> from = Optional.ofNullable(standing).flatMap(Manifest.Account::next);
    if (standing != null && from.isEmpty()) {
      return;
    }
    for (Optional<RunSource.Page> page = source.next(from);
        page.isPresent();
        page = from.isPresent() ? source.next(from) : Optional.empty()) {
      RunSource.Page read = page.get();
      from = read.next();
      Manifest.Account account =
          new Manifest.Account(read.listed(), read.taken(), read.rule(), from);
      List<SourceUnit> units = SourceFinder.find(List.of(read.folder()));
      write(unknown(units, folder.manifest()), Map.of(source.id(), account));
    }
  }

  private List<SourceUnit> unknown(List<SourceUnit> units, Manifest manifest) {
    Map<String, SourceUnit> fresh = new java.util.LinkedHashMap<>();
    for (SourceUnit unit : units) {
      if (!manifest.holds(unit.source().sha256())) {
        fresh.putIfAbsent(unit.source().sha256(), unit);
      }
    }
    known += units.size() - fresh.size();
    return List.copyOf(fresh.values());
  }

  private List<List<SourceUnit>> batches(List<SourceUnit> units) {
    List<List<SourceUnit>> batches = new ArrayList<>();
    long bytes = options.batchBytes();
    for (SourceUnit unit : units) {
      if (bytes >= options.batchBytes()) {
        batches.add(new ArrayList<>());
        bytes = 0;
      }
      batches.get(batches.size() - 1).add(unit);
      bytes += unit.source().bytes();
    }
    return batches;
  }

  /** A batch has the same name whenever the same sources are read after the same batches. */
  private static String id(List<SourceUnit> units, Manifest manifest) {
    MessageDigest digest = SourceFinder.sha256();
    manifest.batches().forEach(batch -> digest.update(batch.id().getBytes(StandardCharsets.UTF_8)));
    units.forEach(unit -> digest.update(unit.source().sha256().getBytes(StandardCharsets.UTF_8)));
    return "%04d".formatted(manifest.batches().size()) + SourceFinder.hex(digest).substring(0, 12);
  }

  private void write(List<SourceUnit> units, Map<String, Manifest.Account> accounts)
      throws FleetException, IOException, SQLException {
    Manifest manifest = folder.manifest();
    String id = id(units, manifest);
    Path staging = folder.staging().resolve(id);
    Files.createDirectories(staging);
    Path keptFile = staging.resolve(id + ".jsonl.gz");
    Path rejectFile = staging.resolve(id + ".rejects.jsonl");
    Manifest.Batch batch;
    try (ParquetWriter rows = new ParquetWriter(staging.resolve("rows"), id);
        RejectFile rejects = new RejectFile(rejectFile)) {
      long events = read(units, id, new Staging(staging, rows, rejects), manifest.kept());
      move(rows.finish(), folder.tables());
      batch =
          new Manifest.Batch(
              id,
              units.stream().map(SourceUnit::source).toList(),
              rows.rows(),
              events,
              rejects.count(),
              Optional.of(String.valueOf(keptFile.getFileName())));
    }
    move(keptFile, folder.kept().resolve(String.valueOf(keptFile.getFileName())));
    if (batch.rejects() > 0) {
      move(rejectFile, folder.rejects().resolve(id + ".jsonl"));
    }
    folder.commit(manifest.with(batch, accounts));
    done.add(batch);
    FleetFolder.delete(folder.staging());
    dropKept(manifest);
  }

  /** Where the files of one batch stand before it is done. */
  private record Staging(Path folder, ParquetWriter rows, RejectFile rejects) {}

  private long read(List<SourceUnit> units, String id, Staging staging, Optional<String> kept)
      throws IOException {
    LogIngest logs =
        new LogIngest(
            id,
            staging.folder().resolve("spill"),
            options.heldBytes(),
            new LogIngest.Targets(staging.rows(), staging.rejects()::add));
    long events = 0;
    try (EventLines keep =
        new EventLines(
            new GZIPOutputStream(
                new BufferedOutputStream(
                    Files.newOutputStream(staging.folder().resolve(id + ".jsonl.gz")))))) {
      FunctionSink seen = FunctionSink.of(folder, staging.rows());
      CaseIngest cases = new CaseIngest(seen, staging.rejects()::add);
      int number = 0;
      for (SourceUnit unit : units) {
        if (unit.kind() == SourceUnit.Kind.CASE) {
          events += cases.add(unit.path(), id + "-case" + number++);
        }
      }
      if (kept.isPresent()) {
        logs.kept(true);
        read(folder.kept().resolve(kept.get()), Optional.empty(), logs, staging.rejects());
        logs.kept(false);
      }
      for (SourceUnit unit : units) {
        if (unit.kind() == SourceUnit.Kind.LOG) {
          Optional<String> group =
              options.group().or(() -> seen.functions().group(unit.path().toString()));
          read(unit.path(), group, logs, staging.rejects());
        }
      }
      logs.finish(keep);
    } finally {
      logs.stop();
    }
    return events + logs.events();
  }

  private static void read(Path file, Optional<String> group, LogIngest logs, RejectFile rejects) {
    LogExport.Source source =
        new LogExport.Source(
            new FileId(file.toString().replace('\\', '/'), ""), group, LogFile.stream(file));
    try (InputStream in = LogFile.open(file)) {
      LogExport.read(source, in, logs);
    } catch (IOException e) {
      rejects.add(new Reject(file.toString(), 0, "the file cannot be read: " + e.getMessage(), ""));
    }
  }

  /** Moves a file, or every file below a folder, to its place. */
  private static void move(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (from.equals(file)) {
          target = to;
        }
        Path parent = target.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  /** What the batch before kept was looked at again: the new batch has kept what is left of it. */
  private void dropKept(Manifest before) throws IOException {
    if (before.kept().isPresent()) {
      Files.deleteIfExists(folder.kept().resolve(before.kept().get()));
    }
  }

  private IngestReport report() {
    Map<String, Long> rows = new TreeMap<>();
    long events = 0;
    long rejects = 0;
    int sources = 0;
    List<String> warnings = new ArrayList<>();
    for (Manifest.Batch batch : done) {
      batch.rows().forEach((table, count) -> rows.merge(table, count, Long::sum));
      events += batch.events();
      rejects += batch.rejects();
      sources += batch.sources().size();
      if (batch.rejects() > 0) {
        warnings.add(
            batch.rejects()
                + " lines could not be used; the reasons are in "
                + folder.rejects().resolve(batch.id() + ".jsonl"));
      }
    }
    return new IngestReport(sources, known, events, rejects, rows, warnings);
  }
}
