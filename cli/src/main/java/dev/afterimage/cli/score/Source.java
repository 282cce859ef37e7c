// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli.score;

import dev.afterimage.core.CaseFile;
import dev.afterimage.core.compare.BaselineFinder;
import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceFilter;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.HistoryEvent;
import dev.afterimage.core.history.Run;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A source of evidence that a case can be examined without. */
public enum Source {
  NONE,
  LOGS,
  CLOUDTRAIL,
  METRICS,
  BASELINE,
  HALF_HISTORY;

  /** Returns the evidence of a case without this source. */
  Evidence takenFrom(Evidence evidence, Run run) {
    return switch (this) {
      case NONE -> evidence;
      case LOGS -> EvidenceFilter.withoutLogs(evidence);
      case CLOUDTRAIL ->
          EvidenceFilter.without(evidence, Set.of(Kind.TRAIL_EVENT, Kind.TRAIL_RECORD));
      case METRICS -> EvidenceFilter.without(evidence, Set.of(Kind.METRIC, Kind.METRIC_STATISTICS));
      case BASELINE -> withoutBaseline(evidence, run);
      case HALF_HISTORY -> withHalfHistory(evidence, run);
    };
  }

  private static Evidence withoutBaseline(Evidence evidence, Run run) {
    Optional<Run> baseline = CaseFile.of(evidence).baseline(run).map(BaselineFinder.Choice::run);
    Set<Ref> refs = new HashSet<>();
    baseline.ifPresent(
        a -> {
          a.source().events().forEach(event -> refs.add(event.ref()));
          a.source().description().map(EvidenceRecord::ref).ifPresent(refs::add);
        });
    return EvidenceFilter.filtered(
        evidence, answer -> true, record -> refs.stream().noneMatch(ref -> isAt(ref, record)));
  }

  /** Of the run under question the second half of its events is gone. */
  private static Evidence withHalfHistory(Evidence evidence, Run run) {
    List<HistoryEvent> events = run.source().events();
    Set<Ref> refs = new HashSet<>();
    events.subList(events.size() / 2, events.size()).forEach(event -> refs.add(event.ref()));
    return EvidenceFilter.filtered(
        evidence, answer -> true, record -> refs.stream().noneMatch(ref -> isAt(ref, record)));
  }

  /** A ref to the details of an event lies in the event's record. */
  private static boolean isAt(Ref ref, EvidenceRecord record) {
    String place = record.ref().location().toString();
    String inner = ref.location().toString();
    return ref.file().equals(record.ref().file())
        && (inner.equals(place) || inner.startsWith(place.substring(0, place.length() - 1) + "/"));
  }
}
