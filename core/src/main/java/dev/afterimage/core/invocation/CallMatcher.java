// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.history.Attempt;
import dev.afterimage.core.history.ErrorText;
import dev.afterimage.core.history.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Pairs calls without a request id with the invocations that may have served them, in rounds: what
 * the lines of an invocation name, the message that both show, the end that both tell. After each
 * round what has one candidate left is paired, and that candidate is nobody else's any more.
 */
final class CallMatcher {
  /** Shorter values can stand in any line by accident. */
  private static final int LEAST_VALUE = 5;

  /** The next best end must lie this much further away. */
  private static final int CLEARLY_NEARER = 3;

  private final List<Wanted> calls;
  private final Map<Invocation, String> texts = new HashMap<>();

  /** A call and the invocations that may have served it. */
  static final class Wanted {
    final Run.Call call;
    final Set<Invocation> candidates = new LinkedHashSet<>();
    Optional<Invocation> served = Optional.empty();

    Wanted(Run.Call call) {
      this.call = call;
    }
  }

  private CallMatcher(List<Wanted> calls) {
    this.calls = calls;
  }

  /** Sets what served each of the calls, where that can be told. */
  static void match(List<Wanted> calls) {
    CallMatcher matcher = new CallMatcher(calls);
    matcher.settle();
    matcher.byContent();
    matcher.settle();
    matcher.byMessage();
    matcher.settle();
    matcher.byEnd();
    matcher.settle();
  }

  private List<Wanted> open() {
    return calls.stream().filter(c -> c.served.isEmpty() && !c.candidates.isEmpty()).toList();
  }

  /** Pairs what has one candidate left; one that is the last of two calls is left to neither. */
  private void settle() {
    boolean found = true;
    while (found) {
      Map<Invocation, List<Wanted>> last = new HashMap<>();
      for (Wanted call : open()) {
        if (call.candidates.size() == 1) {
          last.computeIfAbsent(call.candidates.iterator().next(), i -> new ArrayList<>()).add(call);
        }
      }
      last.forEach((invocation, wanting) -> settle(invocation, wanting));
      found = !last.isEmpty();
    }
  }

  private void settle(Invocation invocation, List<Wanted> wanting) {
    if (wanting.size() == 1) {
      wanting.get(0).served = Optional.of(invocation);
    }
    calls.forEach(call -> call.candidates.remove(invocation));
  }

  /** Code often writes down what it was given: a value that one call alone has tells its line. */
  private void byContent() {
    Map<String, Set<Wanted>> owners = new HashMap<>();
    for (Wanted call : open()) {
      values(call).forEach(v -> owners.computeIfAbsent(v, key -> new HashSet<>()).add(call));
    }
    for (Wanted call : open()) {
      Set<Invocation> naming = new LinkedHashSet<>();
      for (String value : values(call)) {
        if (owners.getOrDefault(value, Set.of()).size() == 1) {
          call.candidates.stream().filter(i -> text(i).contains(value)).forEach(naming::add);
        }
      }
      if (naming.size() == 1) {
        call.candidates.retainAll(naming);
      }
    }
  }

  private String text(Invocation invocation) {
    return texts.computeIfAbsent(
        invocation,
        i -> {
          StringBuilder text = new StringBuilder();
          i.lines().stream()
              .filter(line -> line.content() instanceof LogLine.Application)
              .forEach(line -> text.append(line.text()).append('\n'));
          return text.toString();
        });
  }

  private static Set<String> values(Wanted call) {
    Set<String> values = new HashSet<>();
    call.call.attempt().input().json().ifPresent(input -> collect(input, values));
    return values;
  }

  private static void collect(JsonNode node, Set<String> into) {
    boolean telling =
        node.isTextual()
            && node.textValue().length() >= LEAST_VALUE
            && node.textValue().chars().anyMatch(Character::isDigit);
    if (telling) {
      into.add(node.textValue());
    }
    node.forEach(child -> collect(child, into));
  }

  private void byMessage() {
    for (Wanted call : open()) {
      String message = ErrorText.of(call.call.attempt().end().cause()).message();
      Set<Invocation> same = new LinkedHashSet<>();
      call.candidates.stream()
          .filter(i -> i.shownError().filter(e -> e.message().equals(message)).isPresent())
          .forEach(same::add);
      if (!message.isEmpty() && same.size() == 1) {
        call.candidates.retainAll(same);
      }
    }
  }

  /** Step Functions hears of the end at once: where the nearest end is clearly so, it is that. */
  private void byEnd() {
    Map<Wanted, Invocation> nearest = new HashMap<>();
    for (Wanted call : open()) {
      nearest(call).ifPresent(invocation -> nearest.put(call, invocation));
    }
    Map<Invocation, Integer> wanted = new HashMap<>();
    nearest.values().forEach(invocation -> wanted.merge(invocation, 1, Integer::sum));
    nearest.forEach(
        (call, invocation) -> {
          if (wanted.getOrDefault(invocation, 0) == 1) {
            call.candidates.retainAll(Set.of(invocation));
          }
        });
  }

  private static Optional<Invocation> nearest(Wanted wanted) {
    Attempt attempt = wanted.call.attempt();
    Optional<Instant> ended = attempt.times().ended();
    if (ended.isEmpty() || attempt.end().status() == Attempt.Status.TIMED_OUT) {
      return Optional.empty();
    }
    long best = Long.MAX_VALUE;
    long second = Long.MAX_VALUE;
    Optional<Invocation> nearest = Optional.empty();
    for (Invocation invocation : wanted.candidates) {
      long apart = Duration.between(invocation.lastSeen(), ended.get()).abs().toMillis();
      if (apart < best) {
        second = best;
        best = apart;
        nearest = Optional.of(invocation);
      } else if (apart < second) {
        second = apart;
      }
    }
    boolean clear = second > CLEARLY_NEARER * Math.max(best, 10);
    return clear ? nearest : Optional.empty();
  }
}
