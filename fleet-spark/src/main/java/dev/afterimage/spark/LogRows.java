// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.spark;

import dev.afterimage.core.evidence.FileId;
import dev.afterimage.core.evidence.LogEvent;
import dev.afterimage.core.history.RunsReader;
import dev.afterimage.fleet.log.EventLines;
import dev.afterimage.fleet.log.KnownFunctions;
import dev.afterimage.fleet.log.LogExport;
import dev.afterimage.fleet.log.LogFile;
import dev.afterimage.fleet.log.LogSink;
import dev.afterimage.fleet.log.OpenRun;
import dev.afterimage.fleet.log.Reject;
import dev.afterimage.fleet.log.VendedEvent;
import dev.afterimage.fleet.rows.RunRows;
import dev.afterimage.fleet.rows.SandboxRows;
import dev.afterimage.fleet.table.TableRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What happens to logs on an executor: lines are keyed by what they belong to, and rebuilt. */
final class LogRows {
  /** Keys of lines begin with what they are of. */
  static final String RUN = "run ";

  static final String STREAM = "stream ";
  static final String REJECT = "reject ";

  private LogRows() {}

  /** Reads a file and gives each line of it, written anew, with the key of what it belongs to. */
  static void read(
      String path, InputStream raw, KnownFunctions functions, BiConsumer<String, String> lines)
      throws IOException {
    LogExport.Source source =
        new LogExport.Source(
            new FileId(path, ""),
            functions.group(path),
            LogFile.stream(java.nio.file.Path.of(path)));
    try (InputStream in = LogFile.decompressed(raw)) {
      LogExport.read(source, in, new Keyed(lines));
    } catch (IOException e) {
      lines.accept(REJECT + path, "the file cannot be read: " + e.getMessage());
    }
  }

  /** Gives each line its key. */
  private record Keyed(BiConsumer<String, String> lines) implements LogSink {
    @Override
    public void vended(VendedEvent event) {
      lines.accept(RUN + event.executionArn(), text(out -> out.write(event)));
    }

    @Override
    public void line(LogEvent event) {
      if (!KnownFunctions.tells(event)) {
        String file = event.ref().file().path();
        reject(new Reject(file, 0, KnownFunctions.NOBODYS, event.message()));
        return;
      }
      String key = STREAM + event.group().orElse("") + "\n" + event.stream().orElse("");
      lines.accept(key, text(out -> out.write(event)));
    }

    @Override
    public void reject(Reject reject) {
      lines.accept(
          REJECT + reject.source(), reject.line() + "\t" + reject.reason() + "\t" + reject.text());
    }
  }

  private interface Writing {
    void to(EventLines lines) throws IOException;
  }

  private static String text(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (EventLines lines = new EventLines(bytes)) {
      writing.to(lines);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be written", e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Returns the run that lines with one key tell of. */
  static OpenRun run(String key, Iterable<String> lines, Iterable<String> kept) {
    OpenRun run = new OpenRun(key.substring(RUN.length()));
    events(kept, event -> run.add(event, false), line -> {});
    events(lines, event -> run.add(event, true), line -> {});
    return run;
  }

  /** Returns the rows of a run; none where no line is new. */
  static List<TableRow> rows(OpenRun run, String batch) {
    List<TableRow> rows = new ArrayList<>();
    if (run.isFresh()) {
      new RunRows(batch, rows::add).add(RunsReader.read(run.executionArn(), run.events()));
    }
    return rows;
  }

  /** Returns the events of a run, written anew. */
  static List<String> kept(OpenRun run) {
    return run.events().stream()
        .map(event -> new VendedEvent(run.executionArn(), event, 0))
        .map(event -> text(out -> out.write(event)))
        .toList();
  }

  /** Returns the rows of the sandbox that lines with one key tell of. */
  static List<TableRow> rows(Iterable<String> lines, String batch) {
    List<LogEvent> events = new ArrayList<>();
    events(lines, event -> {}, events::add);
    events.sort(Comparator.comparing(LogEvent::at));
    List<TableRow> rows = new ArrayList<>();
    if (!events.isEmpty()) {
      LogEvent first = events.get(0);
      new SandboxRows(batch, rows::add).add(first.group(), first.stream().orElse(""), events);
    }
    return rows;
  }

  private static void events(
      Iterable<String> lines,
      java.util.function.Consumer<VendedEvent> vended,
      java.util.function.Consumer<LogEvent> plain) {
    LogExport.Source source =
        new LogExport.Source(new FileId("shuffled lines", ""), Optional.empty(), Optional.empty());
    LogSink sink =
        new LogSink() {
          @Override
          public void vended(VendedEvent event) {
            vended.accept(event);
          }

          @Override
          public void line(LogEvent event) {
            plain.accept(event);
          }

          @Override
          public void reject(Reject reject) {
            throw new IllegalStateException("a line written anew is broken: " + reject.reason());
          }
        };
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String line : lines) {
      all.writeBytes(line.getBytes(StandardCharsets.UTF_8));
      all.write('\n');
    }
    LogExport.read(source, new ByteArrayInputStream(all.toByteArray()), sink);
  }
}
