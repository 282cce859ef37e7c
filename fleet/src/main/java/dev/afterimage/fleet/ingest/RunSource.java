// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.ingest;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Runs of a live account, page by page, within a budget of calls: what a collector reads into cases
 * is ingested as any other case. A page that was ingested is never asked for again.
 */
public interface RunSource extends AutoCloseable {
  /** Returns what tells this source from others: account, region and state machine. */
  String id();

  /**
   * Reads the next page.
   *
   * @param from where the page before ended; empty at the beginning
   * @return the page; empty where there is none, or the budget is used up
   */
  Optional<Page> next(Optional<String> from) throws IOException;

  /**
   * Runs that were read.
   *
   * @param folder a case with all that was read of them
   * @param listed how many runs the source has listed so far, on all pages
   * @param taken how many of them it has read so far
   * @param rule how it chose these, in words: {@code every run}, {@code every failed run and each
   *     tenth of the others}
   * @param next where the next page begins; empty after the last one
   */
  record Page(Path folder, long listed, long taken, String rule, Optional<String> next) {
    public Page {
      requireNonNull(folder, "folder is null");
      requireNonNull(rule, "rule is null");
      requireNonNull(next, "next is null");
    }
  }

  @Override
  void close() throws IOException;
}
