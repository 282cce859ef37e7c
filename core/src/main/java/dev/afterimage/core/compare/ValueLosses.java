// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Payload;
import dev.afterimage.core.history.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds the values that a run lost: a field that always has a value in the output of a step of the
 * baseline and never in this one's, a first choice that is missing, a value that a state drops. A
 * value counts only where something wanted it: the run's output, a later task, a later definition.
 */
final class ValueLosses {
  private static final int DEPTH = 6;

  /** Values whose absence is good news, or the end of a list. */
  private static final Pattern NO_LOSS =
      Pattern.compile(
          "(?i)(last)?_?(errors?|exceptions?|warnings?|failures?|cause|errorinfo|error_?message"
              + "|next_?token|next_?marker|next_?page|cursor|lastevaluatedkey"
              + "|continuation_?token)");

  private final Pair pair;
  private final Alignment alignment;
  private final Optional<Definition> definition;
  private final Map<String, AskedPaths> asked = new HashMap<>();
  private final List<SilentLoss> losses = new ArrayList<>();

  ValueLosses(Pair pair, Alignment alignment, Optional<Definition> definition) {
    this.pair = pair;
    this.alignment = alignment;
    this.definition = definition;
  }

  /** Returns the losses in the order of the steps. */
  List<SilentLoss> find() {
    Set<String> wanted = wanted();
    for (Alignment.StepPair steps : alignment.pairs()) {
      if (steps.a().isPresent() && steps.b().isPresent()) {
        lost(steps.a().get(), steps.b().get(), wanted);
        fallbacks(steps.a().get(), steps.b().get());
      } else {
        steps.b().ifPresent(b -> inserted(b, wanted));
      }
      steps.b().ifPresent(b -> dropped(steps.a(), b));
    }
    return losses;
  }

  /** The names of the fields that the run's output, or what a later task was given, has lost. */
  private Set<String> wanted() {
    Set<String> names = new TreeSet<>();
    pair.a()
        .ifPresent(
            a ->
                lost(a.end().output(), pair.b().end().output())
                    .forEach(field -> names.add(field.name())));
    for (Alignment.StepPair steps : alignment.pairs()) {
      Optional<Payload> inA = steps.a().flatMap(ValueLosses::given);
      Optional<Payload> inB = steps.b().flatMap(ValueLosses::given);
      if (inA.isPresent() && inB.isPresent()) {
        lost(inA.get(), inB.get()).forEach(field -> names.add(field.name()));
      }
    }
    return names;
  }

  private static Optional<Payload> given(Step step) {
    return step.attempts().stream().map(attempt -> attempt.input()).findFirst();
  }

  private static List<Fields.Lost> lost(Payload a, Payload b) {
    Optional<JsonNode> inA = a.json();
    Optional<JsonNode> inB = b.json();
    return inA.isEmpty() || inB.isEmpty()
        ? List.of()
        : Fields.of(inA.get()).lostIn(Fields.of(inB.get()));
  }

  private void lost(Step a, Step b, Set<String> wanted) {
    // What a Catch put into the output speaks of an error.
    boolean healthy = a.end().status() == Step.Status.SUCCEEDED;
    if (!healthy) {
      return;
    }
    for (Fields.Lost field : lost(a.output(), b.output())) {
      boolean isWanted = wanted.contains(field.name()) || isNeededAfter(b, field.path());
      if (isWanted && !NO_LOSS.matcher(field.name()).matches()) {
        losses.add(loss(a, b, field));
      }
    }
    assigned(a, b);
  }

  private SilentLoss loss(Step a, Step b, Fields.Lost field) {
    String pointer = field.pointer();
    JsonNode there = b.output().json().map(out -> Json.at(out, pointer)).orElseThrow();
    Optional<Shaping> how = drops(b, pointer) ? shaping(b, pointer) : ofResult(a, b, field);
    List<Ref> refs = new ArrayList<>();
    refs.add(inside(a.output().ref(), pointer));
    refs.add(there.isNull() ? inside(b.output().ref(), pointer) : b.output().ref());
    how.ifPresent(shaping -> refs.add(shaping.ref()));
    return new SilentLoss(
        SilentLoss.Kind.VALUE,
        b.path(),
        pointer,
        pointer
            + (there.isNull() ? " is null" : " is missing")
            + " behind "
            + b.path()
            + how.map(shaping -> " (" + shaping.text() + ")").orElse("")
            + "; the baseline had a value",
        refs);
  }

