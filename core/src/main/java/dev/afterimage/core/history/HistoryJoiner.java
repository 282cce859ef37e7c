// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import dev.afterimage.core.evidence.Answer;
import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Joins the pages of histories, in passes: by the ARN that a manifest or the events give, then
 * pages that begin with the same first event, then later pages by id, parent and time.
 */
final class HistoryJoiner {
  private final List<HistoryDraft> histories = new ArrayList<>();
  private final List<String> warnings;

  private HistoryJoiner(List<String> warnings) {
    this.warnings = warnings;
  }

  /** Returns the histories that the evidence holds; what is doubtful goes to the warnings. */
  static List<HistoryDraft> join(Evidence evidence, List<String> warnings) {
    HistoryJoiner joiner = new HistoryJoiner(warnings);
    List<HistoryDraft> unnamed = joiner.byArn(fragments(evidence));
    List<HistoryDraft> pages = joiner.heads(unnamed);
    joiner.laterPages(pages);
    return joiner.histories;
  }

  private static List<HistoryDraft> fragments(Evidence evidence) {
    Map<Answer, List<HistoryEvent>> pages = new LinkedHashMap<>();
    for (EvidenceRecord record : evidence.records(Kind.HISTORY_EVENT)) {
      HistoryEvent.ofHistory(record)
          .ifPresent(
              event -> pages.computeIfAbsent(record.answer(), key -> new ArrayList<>()).add(event));
    }
    List<HistoryDraft> fragments = new ArrayList<>();
    pages.forEach(
        (answer, events) ->
            fragments.add(
                new HistoryDraft(answer.asked("executionArn"), events, Optional.of(answer))));
    Map<String, List<HistoryEvent>> vended = new TreeMap<>();
    for (EvidenceRecord record : evidence.records(Kind.VENDED_EVENT)) {
      HistoryEvent.ofVended(record)
          .ifPresent(
              event ->
                  vended
                      .computeIfAbsent(
                          record.text("execution_arn").orElse(""), key -> new ArrayList<>())
                      .add(event));
    }
    vended.forEach(
        (arn, events) ->
            fragments.add(new HistoryDraft(Optional.of(arn), events, Optional.empty())));
    return fragments;
  }

  private List<HistoryDraft> byArn(List<HistoryDraft> fragments) {
    Map<String, HistoryDraft> byArn = new TreeMap<>();
    List<HistoryDraft> unnamed = new ArrayList<>();
    for (HistoryDraft fragment : fragments) {
      if (fragment.arn().isEmpty()) {
        unnamed.add(fragment);
      } else {
        byArn.merge(fragment.arn().get(), fragment, HistoryJoiner::merged);
      }
    }
    histories.addAll(byArn.values());
    return unnamed;
  }

  private static HistoryDraft merged(HistoryDraft into, HistoryDraft from) {
    into.merge(from);
    return into;
  }

  private List<HistoryDraft> heads(List<HistoryDraft> unnamed) {
    List<HistoryDraft> pages = new ArrayList<>();
    for (HistoryDraft draft : unnamed) {
      Optional<HistoryDraft> same =
          histories.stream()
              .filter(history -> history.hasHeadOf(draft) && history.agreesWith(draft))
              .findFirst();
      if (same.isPresent()) {
        same.get().merge(draft);
      } else if (draft.hasHead()) {
        histories.add(draft);
      } else {
        pages.add(draft);
      }
    }
    return pages;
  }

  private void laterPages(List<HistoryDraft> pages) {
    pages.sort(
        Comparator.comparing((HistoryDraft page) -> page.first().id())
            .thenComparing(page -> page.first().ref()));
    for (HistoryDraft page : pages) {
      Optional<HistoryDraft> owner = uniqueBest(histories, history -> history.fit(page));
      if (owner.isPresent()) {
        owner.get().merge(page);
      } else {
        warnings.add(
            "a page of a history that starts at event "
                + page.first().id()
                + " belongs to no one history here; it is taken as a run of its own");
        histories.add(page);
      }
    }
  }

  /** Returns the candidate with the highest score, unless another one has the same. */
  static <T> Optional<T> uniqueBest(List<T> candidates, Function<T, OptionalInt> score) {
    int best = -1;
    Optional<T> winner = Optional.empty();
    for (T candidate : candidates) {
      int points = score.apply(candidate).orElse(-1);
      if (points > best) {
        best = points;
        winner = Optional.of(candidate);
      } else if (points == best && points >= 0) {
        winner = Optional.empty();
      }
    }
    return winner;
  }
}
