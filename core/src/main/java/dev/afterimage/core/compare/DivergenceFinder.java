// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Payload;
import dev.afterimage.core.history.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the first step at which two aligned runs part, in the order in which the run under question
 * shows it. Steps that it never reached because it had failed are no divergence of their own.
 */
final class DivergenceFinder {
  private final Optional<Definition> definitionA;
  private final Optional<Definition> definitionB;

  DivergenceFinder(Optional<Definition> definitionA, Optional<Definition> definitionB) {
    this.definitionA = definitionA;
    this.definitionB = definitionB;
  }

  /**
   * A divergence and its place.
   *
   * @param eventId the event of the run under question at which it shows
   * @param rank of several at one event, what came first: which way was taken, then what it did
   */
  private record Found(long eventId, int rank, Divergence divergence) {
    static final int ONLY_B = 0;
    static final int ONLY_A = 1;
    static final int BOTH = 2;
  }

  Optional<Divergence> first(Alignment alignment) {
    List<Found> found = new ArrayList<>();
    long[] next = next(alignment.pairs());
    long last = 0;
    boolean failed = false;
    for (int i = 0; i < next.length; i++) {
      Alignment.StepPair pair = alignment.pairs().get(i);
      if (pair.b().isPresent()) {
        last = Math.max(last, pair.b().get().id().enteredEventId());
        failed |= isFailure(pair.b().get());
      }
      if (pair.a().isPresent() && pair.b().isPresent()) {
        of(pair.a().get(), pair.b().get()).forEach(found::add);
      } else if (pair.b().isPresent()) {
        found.add(onlyB(pair.b().get()));
      } else if (!failed) {
        found.add(onlyA(pair.a().orElseThrow(), Math.max(last + 1, next[i])));
      }
    }
    return found.stream()
        .min(
            Comparator.comparingLong(Found::eventId)
                .thenComparingInt(Found::rank)
                .thenComparing(f -> f.divergence().kind())
                .thenComparing(f -> f.divergence().step()))
        .map(Found::divergence);
  }

  /** The event by which the run under question entered the step that stands at or behind a pair. */
  private static long[] next(List<Alignment.StepPair> pairs) {
    long[] next = new long[pairs.size()];
    long entered = Long.MAX_VALUE;
    for (int i = next.length - 1; i >= 0; i--) {
      entered = pairs.get(i).b().map(step -> step.id().enteredEventId()).orElse(entered);
      next[i] = entered;
    }
    return next;
  }

  private static boolean isFailure(Step step) {
    return switch (step.end().status()) {
      case FAILED, TIMED_OUT, ABORTED, OPEN -> true;
      default -> false;
    };
  }

  private List<Found> of(Step a, Step b) {
    List<Found> found = new ArrayList<>();
    configuration(a, b).ifPresent(found::add);
    input(a, b).ifPresent(found::add);
    outcome(a, b).or(() -> behaviour(a, b)).ifPresent(found::add);
    return found;
  }

  private Optional<Found> configuration(Step a, Step b) {
    Optional<Definition.State> stateA = definitionA.flatMap(d -> d.state(a.id().name()));
    Optional<Definition.State> stateB = definitionB.flatMap(d -> d.state(b.id().name()));
    if (stateA.isEmpty() || stateB.isEmpty()) {
      return Optional.empty();
    }
    List<JsonDiff.Difference> fields =
        JsonDiff.of(own(stateA.get().json()), own(stateB.get().json()));
    return fields.isEmpty()
        ? Optional.empty()
        : Optional.of(
            found(
                b,
                Divergence.Kind.CONFIGURATION,
                "the state is defined differently: " + pointers(fields),
                List.of(
                    definitionA.orElseThrow().ref().inside(stateA.get().pointer()),
                    definitionB.orElseThrow().ref().inside(stateB.get().pointer()))));
  }

  /** A state without its comment and the states inside of it, which have steps of their own. */
  private static JsonNode own(JsonNode state) {
    com.fasterxml.jackson.databind.node.ObjectNode copy = state.deepCopy();
    copy.remove(List.of("Iterator", "ItemProcessor", "Branches", "Comment"));
    return copy;
  }

  private static Optional<Found> input(Step a, Step b) {
    return material(a.input(), b.input())
        .map(
            text ->
                found(
                    b,
                    Divergence.Kind.INPUT,
                    "the input differs: " + text,
                    List.of(a.input().ref(), b.input().ref())));
  }

  private static Optional<Found> outcome(Step a, Step b) {
    if (a.end().status() == b.end().status()) {
      return Optional.empty();
    }
    String error = b.end().error().map(name -> " with " + name).orElse("");
    String text = "it " + word(a) + " in the baseline and " + word(b) + error + " here";
    // A step that was cut off parted only because another one had failed.
    boolean cutOff = b.end().status() == Step.Status.ABORTED;
    return Optional.of(
        new Found(
            cutOff ? Long.MAX_VALUE : b.end().eventId(),
            Found.BOTH,
            new Divergence(
                b.path(), Divergence.Kind.OUTCOME, text, List.of(a.end().ref(), b.end().ref()))));
  }

  private static Optional<Found> behaviour(Step a, Step b) {
    int triesA = a.attempts().size();
    int triesB = b.attempts().size();
    return triesA == triesB
        ? Optional.empty()
        : Optional.of(
            found(
                b,
                Divergence.Kind.BEHAVIOUR,
                "it took " + triesA + " attempts in the baseline and " + triesB + " here",
                List.of(a.end().ref(), b.end().ref())));
  }

  private static Found onlyB(Step b) {
    return new Found(
        b.id().enteredEventId(),
        Found.ONLY_B,
        new Divergence(
            b.path(),
            Divergence.Kind.STRUCTURE,
            "only this run entered it",
            List.of(b.span().ref())));
  }

  private static Found onlyA(Step a, long eventId) {
    return new Found(
        eventId,
        Found.ONLY_A,
        new Divergence(
            a.path(),
            Divergence.Kind.STRUCTURE,
            "only the baseline entered it",
            List.of(a.span().ref())));
  }

  private static Found found(Step b, Divergence.Kind kind, String text, List<Ref> refs) {
    return new Found(
        b.id().enteredEventId(), Found.BOTH, new Divergence(b.path(), kind, text, refs));
  }

  /** Says in which way two payloads differ in shape; other values alone are no divergence. */
  static Optional<String> material(Payload a, Payload b) {
    if (a.json().isEmpty() || b.json().isEmpty()) {
      return Optional.empty();
    }
    List<JsonDiff.Difference> differences =
        JsonDiff.of(a.json().get(), b.json().get()).stream()
            .filter(DivergenceFinder::isMaterial)
            .toList();
    return differences.isEmpty() ? Optional.empty() : Optional.of(pointers(differences));
  }

  private static boolean isMaterial(JsonDiff.Difference difference) {
    boolean sizes =
        difference.a().isArray()
            && difference.b().isArray()
            && difference.a().size() != difference.b().size();
    return difference.isStructural() || sizes;
  }

  private static String pointers(List<JsonDiff.Difference> fields) {
    List<String> names = fields.stream().map(f -> name(f.pointer())).distinct().limit(5).toList();
    String more = fields.size() > names.size() ? ", …" : "";
    return String.join(", ", names) + more;
  }

  private static String name(String pointer) {
    return pointer.isEmpty() ? "the whole value" : pointer;
  }

  private static String word(Step step) {
    return switch (step.end().status()) {
      case SUCCEEDED -> "succeeded";
      case OPEN -> "was still open";
      case CAUGHT -> "failed and was caught";
      case ABORTED -> "was cut off";
      default -> step.end().status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }
}
