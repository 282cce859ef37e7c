// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.ingest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an ingest did.
 *
 * @param sources how many sources were read
 * @param known how many had been read before
 * @param events how many history events and log lines were read
 * @param rejects how many lines could not be used
 * @param rows how many rows each table got
 * @param warnings what the user should know, one sentence each
 */
public record IngestReport(
    int sources,
    int known,
    long events,
    long rejects,
    Map<String, Long> rows,
    List<String> warnings) {
  public IngestReport {
    rows = new TreeMap<>(rows);
    warnings = List.copyOf(warnings);
  }
}