  private Optional<Shaping> shaping(Step step, String pointer) {
    return definition.flatMap(d -> Shaping.ofDropped(d, step.id().name(), pointer));
  }

  /** A value that the task itself did not give. */
  private static Optional<Shaping> ofResult(Step a, Step b, Fields.Lost field) {
    Optional<Payload> inA = result(a);
    Optional<Payload> inB = result(b);
    boolean gone =
        inA.isPresent()
            && inB.isPresent()
            && lost(inA.get(), inB.get()).stream().anyMatch(f -> f.name().equals(field.name()));
    return gone
        ? inB.map(result -> new Shaping("the result of its task lacks it", result.ref()))
        : Optional.empty();
  }

  private static Optional<Payload> result(Step step) {
    return step.attempts().isEmpty()
        ? Optional.empty()
        : Optional.of(step.attempts().get(step.attempts().size() - 1).output());
  }

  /** A variable that was assigned a value in the baseline, and none or null here. */
  private void assigned(Step a, Step b) {
    for (Map.Entry<String, Payload> variable : a.work().assigned().entrySet()) {
      String name = "/$" + variable.getKey();
      Optional<Payload> here = Optional.ofNullable(b.work().assigned().get(variable.getKey()));
      boolean had = variable.getValue().json().filter(value -> !value.isNull()).isPresent();
      boolean has = here.flatMap(Payload::json).filter(value -> !value.isNull()).isPresent();
      if (had && !has && isNeededAfter(b, name)) {
        losses.add(
            new SilentLoss(
                SilentLoss.Kind.VALUE,
                b.path(),
                name,
                b.path()
                    + " assigns no value to $"
                    + variable.getKey()
                    + ", which a later state asks for; the baseline did",
                List.of(variable.getValue().ref(), here.map(Payload::ref).orElse(b.end().ref()))));
      }
    }
  }

  /** A chain of alternatives whose first had a value in the baseline and has none here. */
  private void fallbacks(Step a, Step b) {
    Optional<JsonNode> inA = a.input().json();
    Optional<JsonNode> inB = b.input().json();
    if (inA.isEmpty() || inB.isEmpty()) {
      return;
    }
    AskedPaths paths = asked(b);
    for (List<String> chain : paths.chains()) {
      String first = chain.get(0);
      Optional<String> taken =
          chain.stream().skip(1).filter(path -> has(inB.get(), path)).findFirst();
      if (has(inA.get(), first) && !has(inB.get(), first) && taken.isPresent()) {
        fallback(a, b, first, "so " + taken.get() + " is taken");
      }
    }
    for (String path : paths.tested()) {
      boolean usual = visits(a).stream().anyMatch(input -> !has(input, path));
      if (has(inA.get(), path) && !has(inB.get(), path) && !usual && !isChained(paths, path)) {
        fallback(a, b, path, "so another way is taken");
      }
    }
  }

  private static boolean isChained(AskedPaths paths, String path) {
    return paths.chains().stream().anyMatch(chain -> chain.contains(path));
  }

  /** In a loop the last visit often lacks what the earlier ones had. */
  private List<JsonNode> visits(Step a) {
    return pair.a().stream()
        .flatMap(run -> run.steps().stream())
        .filter(step -> step.id().name().equals(a.id().name()))
        .flatMap(step -> step.input().json().stream())
        .toList();
  }

  private void fallback(Step a, Step b, String pointer, String then) {
    String name = pointer.substring(pointer.lastIndexOf('/') + 1);
    if (NO_LOSS.matcher(name).matches()) {
      return;
    }
    losses.add(
        new SilentLoss(
            SilentLoss.Kind.VALUE,
            b.path(),
            pointer,
            pointer + " has no value in " + b.path() + ", " + then + "; the baseline had it",
            List.of(inside(a.input().ref(), pointer), b.input().ref())));
  }

  /** A value of the input that the output lacks, and that a later state asks for in vain. */
  private void dropped(Optional<Step> a, Step b) {
    Optional<JsonNode> input = b.input().json();
    Optional<JsonNode> output = b.output().json();
    if (input.isEmpty() || output.isEmpty() || definition.isEmpty()) {
      return;
    }
    for (String pointer : pointers(input.get())) {
      boolean usual = a.filter(step -> drops(step, pointer)).isPresent();
      Optional<Step> later =
          has(output.get(), pointer) || usual ? Optional.empty() : misses(b, pointer);
      later.ifPresent(step -> losses.add(dropped(b, pointer, step)));
    }
  }

