// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Gap;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the runs of a case, in passes: join histories, give each its description, build, tell
 * children from the runs that the case is about.
 */
public final class RunsReader {
  private final Evidence evidence;
  private final List<Gap> gaps = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, EvidenceRecord> descriptions;
  private final List<Run> runs = new ArrayList<>();

  private RunsReader(Evidence evidence) {
    this.evidence = evidence;
    this.descriptions = descriptions(evidence);
  }

  /** Returns the runs that the evidence holds. */
  public static Runs read(Evidence evidence) {
    return new RunsReader(evidence).read();
  }

  /**
   * Returns the run that some events of one execution tell of, in any order and each as often as it
   * was read; at least one. It is whole where no id is missing.
   */
  public static Run read(String executionArn, List<HistoryEvent> events) {
    Optional<String> arn = Optional.of(executionArn);
    List<HistoryEvent> ordered =
        isOrdered(events) ? events : new HistoryDraft(arn, events, Optional.empty()).events();
    boolean complete =
        ordered.get(0).id() == 1 && ordered.get(ordered.size() - 1).id() == ordered.size();
    return new RunBuilder(Optional.empty(), Optional.empty(), ordered, complete).build(arn);
  }

  /** Whether each event stands once, in the order of the ids: so most logs are read. */
  private static boolean isOrdered(List<HistoryEvent> events) {
    for (int i = 1; i < events.size(); i++) {
      if (events.get(i).id() <= events.get(i - 1).id()) {
        return false;
      }
    }
    return true;
  }

  private Runs read() {
    List<HistoryDraft> histories = HistoryJoiner.join(evidence, warnings);
    describe(histories);
    Set<String> withHistory = new HashSet<>();
    for (HistoryDraft history : histories) {
      history.arn().ifPresent(withHistory::add);
      build(history);
    }
    for (EvidenceRecord description : descriptions.values()) {
      String arn = description.text("executionArn").orElse("");
      if (!withHistory.contains(arn)) {
        build(description);
      }
    }
    runs.sort(
        Comparator.comparing((Run run) -> run.times().start())
            .thenComparing(Run::name)
            .thenComparing(run -> run.source().ref()));
    unknownTypes(histories);
    return new Runs(runs, asked(), gaps, warnings);
  }

  /** Of several descriptions of one execution the one that knows its end counts. */
  private static Map<String, EvidenceRecord> descriptions(Evidence evidence) {
    Map<String, EvidenceRecord> byArn = new TreeMap<>();
    for (EvidenceRecord record : evidence.records(Kind.EXECUTION)) {
      byArn.merge(
          record.text("executionArn").orElse(""),
          record,
          (here, other) -> knowsMore(other, here) ? other : here);
    }
    return byArn;
  }

  private static boolean knowsMore(EvidenceRecord record, EvidenceRecord than) {
    return redrives(record) != redrives(than)
        ? redrives(record) > redrives(than)
        : record.moment("stopDate").isPresent() && than.moment("stopDate").isEmpty();
  }

  private static long redrives(EvidenceRecord record) {
    return Json.whole(record.body(), "redriveCount").orElse(0L);
  }

  /** Gives each history without an ARN the one description that goes with it best. */
  private void describe(List<HistoryDraft> histories) {
    List<HistoryDraft> unnamed = histories.stream().filter(h -> h.arn().isEmpty()).toList();
    Set<String> taken = new HashSet<>();
    histories.forEach(history -> history.arn().ifPresent(taken::add));
    List<EvidenceRecord> free =
        descriptions.values().stream()
            .filter(d -> !taken.contains(d.text("executionArn").orElse("")))
            .toList();
    for (HistoryDraft history : unnamed) {
      Optional<EvidenceRecord> best =
          match(history, free, unnamed, DescriptionMatcher::score)
              .or(() -> byPath(history, free, unnamed));
      if (best.isPresent()) {
        history.name(best.get().text("executionArn").orElse(""));
      } else if (!free.isEmpty()) {
        warnings.add(
            "the history that starts at "
                + history.first().at()
                + " goes with no one execution described here; it is taken as a run of its own");
      }
    }
  }

  private Optional<EvidenceRecord> byPath(
      HistoryDraft history, List<EvidenceRecord> free, List<HistoryDraft> unnamed) {
    Optional<EvidenceRecord> found = match(history, free, unnamed, DescriptionMatcher::pathScore);
    found.ifPresent(
        description ->
            warnings.add(
                "only the path of a file says that the history that starts at "
                    + history.first().at()
                    + " is of "
                    + description.text("name").orElse("")));
    return found;
  }

