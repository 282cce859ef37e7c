// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.compare.Alignment;
import dev.afterimage.core.compare.JsonDiff;
import dev.afterimage.core.compare.Volatile;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Payload;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * In what the payloads of two aligned runs differ, in the order in which the run under question
 * shows it: its input, then input and output of each step up to the failure.
 */
public final class PayloadDifferences {
  /** Shorter names and values stand in messages by accident. */
  private static final int LEAST_NAME = 3;

  private static final int LONGEST_VALUE = 200;
  private static final int MOST = 2_000;

  private final List<Found> all = new ArrayList<>();

  /** The payload that shows a difference. */
  public enum Place {
    RUN_INPUT,
    STEP_INPUT,
    STEP_OUTPUT
  }

  /**
   * A difference and where it shows.
   *
   * @param step the step of the run under question; none for the run's own input
   * @param evidence both payloads, the baseline's first
   */
  public record Found(
      Place place, Optional<Step> step, JsonDiff.Difference difference, List<Ref> evidence) {
    public Found {
      requireNonNull(place, "place is null");
      requireNonNull(step, "step is null");
      requireNonNull(difference, "difference is null");
      evidence = List.copyOf(evidence);
    }

    /** Returns the name of the field, without what stands around it. */
    public String field() {
      String pointer = difference.pointer();
      return pointer.substring(pointer.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
    }

    /** Whether the baseline had a value here and this run has null or nothing. */
    public boolean isLost() {
      return isValue(difference.a()) && !isValue(difference.b());
    }

    /** Whether the run lacks the field, or holds a value of another type: no mere addition. */
    public boolean lacksWhatWas() {
      return isStructural() && isValue(difference.a());
    }

    /** Whether one side lacks the field, or holds a value of another type. */
    public boolean isStructural() {
      return difference.isStructural();
    }
  }

  private static boolean isValue(JsonNode node) {
    return !node.isMissingNode() && !node.isNull();
  }

  private PayloadDifferences() {}

  /** Compares what the runs were given and gave on, up to the failing event. */
  static PayloadDifferences of(
      Optional<Run> a, Run b, Alignment alignment, Optional<Long> failingEvent) {
    PayloadDifferences differences = new PayloadDifferences();
    if (a.isEmpty()) {
      return differences;
    }
    differences.add(Place.RUN_INPUT, Optional.empty(), a.get().input(), b.input());
    long until = failingEvent.orElse(Long.MAX_VALUE);
    for (Alignment.StepPair pair : alignment.pairs()) {
      if (pair.a().isPresent() && pair.b().isPresent()) {
        Step step = pair.b().get();
        if (step.id().enteredEventId() <= until && differences.all.size() < MOST) {
          Optional<Step> here = Optional.of(step);
          differences.add(Place.STEP_INPUT, here, pair.a().get().input(), step.input());
          differences.add(Place.STEP_INPUT, here, given(pair.a().get()), given(step));
          differences.add(Place.STEP_OUTPUT, here, pair.a().get().output(), step.output());
        }
      }
    }
    return differences;
  }

  /** What the last attempt of a step was given, which Parameters may have shaped. */
  private static Payload given(Step step) {
    return step.attempts().isEmpty()
        ? Payload.missing(step.span().ref())
        : step.attempts().get(step.attempts().size() - 1).input();
  }

  private void add(Place place, Optional<Step> step, Payload a, Payload b) {
    Optional<JsonNode> left = a.json();
    Optional<JsonNode> right = b.json();
    if (left.isEmpty() || right.isEmpty()) {
      return;
    }
    for (JsonDiff.Difference difference : JsonDiff.of(left.get(), right.get())) {
      if (!Volatile.isNoise(difference.a(), difference.b())) {
        all.add(new Found(place, step, difference, List.of(a.ref(), b.ref())));
      }
    }
  }

  /** Returns every difference. */
  public List<Found> all() {
    return List.copyOf(all);
  }

  /** Returns the differences of the run's own input. */
  public List<Found> ofRunInput() {
    return all.stream().filter(found -> found.place() == Place.RUN_INPUT).toList();
  }

  /**
   * Returns the first place that shows a difference which the failure speaks of: a field that is
   * new, gone or of another type and is named, a new value of another form that is quoted, or a
   * name with its new value.
   */
  public Optional<Named> named(Symptoms symptoms) {
    for (Found found : all) {
      Optional<Symptom> symptom = symptom(found, symptoms);
      if (symptom.isPresent()) {
        return Optional.of(new Named(found, symptom.get()));
      }
    }
    return Optional.empty();
  }

  /** A difference with the text that speaks of it. */
  public record Named(Found found, Symptom symptom) {
    /** Whether the text speaks of the value of before as well, and not only as part of the new. */
    public boolean saysTheOldValue() {
      String before = found.difference().a().asText("");
      String now = found.difference().b().asText("");
      String rest = now.isEmpty() ? symptom.text() : symptom.text().replace(now, "");
      return before.length() >= LEAST_NAME && rest.contains(before);
    }

    /** Returns both payloads and the text. */
    public List<Ref> evidence() {
      List<Ref> refs = new ArrayList<>(found.evidence());
      refs.add(symptom.ref());
      return refs;
    }
  }

  private static Optional<Symptom> symptom(Found found, Symptoms symptoms) {
    String field = found.field();
    boolean telling = field.length() >= LEAST_NAME && !field.chars().allMatch(Character::isDigit);
    if (found.isStructural() && telling) {
      return first(found.isLost() ? symptoms : symptoms.ofError(), field);
    }
    String before = found.difference().a().asText("");
    String value = found.difference().b().asText("");
    boolean quotable = value.length() >= LEAST_NAME && value.length() <= LONGEST_VALUE;
    // Another id of the same form stands in many messages; another form is what code stumbles over.
    Optional<Symptom> quoted =
        quotable && !shape(before).equals(shape(value))
            ? first(symptoms.ofError(), value)
            : Optional.empty();
    return quoted.or(() -> pair(symptoms.ofError(), field, value));
  }

  /** A message that says the field's name and right after it the new value means this field. */
  private static Optional<Symptom> pair(Symptoms symptoms, String field, String value) {
    boolean telling = field.length() >= 2 && !field.chars().allMatch(Character::isDigit);
    if (!telling || value.isEmpty() || value.length() > LONGEST_VALUE) {
      return Optional.empty();
    }
    Pattern both =
        Pattern.compile(
            "(?<![\\p{L}\\d_])"
                + Pattern.quote(field)
                + "[^\\p{L}\\d]{1,5}"
                + Pattern.quote(value)
                + "(?![\\p{L}\\d_])");
    return symptoms.matching(both).stream().findFirst();
  }

  private static String shape(String value) {
    return value.replaceAll("\\p{L}+", "a").replaceAll("\\d+", "9");
  }

  private static Optional<Symptom> first(Symptoms symptoms, String word) {
    Pattern whole = Pattern.compile("(?<![\\p{L}\\d_])" + Pattern.quote(word) + "(?![\\p{L}\\d_])");
    return symptoms.matching(whole).stream().findFirst();
  }
}
