// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import dev.afterimage.report.Safe;
import dev.afterimage.report.html.Assets;
import java.util.List;

/**
 * The page that collects, as its template reads it.
 *
 * @param job the collection that it shows; empty before one is started
 * @param a what was given as the baseline
 * @param b what was given as the run
 * @param lines how far the collection is
 */
public record CollectPage(String job, String a, String b, List<String> lines, Assets assets) {
  public CollectPage {
    lines = List.copyOf(lines);
  }

  static CollectPage empty(Assets assets) {
    return new CollectPage("", "", "", List.of(), assets);
  }

  static CollectPage of(String number, Jobs.Job job, Assets assets) {
    List<String> runs = job.runs();
    String a = runs.size() > 1 ? runs.get(0) : "";
    return new CollectPage(number, a, runs.get(runs.size() - 1), safe(job.lines()), assets);
  }

  /** Returns lines without what would change how a page or a terminal shows them. */
  static List<String> safe(List<String> lines) {
    return lines.stream().map(Safe::line).toList();
  }
}
