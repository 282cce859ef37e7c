// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import dev.afterimage.core.contrast.TemplateMiner;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.invocation.LogLine;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A sign of a cause in the error, its message, or the lines of failing invocations.
 *
 * @param seen the texts that show it
 * @param stray lines that show it in few of the failing invocations, or in those that worked as
 *     well, where no error does: what is logged by the way explains nothing
 */
public record LogSign(Situation situation, List<Symptom> seen, List<Symptom> stray) {
  private static final Pattern NEVER = Pattern.compile("(?!)");
  private static final int LONGEST = 160;

  /** Looks for a pattern. */
  public static LogSign of(Situation situation, Pattern pattern) {
    return of(situation, pattern, NEVER);
  }

  /** Looks for a pattern in texts that do not show another one. */
  public static LogSign of(Situation situation, Pattern pattern, Pattern unless) {
    List<Symptom> found =
        situation.symptoms().matching(pattern).stream()
            .filter(symptom -> !unless.matcher(symptom.text()).find())
            .toList();
    Set<String> usual = usual(situation, found, pattern);
    List<Symptom> telling =
        found.stream()
            .filter(symptom -> !usual.contains(TemplateMiner.mask(symptom.text())))
            .toList();
    return isInFew(situation, telling)
        ? new LogSign(situation, List.of(), found)
        : new LogSign(situation, telling, telling.isEmpty() ? found : List.of());
  }

  /** Returns which of the lines, masked, stand in invocations that worked as well. */
  private static Set<String> usual(Situation situation, List<Symptom> found, Pattern pattern) {
    Set<String> lines =
        found.stream()
            .filter(symptom -> symptom.source() == Symptom.Source.LOG)
            .map(symptom -> TemplateMiner.mask(symptom.text()))
            .collect(Collectors.toSet());
    return lines.isEmpty()
        ? Set.of()
        : Trials.invocations(situation.trials().ok())
            .flatMap(invocation -> invocation.lines().stream())
            .filter(line -> line.content() instanceof LogLine.Application)
            .filter(line -> pattern.matcher(line.text()).find())
            .map(line -> TemplateMiner.mask(line.text()))
            .filter(lines::contains)
            .collect(Collectors.toSet());
  }

  /** Whether only lines show it, and these in less than half of the failing invocations. */
  private static boolean isInFew(Situation situation, List<Symptom> found) {
    if (found.stream().anyMatch(symptom -> symptom.source() != Symptom.Source.LOG)) {
      return false;
    }
    Set<Ref> refs = found.stream().map(Symptom::ref).collect(Collectors.toSet());
    List<Long> matching =
        Trials.invocations(situation.trials().failedInB())
            .map(i -> i.lines().stream().filter(line -> refs.contains(line.ref())).count())
            .toList();
    long lines = matching.stream().mapToLong(Long::longValue).sum();
    long invocations = matching.stream().filter(count -> count > 0).count();
    // What stands before START is said of the whole process.
    boolean allInside = lines == refs.size();
    return allInside && !refs.isEmpty() && invocations * 2 < matching.size();
  }

  /** Whether any text shows the sign. */
  public boolean isSeen() {
    return !seen.isEmpty();
  }

  /** Returns the places of the texts. */
  public List<Ref> refs() {
    return seen.stream().map(Symptom::ref).toList();
  }

  /** Returns the first line of the first text, shortened. */
  public String shown() {
    String line = seen.isEmpty() ? "" : seen.get(0).text().strip().lines().findFirst().orElse("");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }

  /** Weighs that nothing shows the sign: with the logs at hand that speaks against the cause. */
  public void missing(Weighing weighing, String what) {
    if (situation.failure().isEmpty()) {
      return;
    }
    if (!OwnError.isOwn(situation.error()) && !situation.error().isEmpty()) {
      Claims.otherError(situation, weighing, "one that code meets");
    } else if (!stray.isEmpty()) {
      weighing.weakens(
          2,
          "what speaks of " + what + " stands in few failing invocations, or in working ones too",
          List.of(stray.get(0).ref()));
    } else if (situation.hasFailingLogs()) {
      weighing.weakens(
          2.5,
          "no line of a failing invocation speaks of " + what,
          Trials.refs(situation.trials().failedInB()));
    } else {
      weighing.weakens(1, "the error does not speak of " + what, situation.failureRef());
      if (situation.function().isPresent()) {
        Claims.logsWouldTell(situation, weighing, "the logs tell whether it met " + what);
      }
    }
  }
}
