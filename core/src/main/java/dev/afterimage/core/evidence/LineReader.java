// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads the lines of a file that may each be a JSON value; a blank line counts as a line. */
final class LineReader {
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int filled;
  private long offset;
  private int number = -1;

  /** One line, without its line feed. */
  static final class Line {
    private final int number;
    private final long offset;
    private final byte[] bytes;

    private Line(int number, long offset, byte[] bytes) {
      this.number = number;
      this.offset = offset;
      this.bytes = bytes;
    }

    /** Returns its place in the file, from 0. */
    int number() {
      return number;
    }

    /** Returns its first byte in the file. */
    long offset() {
      return offset;
    }

    InputStream open() {
      return new ByteArrayInputStream(bytes);
    }

    boolean isBlank() {
      for (byte b : bytes) {
        if (b != ' ' && b != '\t' && b != '\r') {
          return false;
        }
      }
      return true;
    }
  }

  LineReader(InputStream in) {
    this.in = in;
  }

  /** Returns the next line that is not blank; none at the end of the file. */
  Optional<Line> next() throws IOException {
    while (more()) {
      long start = offset;
      Line line = new Line(++number, start, rest());
      if (!line.isBlank()) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  private boolean more() throws IOException {
    if (at == filled) {
      filled = Math.max(0, in.read(buffer));
      at = 0;
    }
    return filled > 0;
  }

  /** Takes the bytes up to the line feed or the end. */
  private byte[] rest() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (more()) {
      int end = at;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      bytes.write(buffer, at, end - at);
      offset += end - at;
      at = end;
      if (at < filled) {
        at++;
        offset++;
        break;
      }
    }
    return bytes.toByteArray();
  }
}
