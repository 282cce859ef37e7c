// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.data;

import dev.afterimage.core.compare.Divergence;
import dev.afterimage.core.evidence.Location;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Step;
import dev.afterimage.report.html.subject.Subject;
import dev.afterimage.report.html.timeline.Lanes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which rows a page should hold in full: those that failed, are cited, or differ, in this order.
 */
final class StepPriorities {
  /** The event that a ref into a history leads to. */
  private static final Pattern EVENT = Pattern.compile("(?<event>(/\\d+)?(/events)?/\\d+)(/.*)?");

  private static final int UNCHANGED = 4;

  private final Set<String> cited = new HashSet<>();
  private final Optional<String> diverging;

  private StepPriorities(Subject subject) {
    subject.refs().refs().forEach(ref -> event(ref).ifPresent(cited::add));
    this.diverging = subject.diagnosis().comparison().divergence().map(Divergence::step);
  }

  private record Ranked(int row, int rank) {}

  /** Returns the numbers of the rows to hold in full, the most telling first. */
  static List<Integer> of(Subject subject, List<Lanes.Row> rows) {
    StepPriorities priorities = new StepPriorities(subject);
    List<Ranked> ranked = new ArrayList<>();
    for (int number = 0; number < rows.size(); number++) {
      int rank = priorities.rank(rows.get(number));
      if (rank < UNCHANGED) {
        ranked.add(new Ranked(number, rank));
      }
    }
    return ranked.stream().sorted(Comparator.comparing(Ranked::rank)).map(Ranked::row).toList();
  }

  private int rank(Lanes.Row row) {
    if (diverging.filter(row.path()::equals).isPresent() || isFailed(row.b())) {
      return 0;
    }
    if (isFailed(row.a()) || isCited(row)) {
      return 1;
    }
    if (row.a().isEmpty() && row.b().isEmpty()) {
      return UNCHANGED;
    }
    boolean alone = row.a().isEmpty() || row.b().isEmpty();
    if (alone || !row.a().map(s -> s.end().status()).equals(row.b().map(s -> s.end().status()))) {
      return 2;
    }
    return differs(row) ? 3 : UNCHANGED;
  }

  private static boolean isFailed(Optional<Step> step) {
    return step.map(s -> s.end().status())
        .filter(status -> status != Step.Status.SUCCEEDED && status != Step.Status.ABORTED)
        .isPresent();
  }

  private boolean isCited(Lanes.Row row) {
    return Stream.of(row.a(), row.b())
        .flatMap(Optional::stream)
        .flatMap(
            step ->
                Stream.concat(
                    Stream.of(step.span().ref(), step.end().ref()),
                    step.attempts().stream().map(attempt -> attempt.end().ref())))
        .flatMap(ref -> event(ref).stream())
        .anyMatch(cited::contains);
  }

  private static Optional<String> event(Ref ref) {
    if (ref.location() instanceof Location.Pointer pointer) {
      Matcher matcher = EVENT.matcher(pointer.value());
      if (matcher.matches()) {
        return Optional.of(ref.file().sha256() + matcher.group("event"));
      }
    }
    return Optional.empty();
  }

  private static boolean differs(Lanes.Row row) {
    return row.a().map(s -> s.attempts().size()).equals(row.b().map(s -> s.attempts().size()))
        ? Stream.of(
                StepDetail.Difference.of(row.a().map(Step::input), row.b().map(Step::input)),
                StepDetail.Difference.of(row.a().map(Step::output), row.b().map(Step::output)))
            .anyMatch(difference -> !difference.fields().isEmpty())
        : true;
  }
}
