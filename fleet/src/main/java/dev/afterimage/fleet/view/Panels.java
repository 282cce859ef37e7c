// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.view;

import dev.afterimage.core.contrast.diff.Attribute;
import dev.afterimage.core.contrast.diff.Finding;
import dev.afterimage.core.contrast.diff.Term;
import dev.afterimage.fleet.rank.FeatureRows;
import dev.afterimage.fleet.rank.FleetEngine;
import dev.afterimage.fleet.rank.RankText;
import dev.afterimage.fleet.rank.Ranking;
import dev.afterimage.fleet.rank.Unit;
import dev.afterimage.fleet.table.QueryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The findings of a ranking as bars: how often attempts fail, by the values of an attribute. */
final class Panels {
  private static final int MOST = 12;
  private static final int MOST_BARS = 8;
  private static final String FIELD = "input.";

  private final FleetEngine engine;
  private final Ranking ranking;

  Panels(FleetEngine engine, Ranking ranking) {
    this.engine = engine;
    this.ranking = ranking;
  }

  List<Overview.Panel> all() throws QueryException {
    List<Overview.Panel> panels = new ArrayList<>();
    for (Finding finding : ranking.all().result().findings()) {
      for (Term term : finding.combination().terms()) {
        if (panels.size() < MOST) {
          panels.add(panel(finding, term));
        }
      }
    }
    return panels;
  }

  private Overview.Panel panel(Finding finding, Term term) throws QueryException {
    Attribute attribute = ranking.attributes().get(term.attribute());
    List<Overview.Bar> bars =
        term instanceof Term.Is is
            ? values(attribute.name(), is.value())
            : spans(attribute.name(), term);
    return new Overview.Panel(
        RankText.words(ranking, finding), RankText.figures(finding), attribute.name(), bars);
  }

  private String rows() {
    String places =
        ranking.all().places().stream()
            .map(place -> "'" + place.replace("'", "''") + "'")
            .collect(Collectors.joining(", "));
    String here =
        places.isEmpty() ? "" : " AND " + Unit.ATTEMPTS.table() + ".state IN (" + places + ")";
    return " FROM attempts WHERE ("
        + Unit.ATTEMPTS.failed()
        + " OR "
        + Unit.ATTEMPTS.ok()
        + ")"
        + here;
  }

  private static String failed() {
    return "CASE WHEN " + Unit.ATTEMPTS.failed() + " THEN 1 ELSE 0 END";
  }

  /** The value of the finding first, then those with the most failures. */
  private List<Overview.Bar> values(String attribute, String wanted) throws QueryException {
    Map<String, long[]> counts = new TreeMap<>();
    if (attribute.startsWith(FIELD)) {
      String field = attribute.substring(FIELD.length());
      engine.query(
          "SELECT status = 'SUCCEEDED', '', '', input_fields"
              + rows()
              + " AND input_fields IS NOT NULL",
          row -> {
            Map<String, String> fields = new HashMap<>();
            FeatureRows.fields(row, fields::put);
            Optional.ofNullable(fields.get(field))
                .ifPresent(value -> add(counts, value, row.isTrue(0) ? 0 : 1, 1));
          });
    } else {
      engine.query(
          "SELECT "
              + attribute
              + ", sum("
              + failed()
              + "), count(*)"
              + rows()
              + " AND "
              + attribute
              + " IS NOT NULL GROUP BY "
              + attribute,
          row -> add(counts, row.text(0).orElse(""), row.whole(1), row.whole(2)));
    }
    return counts.entrySet().stream()
        .map(
            e ->
                new Overview.Bar(
                    e.getKey(), e.getValue()[0], e.getValue()[1], e.getKey().equals(wanted)))
        .sorted(
            java.util.Comparator.comparing((Overview.Bar bar) -> !bar.inside())
                .thenComparing(bar -> -bar.failed())
                .thenComparing(bar -> -bar.rows())
                .thenComparing(Overview.Bar::label))
        .limit(MOST_BARS)
        .toList();
  }

  private static void add(Map<String, long[]> counts, String value, long failed, long rows) {
    long[] count = counts.computeIfAbsent(value, v -> new long[2]);
    count[0] += failed;
    count[1] += rows;
  }

  /** Spans that hold about as many rows each, parted at the threshold too. */
  private List<Overview.Bar> spans(String attribute, Term term) throws QueryException {
    double cut = term instanceof Term.AtLeast atLeast ? atLeast.cut() : ((Term.Below) term).cut();
    List<Double> bounds = bounds(attribute, cut);
    int parted = bounds.indexOf(cut);
    String span =
        bounds.stream()
            .map(bound -> "CASE WHEN " + attribute + " >= " + bound + " THEN 1 ELSE 0 END")
            .collect(Collectors.joining(" + "));
    List<Overview.Bar> bars = new ArrayList<>();
    engine.query(
        "SELECT "
            + span
            + " AS span, sum("
            + failed()
            + "), count(*)"
            + rows()
            + " AND "
            + attribute
            + " IS NOT NULL GROUP BY span ORDER BY span",
        row -> {
          int index = (int) row.whole(0);
          boolean inside = term instanceof Term.AtLeast ? index > parted : index <= parted;
          bars.add(new Overview.Bar(words(bounds, index), row.whole(1), row.whole(2), inside));
        });
    return bars;
  }

  private List<Double> bounds(String attribute, double cut) throws QueryException {
    String quantiles =
        java.util.stream.IntStream.range(1, MOST_BARS - 1)
            .mapToObj(i -> "quantile_disc(" + attribute + ", " + i / (MOST_BARS - 1.0) + ")")
            .collect(Collectors.joining(", "));
    TreeSet<Double> bounds = new TreeSet<>(List.of(cut));
    engine.query(
        "SELECT " + quantiles + rows() + " AND " + attribute + " IS NOT NULL",
        row -> {
          for (int i = 0; i < MOST_BARS - 2; i++) {
            row.number(i).ifPresent(bounds::add);
          }
        });
    return List.copyOf(bounds);
  }

  private static String words(List<Double> bounds, int index) {
    if (index == 0) {
      return "below " + RankText.number(bounds.get(0));
    }
    String from = RankText.number(bounds.get(index - 1));
    return index == bounds.size()
        ? from + " and more"
        : from + " to " + RankText.number(bounds.get(index));
  }
}
