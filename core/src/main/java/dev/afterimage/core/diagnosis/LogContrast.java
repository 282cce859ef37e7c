// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.contrast.Table;
import dev.afterimage.core.contrast.TemplateMiner;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.invocation.Invocation;
import dev.afterimage.core.invocation.LogLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What failing invocations wrote and working ones did not, and the other way round, by template.
 *
 * @param lines the templates that part failing from working invocations, the clearest first
 */
public record LogContrast(List<Line> lines) {
  private static final int MOST = 12;

  /**
   * One template of log lines.
   *
   * @param table failing and working invocations with a line of it (inside) and without (outside)
   * @param example a line of it; of a failing invocation where one wrote it
   * @param ref the place of the example
   */
  public record Line(String template, Table table, String example, Ref ref) {
    public Line {
      requireNonNull(template, "template is null");
      requireNonNull(table, "table is null");
      requireNonNull(example, "example is null");
      requireNonNull(ref, "ref is null");
    }

    /**
     * Whether failing invocations wrote it more often. The absence of a line, the other way round,
     * says little: an invocation that ends early misses all that would have come.
     */
    public boolean isOfFailures() {
      return (long) table.failedInside() * (table.okInside() + table.okOutside())
          > (long) table.okInside() * (table.failedInside() + table.failedOutside());
    }
  }

  public LogContrast {
    lines = List.copyOf(lines);
  }

  /** Mines the application's lines of the trials that ended one way or the other. */
  static LogContrast of(Trials trials) {
    List<Trial> told =
        trials.all().stream()
            .filter(trial -> trial.isFailed() || trial.isOk())
            .filter(trial -> trial.invocation().isPresent())
            .toList();
    long failed = told.stream().filter(Trial::isFailed).count();
    if (failed == 0 || failed == told.size()) {
      return new LogContrast(List.of());
    }
    TemplateMiner miner = new TemplateMiner();
    Map<Integer, Draft> drafts = new TreeMap<>();
    for (Written line : written(told)) {
      drafts.computeIfAbsent(miner.add(line.text()), n -> new Draft()).add(line);
    }
    List<Line> lines = new ArrayList<>();
    drafts.forEach(
        (number, draft) ->
            lines.add(draft.line(miner.text(number), (int) failed, told.size() - (int) failed)));
    return new LogContrast(
        lines.stream()
            .filter(line -> line.table().chiSquare() > 0)
            .sorted(clearestFirst())
            .limit(MOST)
            .toList());
  }

  private static Comparator<Line> clearestFirst() {
    return Comparator.comparing((Line line) -> !line.isOfFailures())
        .thenComparingDouble(line -> line.table().pValue())
        .thenComparing(line -> -line.table().failedInside())
        .thenComparing(Line::template);
  }

  private record Written(Trial trial, int invocation, LogLine line) {
    String text() {
      return ((LogLine.Application) line.content()).text();
    }
  }

  /** The lines in an order that depends on nothing but what they say and when. */
  private static List<Written> written(List<Trial> trials) {
    List<Written> lines = new ArrayList<>();
    int number = 0;
    for (Trial trial : trials) {
      Invocation invocation = trial.invocation().orElseThrow();
      for (LogLine line : invocation.lines()) {
        if (line.content() instanceof LogLine.Application) {
          lines.add(new Written(trial, number, line));
        }
      }
      number++;
    }
    lines.sort(
        Comparator.comparing((Written written) -> written.line().at())
            .thenComparing(Written::text)
            .thenComparing(Written::invocation));
    return lines;
  }

  private static final class Draft {
    private final Set<Integer> failed = new HashSet<>();
    private final Set<Integer> ok = new HashSet<>();
    private final List<Written> lines = new ArrayList<>();

    void add(Written line) {
      (line.trial().isFailed() ? failed : ok).add(line.invocation());
      lines.add(line);
    }

    Line line(String template, int allFailed, int allOk) {
      Written example =
          lines.stream().filter(l -> l.trial().isFailed()).findFirst().orElse(lines.get(0));
      Table table =
          new Table(failed.size(), allFailed - failed.size(), ok.size(), allOk - ok.size());
      return new Line(template, table, example.text().strip(), example.line().ref());
    }
  }
}
