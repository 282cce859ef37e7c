// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the run that a user names: an execution ARN, a console URL, {@code machine:execution},
 * {@code machine:last-failed}, {@code machine:last-success}, an execution's name, or a file or
 * folder of the evidence with its history; {@code #redrive=N} behind it means one segment.
 */
public final class RunSelector {
  private static final Pattern REDRIVE = Pattern.compile("(?<name>.+)#redrive=(?<number>\\d{1,4})");
  private static final Pattern IN_URL = Pattern.compile("arn(:|%3[Aa])[^?#/&\"' ]+(/[^?#&\"' ]*)?");
  private static final Pattern MACHINE =
      Pattern.compile("(?:arn:[^ ]*:stateMachine:)?(?<machine>[^:/]+):(?<execution>[^:]+)");
  private static final int MOST_SUGGESTIONS = 3;

  private final Runs runs;
  private final Optional<String> stateMachine;

  /**
   * Creates a selector.
   *
   * @param stateMachine the name or ARN of the only state machine to look at
   */
  public RunSelector(Runs runs, Optional<String> stateMachine) {
    this.runs = runs;
    this.stateMachine = stateMachine;
  }

  /** A name that leads to no run, or to more than one. */
  public static final class SelectionException extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean ambiguous;

    private SelectionException(String message, boolean ambiguous) {
      super(message);
      this.ambiguous = ambiguous;
    }

    /** Whether the name leads to more than one run, rather than to none. */
    public boolean isAmbiguous() {
      return ambiguous;
    }

    /** Returns the exception for a name that leads to no run. */
    public static SelectionException missing(String message) {
      return new SelectionException(message, false);
    }

    /** Returns the exception for a name that leads to more than one run. */
    public static SelectionException ambiguous(String message) {
      return new SelectionException(message, true);
    }
  }

  /**
   * Returns the run that a name leads to.
   *
   * @throws SelectionException where it leads to none or to more than one; the message suggests
   *     near names
   */
  public Run find(String text) throws SelectionException {
    Matcher redrive = REDRIVE.matcher(text);
    if (!redrive.matches()) {
      return whole(text);
    }
    Run run = whole(redrive.group("name"));
    int number = Integer.parseInt(redrive.group("number"));
    return Runs.segment(run, number)
        .orElseThrow(
            () ->
                SelectionException.missing(
                    run.name()
                        + " was redriven "
                        + run.source().redrives()
                        + " times; #redrive="
                        + number
                        + " is not one of its segments (0 is the original)"));
  }

  private Run whole(String text) throws SelectionException {
    String name = decoded(text);
    List<Run> found = candidates(name);
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.isEmpty()) {
      throw SelectionException.missing("no run " + text + " in the evidence" + suggestions(name));
    }
    throw SelectionException.ambiguous(
        text
            + " names "
            + found.size()
            + " runs: "
            + String.join(", ", found.stream().map(RunSelector::label).limit(5).toList())
            + "; give an ARN or --state-machine");
  }

  /** A console URL holds the execution's ARN, often percent-encoded. */
  private static String decoded(String text) {
    if (!text.startsWith("https://")) {
      return text;
    }
    Matcher matcher = IN_URL.matcher(text);
    return matcher.find() ? URLDecoder.decode(matcher.group(), StandardCharsets.UTF_8) : text;
  }

  private List<Run> candidates(String name) {
    List<Run> byArn = matching(run -> run.identity().arn().filter(name::equals).isPresent());
    if (!byArn.isEmpty()) {
      return byArn;
    }
    List<Run> byName = matching(run -> run.name().equals(name));
    if (!byName.isEmpty()) {
      return byName;
    }
    Matcher machine = MACHINE.matcher(name);
    if (machine.matches()) {
      return ofMachine(machine.group("machine"), machine.group("execution"));
    }
    return matching(run -> isIn(run, name));
  }

  private List<Run> matching(Predicate<Run> predicate) {
    return runs.all().stream().filter(this::isOfMachine).filter(predicate).toList();
  }

  private boolean isOfMachine(Run run) {
    return stateMachine
        .map(
            machine ->
                run.identity().stateMachine().equals(machine)
                    || run.identity().stateMachineArn().filter(machine::equals).isPresent())
        .orElse(true);
  }

  private List<Run> ofMachine(String machine, String execution) {
    List<Run> all = matching(run -> run.identity().stateMachine().equals(machine));
    return switch (execution) {
      case "last-failed" -> last(all, run -> run.status().isUnsuccessful());
      case "last-success" -> last(all, run -> run.status() == RunStatus.SUCCEEDED);
      default -> all.stream().filter(run -> run.name().equals(execution)).toList();
    };
  }

  /** The items of a distributed Map are executions, and none that a user starts. */
  private static List<Run> last(List<Run> runs, Predicate<Run> end) {
    return runs.stream()
        .filter(run -> run.identity().mapRunArn().isEmpty())
        .filter(end)
        .max(Comparator.comparing(run -> run.times().start()))
        .stream()
        .toList();
  }

  /** Whether the history of a run stands in a file, or below a folder. */
  private static boolean isIn(Run run, String path) {
    String clean = path.replace('\\', '/').replaceAll("^\\./|/$", "");
    return run.source().events().stream()
        .map(event -> event.ref().file().path())
        .distinct()
        .anyMatch(
            file ->
                file.equals(clean) || file.startsWith(clean + "/") || clean.endsWith("/" + file));
  }

  private String suggestions(String name) {
    String last = name.substring(Math.max(name.lastIndexOf(':'), name.lastIndexOf('/')) + 1);
    List<String> near =
        runs.all().stream()
            .map(Run::name)
            .filter(other -> !other.isEmpty())
            .distinct()
            .filter(other -> isNear(last, other))
            .sorted(Comparator.comparingInt(other -> distance(last, other)))
            .limit(MOST_SUGGESTIONS)
            .toList();
    if (!near.isEmpty()) {
      return "; did you mean " + String.join(" or ", near) + "?";
    }
    List<String> here =
        runs.asked().stream().map(RunSelector::label).distinct().limit(MOST_SUGGESTIONS).toList();
    return here.isEmpty() ? "" : "; here are " + String.join(", ", here);
  }

  private static boolean isNear(String name, String other) {
    boolean starts = name.length() >= 4 && (other.startsWith(name) || name.startsWith(other));
    return starts || distance(name, other) <= Math.max(2, other.length() / 4);
  }

  /** Returns the Levenshtein distance of two names. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int substitution = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }

  private static String label(Run run) {
    return run.name().isEmpty()
        ? "the run of " + run.times().start()
        : run.name() + " (" + run.status() + ")";
  }
}
