// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.compare.Change;
import dev.afterimage.core.diagnosis.LogSign;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.invocation.Invocation;
import dev.afterimage.core.provenance.ConfigurationInForce;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Secrets and parameters that were changed between the runs, and which processes had read them. */
public final class Secrets {
  /** Random letters that Secrets Manager puts behind a name in an ARN. */
  private static final Pattern ARN_TAIL = Pattern.compile("-[A-Za-z0-9]{6}$");

  private static final int LEAST_NAME = 4;

  /** Words of stages, roles and services that any two names can share. */
  private static final Set<String> COMMON =
      Set.of(
          "prod",
          "production",
          "stage",
          "staging",
          "test",
          "beta",
          "main",
          "live",
          "worker",
          "lambda",
          "function",
          "service",
          "handler",
          "secret",
          "secrets",
          "param",
          "parameter",
          "config",
          "token",
          "cron",
          "sync",
          "flow",
          "workflow",
          "pipeline",
          "state",
          "machine",
          "parent");

  private final Situation situation;

  /**
   * A change of a secret, with the trials on both sides of it.
   *
   * @param link how the change is tied to the function
   * @param failedOld failing trials whose process had started before the change
   * @param failedNew failing trials whose process started after it
   * @param okOld working trials of the run under question whose process had started before it
   * @param okNew working trials of the run under question whose process started after it
   */
  public record Split(
      Change change,
      Link link,
      List<Trial> failedOld,
      List<Trial> failedNew,
      List<Trial> okOld,
      List<Trial> okNew) {
    public Split {
      requireNonNull(link, "link is null");
      failedOld = List.copyOf(failedOld);
      failedNew = List.copyOf(failedNew);
      okOld = List.copyOf(okOld);
      okNew = List.copyOf(okNew);
    }

    /** Whether old processes failed and new ones worked, or the other way round. */
    public boolean parts() {
      boolean oldFail = !failedOld.isEmpty() && failedNew.isEmpty() && okOld.isEmpty();
      boolean newFail = !failedNew.isEmpty() && failedOld.isEmpty() && okNew.isEmpty();
      return (oldFail && !okNew.isEmpty()) || (newFail && !okOld.isEmpty());
    }
  }

  /** How a secret is tied to the function. */
  public enum Link {
    /** Nothing ties the two. */
    NONE,
    /** Their names share a word: a lead. */
    NAME,
    /** The configuration or the failure names it, or a denial is what failed. */
    USE
  }

  /** Looks at the changes of a situation. */
  public Secrets(Situation situation) {
    this.situation = situation;
  }

  /** Returns the changes of secrets and parameters, each with what it parts. */
  public List<Split> splits() {
    return situation.comparison().changes().stream()
        .filter(change -> change.kind() == Change.Kind.ENVIRONMENT)
        .filter(change -> !change.field().name().startsWith("Environment"))
        .flatMap(change -> change.origin().at().map(at -> split(change, at)).stream())
        .toList();
  }

  /** Whether a change of a secret that the function uses parts failing from working processes. */
  public boolean explain() {
    return splits().stream().anyMatch(split -> split.link() == Link.USE && split.parts());
  }

  /**
   * Whether calls worked before a change of a secret that the function uses and were refused after
   * it, by processes that had all started before it. A credential that ran out says so.
   */
  public boolean precede() {
    return splits().stream().anyMatch(this::precedes);
  }

  /** Whether a change stands between what worked and what failed, all in older processes. */
  public boolean precedes(Split split) {
    Instant at = split.change().origin().at().orElse(Instant.MAX);
    List<Trial> worked = situation.trials().ok();
    return split.link() == Link.USE
        && !split.failedOld().isEmpty()
        && split.failedNew().isEmpty()
        && !worked.isEmpty()
        && worked.stream().allMatch(trial -> endedBefore(trial, at))
        && !LogSign.of(situation, Credentials.EXPIRED).isSeen();
  }

  private static boolean endedBefore(Trial trial, Instant at) {
    return trial
        .invocation()
        .filter(i -> i.times().end().orElse(i.times().start()).isBefore(at))
        .isPresent();
  }

  private Split split(Change change, Instant at) {
    List<Trial> failed = situation.trials().failedInB();
    List<Trial> ok = situation.trials().ok(Trial.Side.B);
    return new Split(
        change,
        link(change),
        failed.stream().filter(trial -> startedBefore(trial, at)).toList(),
        failed.stream().filter(trial -> startedAfter(trial, at)).toList(),
        ok.stream().filter(trial -> startedBefore(trial, at)).toList(),
        ok.stream().filter(trial -> startedAfter(trial, at)).toList());
  }

  private static boolean startedBefore(Trial trial, Instant at) {
    return trial
        .invocation()
        .map(Invocation::place)
        .filter(place -> place.start().latest().isBefore(at))
        .isPresent();
  }

  private static boolean startedAfter(Trial trial, Instant at) {
    return trial
        .invocation()
        .map(Invocation::place)
        .filter(place -> place.start().earliest().filter(s -> !s.isBefore(at)).isPresent())
        .isPresent();
  }

  private Link link(Change change) {
    String name = nameOf(change.field().subject());
    boolean denied =
        LogSign.of(situation, Credentials.DENIED, Credentials.NOT_THE_FUNCTIONS).isSeen()
            || LogSign.of(situation, Credentials.EXPIRED).isSeen();
    boolean named =
        name.length() >= LEAST_NAME
            && (situation.symptoms().all().stream().anyMatch(s -> s.text().contains(name))
                || inEnvironment(name));
    if (denied || named) {
      return Link.USE;
    }
    return sharesWord(name) ? Link.NAME : Link.NONE;
  }

  /** Names of a project's resources share the project's word; those of a stage share too many. */
  private boolean sharesWord(String name) {
    Set<String> own = words(situation.function().orElse(""));
    own.addAll(words(situation.run().identity().stateMachine()));
    Set<String> words = words(name);
    words.retainAll(own);
    return !words.isEmpty();
  }

  private static Set<String> words(String name) {
    Set<String> words = new TreeSet<>();
    String split = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    for (String word : split.toLowerCase(Locale.ROOT).split("[^a-z]+", -1)) {
      if (word.length() >= LEAST_NAME && !COMMON.contains(word)) {
        words.add(word);
      }
    }
    return words;
  }

  private static String nameOf(String subject) {
    String last = subject.substring(subject.lastIndexOf(':') + 1);
    return subject.startsWith("arn:") ? ARN_TAIL.matcher(last).replaceFirst("") : last;
  }

  private boolean inEnvironment(String name) {
    Optional<JsonNode> variables =
        situation
            .configuration()
            .map(ConfigurationInForce::json)
            .map(json -> json.path("Environment").path("Variables"));
    return variables.isPresent()
        && variables.get().properties().stream()
            .anyMatch(variable -> variable.getValue().asText("").contains(name));
  }
}
