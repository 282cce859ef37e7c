// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Takes a source of evidence out of a case, to see what a diagnosis is worth without it. */
public final class EvidenceFilter {
  private static final Set<Kind> LOGS =
      Set.of(Kind.LOG_EVENT, Kind.QUERY_ROW, Kind.LOG_STREAM, Kind.LOG_GROUP);

  private EvidenceFilter() {}

  /** Returns the evidence without the answers of some kinds. */
  public static Evidence without(Evidence evidence, Set<Kind> kinds) {
    return filtered(evidence, answer -> !kinds.contains(answer.kind()), record -> true);
  }

  /** Returns the evidence without any log. */
  public static Evidence withoutLogs(Evidence evidence) {
    return without(evidence, LOGS);
  }

  /** Returns the evidence with the answers and records that are to be kept. */
  public static Evidence filtered(
      Evidence evidence, Predicate<Answer> answers, Predicate<EvidenceRecord> records) {
    Evidence.Builder builder = new Evidence.Builder();
    builder.manifest(evidence.manifest());
    evidence.files().forEach(builder::file);
    evidence.warnings().forEach(builder::warning);
    evidence.gaps().stream()
        .filter(gap -> !evidence.manifest().gaps().contains(gap))
        .forEach(builder::gap);
    evidence.answers().stream().filter(answers).forEach(builder::answer);
    for (Kind kind : Kind.values()) {
      List<EvidenceRecord> kept =
          evidence.records(kind).stream()
              .filter(record -> answers.test(record.answer()) && records.test(record))
              .toList();
      kept.forEach(record -> builder.record(kind, record));
    }
    evidence.logs().stream().filter(page -> answers.test(page.answer())).forEach(builder::logs);
    return builder.build();
  }
}
