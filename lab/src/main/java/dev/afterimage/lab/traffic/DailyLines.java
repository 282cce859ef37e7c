// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.traffic;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.logs.LogEvent;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Writes log events as lines of JSON, zipped, a file per group and day. */
final class DailyLines implements AutoCloseable {
  private final Path folder;
  private final String vendedGroup;
  private final TreeMap<String, Writer> open = new TreeMap<>();
  private LocalDate day = LocalDate.MIN;

  DailyLines(Path folder, String vendedGroup) {
    this.folder = requireNonNull(folder, "folder is null");
    this.vendedGroup = requireNonNull(vendedGroup, "vendedGroup is null");
  }

  void write(String group, LogEvent event) {
    try {
      LocalDate now = LocalDate.ofInstant(Instant.ofEpochMilli(event.timestamp()), ZoneOffset.UTC);
      if (now.isAfter(day)) {
        close();
        day = now;
      }
      Writer writer = writer(group);
      writer.write(group.equals(vendedGroup) ? event.message() : Json.text(event.filtered()));
      writer.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("the lines of " + group + " cannot be written", e);
    }
  }

  private Writer writer(String group) throws IOException {
    Writer known = open.get(group);
    if (known != null) {
      return known;
    }
    String place =
        group.equals(vendedGroup)
            ? "stepfunctions"
            : "lambda/" + group.substring(group.lastIndexOf('/') + 1);
    Path file = folder.resolve(place).resolve(day + ".jsonl.gz");
    Files.createDirectories(requireNonNull(file.getParent(), "a file has a folder"));
    Writer opened =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), StandardCharsets.UTF_8),
            1 << 16);
    open.put(group, opened);
    return opened;
  }

  @Override
  public void close() throws IOException {
    for (Writer writer : open.values()) {
      writer.close();
    }
    open.clear();
  }
}
