// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.log;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads lines as spans of one buffer, so that no line is copied. */
final class LineReader {
  private static final int LONGEST = 16 << 20;

  private final InputStream in;
  private byte[] buffer = new byte[1 << 18];
  private int start;
  private int end;
  private int from;
  private int length;
  private boolean tooLong;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** Reads the next line; false at the end. */
  boolean next() throws IOException {
    tooLong = false;
    int scanned = start;
    while (true) {
      for (int i = scanned; i < end; i++) {
        if (buffer[i] == '\n') {
          take(i, i + 1);
          return true;
        }
      }
      scanned = end - start;
      if (!fill()) {
        boolean last = end > start;
        take(end, end);
        return last;
      }
      scanned += start;
    }
  }

  private void take(int lineEnd, int nextStart) {
    int stop = lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    from = start;
    length = stop - start;
    start = nextStart;
  }

  private boolean fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    if (end == buffer.length && end < LONGEST) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    } else if (end == buffer.length) {
      // What does not fit is dropped, so that one endless line cannot fill the memory.
      tooLong = true;
      end = 0;
    }
    int read = in.read(buffer, end, buffer.length - end);
    end += Math.max(0, read);
    return read >= 0;
  }

  byte[] buffer() {
    return buffer;
  }

  int from() {
    return from;
  }

  int length() {
    return length;
  }

  /** Whether only the end of the line is here, because it is longer than any AWS writes. */
  boolean isTooLong() {
    return tooLong;
  }
}
