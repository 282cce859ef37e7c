// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.duck;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table as lines of CSV, on their way into Parquet. Texts are always quoted, so that
 * nothing between two commas is what is unknown. Several threads may add rows.
 */
final class RowFile implements AutoCloseable {
  /** Longer than any name of AWS; DuckDB refuses lines of 2 MB, and no line may end a batch. */
  private static final int LONGEST_TEXT = 32_768;

  private final Path path;
  private final Writer out;
  private final StringBuilder line = new StringBuilder();
  private long rows;

  RowFile(Path path) throws IOException {
    this.path = path;
    // Half of a surrogate pair, as a cut log has it, is written as a question mark.
    this.out =
        new BufferedWriter(
            new OutputStreamWriter(Files.newOutputStream(path), StandardCharsets.UTF_8), 1 << 16);
  }

  Path path() {
    return path;
  }

  synchronized void add(@Nullable Object[] values) {
    line.setLength(0);
    for (Object value : values) {
      if (value instanceof String text) {
        quote(text);
      } else if (value != null) {
        line.append(value);
      }
      line.append(',');
    }
    line.setCharAt(line.length() - 1, '\n');
    try {
      out.append(line);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path + ": " + e.getMessage(), e);
    }
    rows++;
  }

  private void quote(String whole) {
    String text = whole.length() > LONGEST_TEXT ? whole.substring(0, LONGEST_TEXT) : whole;
    line.append('"');
    int from = 0;
    for (int at = text.indexOf('"'); at >= 0; at = text.indexOf('"', from)) {
      line.append(text, from, at + 1).append('"');
      from = at + 1;
    }
    line.append(text, from, text.length()).append('"');
  }

  synchronized long rows() {
    return rows;
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }
}
