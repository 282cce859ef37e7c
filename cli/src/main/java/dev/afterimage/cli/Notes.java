// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.report.Safe;
import java.io.PrintWriter;

/** What is told beside a result, on standard error: nothing, notes, or each call as well. */
record Notes(boolean isQuiet, boolean isVerbose, PrintWriter err) {

  /** Prints a line, unless nothing is to be told. */
  void print(String line) {
    if (!isQuiet) {
      err.println(Safe.line(line));
    }
  }
}
