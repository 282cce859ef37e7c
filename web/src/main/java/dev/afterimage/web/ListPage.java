// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import dev.afterimage.report.Safe;
import dev.afterimage.report.html.Assets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The list of runs as its template reads it. */
public record ListPage(State state, List<Row> rows, List<Unusable> unusable, Assets assets) {

  /**
   * How far the reading is, and what is offered.
   *
   * @param reading whether cases are still being read
   */
  public record State(String folder, boolean reading, int read, int all, Offers offers) {}

  /** What is plugged in. */
  public record Offers(boolean fleet, boolean collect) {}

  /** A run and its case. */
  public record Row(String caseName, RunEntry run) {
    public Row {
      caseName = Safe.line(caseName);
    }

    /** Returns what a search looks at. */
    public String text() {
      return (caseName
              + " "
              + run.name()
              + " "
              + run.machine()
              + " "
              + run.status()
              + " "
              + run.when().start())
          .toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A case that cannot be used, and why. */
  public record Unusable(String name, String problem) {
    public Unusable {
      name = Safe.line(name);
      problem = Safe.line(problem);
    }
  }

  static ListPage of(CaseFolder folder, WebPorts ports, Assets assets) {
    List<Row> rows = new ArrayList<>();
    List<Unusable> unusable = new ArrayList<>();
    int read = 0;
    boolean settled = folder.isSettled();
    for (CaseEntry entry : folder.cases()) {
      read += entry.isRead() ? 1 : 0;
      entry.runs().forEach(run -> rows.add(new Row(entry.name(), run)));
      if (!entry.problem().isEmpty()) {
        unusable.add(new Unusable(entry.name(), entry.problem()));
      }
    }
    rows.sort(Comparator.comparing((Row row) -> row.run().when().start()).reversed());
    Offers offers = new Offers(ports.fleet().isPresent(), ports.collector().isPresent());
    State state = new State(folder.name(), !settled, read, folder.cases().size(), offers);
    return new ListPage(state, rows, unusable, assets);
  }
}
