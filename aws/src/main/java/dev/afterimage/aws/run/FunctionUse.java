// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.run;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one run did with one function.
 *
 * @param name the function as GetFunction takes it: its name, or its ARN in another account
 * @param qualifiers what the calls asked for; the empty text where they asked for none
 * @param versions the versions that the outputs say ran
 */
public record FunctionUse(
    String name, Set<String> qualifiers, Set<String> versions, List<Attempt> attempts) {

  /** One call of the function. */
  public record Attempt(
      Instant from, Optional<Instant> to, Optional<String> requestId, Outcome outcome) {
    public Attempt {
      requireNonNull(from, "from is null");
      requireNonNull(to, "to is null");
      requireNonNull(requestId, "requestId is null");
      requireNonNull(outcome, "outcome is null");
    }
  }

  /** How a call ended. */
  public enum Outcome {
    SUCCEEDED,
    FAILED,
    /** Lambda did not take the call: there is no invocation, and no log line. */
    REFUSED,
    OPEN
  }

  public FunctionUse {
    requireNonNull(name, "name is null");
    qualifiers = Collections.unmodifiableSet(new TreeSet<>(qualifiers));
    versions = Collections.unmodifiableSet(new TreeSet<>(versions));
    attempts = attempts.stream().sorted(Comparator.comparing(Attempt::from)).toList();
  }

  /** Returns the function's name without account and Region. */
  public String plainName() {
    return name.substring(name.lastIndexOf(':') + 1);
  }

  /** Whether any call failed. */
  public boolean hasFailed() {
    return attempts.stream()
        .anyMatch(a -> a.outcome() == Outcome.FAILED || a.outcome() == Outcome.REFUSED);
  }

  /** Returns the moment of the first call. */
  public Instant from() {
    return attempts.get(0).from();
  }

  /** Returns the moment of the last end, or of the last call where that is later. */
  public Instant to() {
    return attempts.stream()
        .map(a -> a.to().filter(to -> to.isAfter(a.from())).orElse(a.from()))
        .max(Instant::compareTo)
        .orElseThrow();
  }

  /** Returns the moment of the last call: what it began may have gone on after the run. */
  public Instant lastCall() {
    return attempts.get(attempts.size() - 1).from();
  }

  /** Returns the request ids that are known, those of failures first. */
  public List<String> requestIds() {
    List<String> ids = new ArrayList<>();
    attempts.stream()
        .sorted(
            Comparator.comparing(Attempt::outcome, Comparator.comparing(o -> o != Outcome.FAILED)))
        .forEach(attempt -> attempt.requestId().ifPresent(ids::add));
    return ids;
  }

  /** Whether the request id of every invocation is known. */
  public boolean knowsEveryRequest() {
    return attempts.stream()
        .allMatch(a -> a.requestId().isPresent() || a.outcome() == Outcome.REFUSED);
  }
}