  /** A wanted value that a state drops which the baseline did not have. */
  private void inserted(Step b, Set<String> wanted) {
    Optional<JsonNode> input = b.input().json();
    Optional<JsonNode> output = b.output().json();
    if (pair.a().isEmpty() || input.isEmpty() || output.isEmpty()) {
      return;
    }
    for (String pointer : pointers(input.get())) {
      String name = pointer.substring(pointer.lastIndexOf('/') + 1);
      boolean isLost = !has(output.get(), pointer) && wanted.contains(name);
      if (isLost && !NO_LOSS.matcher(name).matches()) {
        losses.add(passedThrough(b, pointer));
      }
    }
  }

  private SilentLoss passedThrough(Step b, String pointer) {
    Optional<Shaping> how = shaping(b, pointer);
    String reason = how.map(shaping -> " (" + shaping.text() + ")").orElse("");
    return new SilentLoss(
        SilentLoss.Kind.VALUE,
        b.path(),
        pointer,
        pointer
            + " is missing behind "
            + b.path()
            + reason
            + ", which the baseline did not pass through",
        refs(b, pointer, List.of(), how));
  }

  /** Returns the value that went in, what came out, more, and what the definition says of it. */
  private static List<Ref> refs(Step b, String pointer, List<Ref> more, Optional<Shaping> how) {
    List<Ref> refs = new ArrayList<>();
    refs.add(inside(b.input().ref(), pointer));
    refs.add(b.output().ref());
    refs.addAll(more);
    how.ifPresent(shaping -> refs.add(shaping.ref()));
    return refs;
  }

  private SilentLoss dropped(Step b, String pointer, Step later) {
    Optional<Shaping> how = shaping(b, pointer);
    return new SilentLoss(
        SilentLoss.Kind.VALUE,
        b.path(),
        pointer,
        b.path()
            + " drops "
            + pointer
            + ", which "
            + later.path()
            + " asks for"
            + how.map(shaping -> ": " + shaping.text()).orElse(""),
        refs(b, pointer, List.of(later.input().ref()), how));
  }

  private static boolean drops(Step step, String pointer) {
    return step.input().json().filter(in -> has(in, pointer)).isPresent()
        && step.output().json().filter(out -> !has(out, pointer)).isPresent();
  }

  /** The first later step of the same frame that asks for a value, if it has not got it. */
  private Optional<Step> misses(Step step, String pointer) {
    return after(step).stream()
        .filter(later -> asked(later).needs(pointer))
        .findFirst()
        .filter(later -> later.input().json().filter(in -> !has(in, pointer)).isPresent());
  }

  private boolean isNeededAfter(Step step, String pointer) {
    return after(step).stream().anyMatch(later -> asked(later).needs(pointer));
  }

  private List<Step> after(Step step) {
    return pair.b().steps().stream()
        .filter(later -> later.id().enteredEventId() > step.id().enteredEventId())
        .filter(later -> later.id().frame().equals(step.id().frame()))
        .toList();
  }

  private AskedPaths asked(Step step) {
    return asked.computeIfAbsent(
        step.id().name(),
        name ->
            AskedPaths.of(
                definition
                    .flatMap(d -> d.state(name))
                    .map(Definition.State::json)
                    .orElse(JsonNodeFactory.instance.objectNode())));
  }

  private static boolean has(JsonNode value, String pointer) {
    JsonNode there = Json.at(value, pointer);
    return !there.isMissingNode() && !there.isNull();
  }

  private static Ref inside(Ref ref, String pointer) {
    return ref.inner().isPresent() ? ref : ref.inside(pointer);
  }

  private static Set<String> pointers(JsonNode node) {
    Set<String> pointers = new HashSet<>();
    collect(node, "", 0, pointers);
    return new TreeSet<>(pointers);
  }

  private static void collect(JsonNode node, String pointer, int depth, Set<String> into) {
    if (!pointer.isEmpty() && !node.isNull()) {
      into.add(pointer);
    }
    if (node instanceof ObjectNode object && depth < DEPTH) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        String name = field.getKey().replace("~", "~0").replace("/", "~1");
        collect(field.getValue(), pointer + "/" + name, depth + 1, into);
      }
    }
  }
}
