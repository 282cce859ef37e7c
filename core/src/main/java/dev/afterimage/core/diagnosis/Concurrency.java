// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.evidence.PathTokens;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Attempt;
import dev.afterimage.core.history.FunctionName;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Runs;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How many invocations a function and the account may have at once, and had. */
public final class Concurrency {
  private final Evidence evidence;
  private final Runs runs;
  private final Set<String> functions = new TreeSet<>();

  /**
   * A limit that an answer shows.
   *
   * @param value none where the answer says that there is no limit of its own
   */
  public record Limit(Optional<Long> value, Ref ref) {}

  /** Reads the limits of a case. */
  public Concurrency(Evidence evidence, Runs runs) {
    this.evidence = evidence;
    this.runs = runs;
    runs.all().forEach(run -> run.calls().forEach(call -> functions.add(call.function().name())));
  }

  /** Returns the reserved concurrency of a function; none where no answer tells. */
  public Optional<Limit> reserved(String function) {
    return evidence.stream(Kind.FUNCTION)
        .filter(record -> isOf(record, function))
        .filter(record -> record.get("Concurrency").isObject())
        .findFirst()
        .map(
            record ->
                new Limit(
                    Json.whole(record.get("Concurrency"), "ReservedConcurrentExecutions"),
                    record.ref("Concurrency")))
        .or(() -> answered(function))
        .or(() -> unreserved(function));
  }

  private static boolean isOf(EvidenceRecord record, String function) {
    return Json.text(record.get("Configuration"), "FunctionName")
        .filter(function::equals)
        .isPresent();
  }

  private Optional<Limit> answered(String function) {
    return evidence.stream(Kind.RESERVED_CONCURRENCY)
        .filter(record -> ownerOf(record).filter(function::equals).isPresent())
        .findFirst()
        .map(
            record ->
                new Limit(Json.whole(record.body(), "ReservedConcurrentExecutions"), record.ref()));
  }

  /** The answer of get-function-concurrency does not say whose it is. */
  private Optional<String> ownerOf(EvidenceRecord record) {
    return record
        .answer()
        .asked("FunctionName")
        .or(() -> record.answer().asked("functionName"))
        .flatMap(FunctionName::parse)
        .map(FunctionName::name)
        .or(() -> PathTokens.longest(record.ref().file().path(), functions))
        .or(() -> functions.size() == 1 ? functions.stream().findFirst() : Optional.empty());
  }

  /** Get-function shows reserved concurrency where there is any. */
  private Optional<Limit> unreserved(String function) {
    return evidence.stream(Kind.FUNCTION)
        .filter(record -> isOf(record, function))
        .findFirst()
        .map(record -> new Limit(Optional.empty(), record.ref("Configuration")));
  }

  /** Returns the limit of the account; none where no answer tells. */
  public Optional<Limit> account() {
    return evidence.stream(Kind.ACCOUNT_SETTINGS)
        .findFirst()
        .map(
            record ->
                new Limit(
                    Json.whole(record.get("AccountLimit"), "ConcurrentExecutions"),
                    record.ref("AccountLimit").child("ConcurrentExecutions")));
  }

  /** Returns how many attempts of the runs called any of the functions at a moment. */
  public int inFlight(Collection<String> of, Instant moment) {
    return (int)
        runs.all().stream()
            .flatMap(Run::calls)
            .filter(call -> of.contains(call.function().name()))
            .filter(call -> isOpen(call.attempt(), moment))
            .count();
  }

  private static boolean isOpen(Attempt attempt, Instant moment) {
    return attempt.times().scheduled().isBefore(moment)
        && attempt.times().ended().map(end -> !end.isBefore(moment)).orElse(true);
  }

  /** Returns the functions that the runs called. */
  public Set<String> functions() {
    return functions;
  }
}
