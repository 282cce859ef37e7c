// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import dev.afterimage.core.evidence.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The history of one execution while its pages are found: events by id, and whose they are. */
final class HistoryDraft {
  private final TreeMap<Long, HistoryEvent> events = new TreeMap<>();
  private final List<Answer> answers = new ArrayList<>();
  private Optional<String> arn;
  private int conflicts;

  HistoryDraft(Optional<String> arn, List<HistoryEvent> fragment, Optional<Answer> answer) {
    this.arn = arn;
    answer.ifPresent(answers::add);
    fragment.forEach(this::add);
  }

  private void add(HistoryEvent event) {
    HistoryEvent here = events.putIfAbsent(event.id(), event);
    if (here == null) {
      return;
    }
    boolean same = here.isSameAs(event);
    conflicts += same ? 0 : 1;
    if (same ? event.details().size() > here.details().size() : isBefore(event, here)) {
      events.put(event.id(), event);
    }
  }

  /** Of two events with one id the earlier counts, whatever order they were read in. */
  private static boolean isBefore(HistoryEvent event, HistoryEvent here) {
    int byTime = event.at().compareTo(here.at());
    return byTime != 0 ? byTime < 0 : event.type().name().compareTo(here.type().name()) < 0;
  }

  List<HistoryEvent> events() {
    return List.copyOf(events.values());
  }

  List<Answer> answers() {
    return answers;
  }

  Optional<String> arn() {
    return arn;
  }

  void name(String executionArn) {
    arn = Optional.of(executionArn);
  }

  /** Returns how many ids stand twice with different content. */
  int conflicts() {
    return conflicts;
  }

  boolean hasHead() {
    return events.containsKey(1L);
  }

  HistoryEvent first() {
    return events.firstEntry().getValue();
  }

  HistoryEvent last() {
    return events.lastEntry().getValue();
  }

  /** Returns how many events are missing between the first id and the last. */
  long missing() {
    return last().id() - events.size();
  }

  /** Whether every event up to the last is here, and nothing says that there are later ones. */
  boolean isComplete() {
    boolean whole = last().type().isTerminal() || answers.stream().allMatch(Answer::whole);
    return whole && hasHead() && missing() == 0 && !isCut();
  }

  /** Whether the last page says that there is more, and no later page is here. */
  boolean isCut() {
    boolean more = answers.stream().anyMatch(Answer::hasMore);
    boolean everyPageHasMore = !answers.isEmpty() && answers.stream().allMatch(Answer::hasMore);
    boolean incomplete =
        answers.stream().anyMatch(answer -> answer.call().map(c -> !c.complete()).orElse(false));
    return incomplete || (more && everyPageHasMore && !last().type().isTerminal());
  }

  /** Whether another draft may be of the same execution: its events here are the same. */
  boolean agreesWith(HistoryDraft other) {
    return other.events.values().stream()
        .allMatch(
            event -> {
              HistoryEvent here = events.get(event.id());
              return here == null || here.isSameAs(event);
            });
  }

  /** Whether both begin with the same first event. */
  boolean hasHeadOf(HistoryDraft other) {
    return hasHead() && other.hasHead() && first().isSameAs(other.first());
  }

  /**
   * How well a page without the first event goes on with this history; empty: not at all. The page
   * must come later, keep the order of time, and have its parents here or in itself.
   */
  OptionalInt fit(HistoryDraft page) {
    Map.Entry<Long, HistoryEvent> before = events.lowerEntry(page.first().id());
    Map.Entry<Long, HistoryEvent> after = events.higherEntry(page.last().id());
    boolean inOrder =
        before != null
            && !before.getValue().at().isAfter(page.first().at())
            && (after == null || !after.getValue().at().isBefore(page.last().at()))
            && !isOverBefore(page.first());
    if (!inOrder || !agreesWith(page)) {
      return OptionalInt.empty();
    }
    long parent = page.first().previousId();
    boolean next = before.getKey() + 1 == page.first().id();
    boolean parentHere = events.containsKey(parent);
    if (next && parent > 0 && !parentHere) {
      return OptionalInt.empty();
    }
    return OptionalInt.of((next ? 2 : 0) + (parentHere ? 1 : 0));
  }

  private boolean isOverBefore(HistoryEvent event) {
    Map.Entry<Long, HistoryEvent> before = events.lowerEntry(event.id());
    return before != null
        && before.getValue().type().isTerminal()
        && !event.type().is(EventType.Subject.EXECUTION, EventType.Phase.REDRIVEN);
  }

  void merge(HistoryDraft other) {
    other.events.values().forEach(this::add);
    answers.addAll(other.answers);
    conflicts += other.conflicts;
    arn = arn.or(other::arn);
  }
}