  private interface Score {
    OptionalInt of(HistoryDraft history, EvidenceRecord description);
  }

  /**
   * Returns the one description that fits a history best, and that no other history fits as well.
   */
  private static Optional<EvidenceRecord> match(
      HistoryDraft history, List<EvidenceRecord> free, List<HistoryDraft> unnamed, Score score) {
    return HistoryJoiner.uniqueBest(free, d -> score.of(history, d))
        .filter(
            d ->
                HistoryJoiner.uniqueBest(unnamed, h -> score.of(h, d))
                    .filter(h -> h == history)
                    .isPresent());
  }

  private void build(HistoryDraft history) {
    Optional<EvidenceRecord> description =
        history.arn().flatMap(arn -> Optional.ofNullable(descriptions.get(arn)));
    Optional<EvidenceRecord> entry =
        history.arn().isEmpty()
            ? HistoryJoiner.uniqueBest(
                evidence.records(Kind.EXECUTION_ENTRY), e -> DescriptionMatcher.score(history, e))
            : Optional.empty();
    boolean complete = history.isComplete();
    Run run = new RunBuilder(description, entry, history.events(), complete).build(history.arn());
    runs.add(run);
    gapsOf(history, run);
  }

  private void gapsOf(HistoryDraft history, Run run) {
    String whose = "the history of " + label(run);
    if (history.conflicts() > 0) {
      warnings.add(
          whose
              + " has "
              + history.conflicts()
              + " event ids twice with different content; the earlier event of each is used");
    }
    if (history.isCut()) {
      gaps.add(
          Gap.closable(
              "the end of " + whose,
              "the last page names a further one (nextToken) that is not here",
              Kind.HISTORY_EVENT.iamAction(),
              "what came after event " + history.last().id() + " is unknown"));
    } else if (history.missing() > 0) {
      gaps.add(
          Gap.closable(
              history.missing() + " of " + history.last().id() + " events in " + whose,
              "their ids are missing",
              Kind.HISTORY_EVENT.iamAction(),
              "steps and attempts may be missing"));
    }
    if (run.name().isEmpty()) {
      gaps.add(
          Gap.closable(
              "the name of the run that started at " + run.times().start(),
              "a history does not say which execution it is of",
              Kind.EXECUTION.iamAction(),
              "its name, ARN and state machine are unknown"));
    }
  }

  private void build(EvidenceRecord description) {
    Run run =
        new RunBuilder(Optional.of(description), Optional.empty(), List.of(), false)
            .build(description.text("executionArn"));
    runs.add(run);
    gaps.add(
        run.identity().express()
            ? Gap.closable(
                "the history of " + label(run),
                "Express workflows keep none; only a log group at level ALL has it",
                Kind.VENDED_EVENT.iamAction(),
                "its steps are unknown")
            : Gap.closable(
                "the history of " + label(run),
                "it is not in the evidence",
                Kind.HISTORY_EVENT.iamAction(),
                "its steps are unknown"));
  }

  private static String label(Run run) {
    return run.name().isEmpty() ? "the run of " + run.times().start() : run.name();
  }

  private void unknownTypes(List<HistoryDraft> histories) {
    Set<String> unknown = new TreeSet<>();
    for (HistoryDraft history : histories) {
      history.events().stream()
          .map(HistoryEvent::type)
          .filter(type -> type.subject() == EventType.Subject.UNKNOWN)
          .forEach(type -> unknown.add(type.name()));
    }
    unknown.forEach(
        type -> warnings.add("the event type " + type + " is not known; it is skipped"));
  }

  private List<Run> asked() {
    Set<String> named = evidence.manifest().asked();
    List<Run> byManifest =
        runs.stream()
            .filter(run -> run.identity().arn().filter(named::contains).isPresent())
            .toList();
    if (!byManifest.isEmpty()) {
      return byManifest;
    }
    Set<String> children = new HashSet<>();
    runs.forEach(run -> NestedExecutions.of(run).forEach(children::add));
    List<Run> parents =
        runs.stream()
            .filter(run -> run.identity().mapRunArn().isEmpty())
            .filter(run -> run.identity().arn().filter(children::contains).isEmpty())
            .toList();
    return parents.isEmpty() ? runs : parents;
  }
}
