// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Step;
import dev.afterimage.core.provenance.FunctionImages;
import dev.afterimage.core.provenance.FunctionState;
import dev.afterimage.core.provenance.ImageInForce;
import dev.afterimage.core.provenance.TrailEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a run with its baseline: aligns the steps, finds the first divergence, collects what
 * changed between them and what did not.
 */
public final class RunComparer {
  private final Pair pair;
  private final Optional<Definition> definitionA;
  private final Optional<Definition> definitionB;
  private final List<Change> changes = new ArrayList<>();
  private final List<Comparison.Unchanged> unchanged = new ArrayList<>();

  private RunComparer(Pair pair) {
    this.pair = pair;
    Definitions definitions = new Definitions(pair.evidence());
    this.definitionA = pair.a().flatMap(definitions::of);
    this.definitionB = definitions.of(pair.b());
  }

  /** Compares; without a baseline only what happened around the run itself is told. */
  public static Comparison compare(Pair pair) {
    return new RunComparer(pair).compare();
  }

  private Comparison compare() {
    Alignment alignment =
        pair.a().map(a -> Aligner.align(a, pair.b())).orElseGet(() -> alone(pair.b()));
    Optional<Divergence> divergence =
        pair.a().isEmpty()
            ? Optional.empty()
            : new DivergenceFinder(definitionA, definitionB).first(alignment);
    pair.a().ifPresent(this::definition);
    pair.a().ifPresent(this::input);
    code();
    ConfigurationChanges configuration = new ConfigurationChanges(pair);
    configuration.find();
    changes.addAll(configuration.changes());
    unchanged.addAll(configuration.unchanged());
    changes.addAll(withoutRepeats(TrailChanges.find(pair)));
    Optional<Definition> definition = definitionB.or(this::now);
    return new Comparison(
        alignment,
        divergence,
        sorted(),
        unchanged,
        new SilentLossFinder(pair, alignment, definition).find(),
        definition);
  }

  private Optional<Definition> now() {
    return new Definitions(pair.evidence()).now(pair.b());
  }

  private static Alignment alone(Run run) {
    return new Alignment(
        run.steps().stream()
            .map(step -> new Alignment.StepPair(Optional.empty(), Optional.of(step)))
            .toList(),
        List.of());
  }

  private void definition(Run a) {
    if (definitionA.isEmpty() || definitionB.isEmpty()) {
      return;
    }
    List<Ref> refs = List.of(definitionA.get().ref(), definitionB.get().ref());
    JsonNode left = definitionA.get().json();
    JsonNode right = definitionB.get().json();
    List<JsonDiff.Difference> fields = JsonDiff.of(left, right);
    boolean same = fields.isEmpty() && !JsonDiff.leavesOpen(left, right);
    if (same && new Definitions(pair.evidence()).areShown(a, pair.b())) {
      unchanged.add(
          new Comparison.Unchanged(
              "the definition of " + a.identity().stateMachine() + " is the same", refs));
    }
    Change.Origin origin =
        new Change.Origin(definitionB.get().updated(), updatedBy(definitionB.get().updated()));
    for (JsonDiff.Difference field : fields) {
      changes.add(
          new Change(
              Change.Kind.DEFINITION,
              new Change.Field(stateOf(field.pointer(), a), field.pointer()),
              new Change.Values(field.a(), field.b()),
              origin,
              false,
              List.of(
                  refs.get(0).inside(existing(field.pointer(), field.a().isMissingNode())),
                  refs.get(1).inside(existing(field.pointer(), field.b().isMissingNode())))));
    }
  }

  /** Where a field is missing, the ref leads to what should hold it. */
  private static String existing(String pointer, boolean missing) {
    return missing ? pointer.substring(0, Math.max(0, pointer.lastIndexOf('/'))) : pointer;
  }

  private Optional<String> updatedBy(Optional<Instant> at) {
    return at.flatMap(
        moment ->
            pair.provenance().trail().events().stream()
                .filter(e -> e.is("states", "UpdateStateMachine"))
                .filter(e -> Math.abs(e.at().getEpochSecond() - moment.getEpochSecond()) <= 2)
                .map(TrailEvent::actor)
                .findFirst());
  }

  /** The innermost state that a pointer into a definition leads through. */
  private static String stateOf(String pointer, Run run) {
    String[] parts = pointer.split("/", -1);
    String state = run.identity().stateMachine();
    for (int i = 0; i + 1 < parts.length; i++) {
      if (parts[i].equals("States")) {
        state = parts[i + 1].replace("~1", "/").replace("~0", "~");
      }
    }
    return state;
  }

  private void input(Run a) {
    if (a.input().json().isEmpty() || pair.b().input().json().isEmpty()) {
      return;
    }
    List<Ref> refs = List.of(a.input().ref(), pair.b().input().ref());
    JsonNode left = a.input().json().get();
    JsonNode right = pair.b().input().json().get();
    List<JsonDiff.Difference> fields = JsonDiff.of(left, right);
    if (fields.isEmpty() && !JsonDiff.leavesOpen(left, right)) {
      unchanged.add(new Comparison.Unchanged("the input of both runs is the same", refs));
    }
    for (JsonDiff.Difference field : fields) {
      if (!Volatile.isNoise(field.a(), field.b())) {
        changes.add(
            new Change(
                Change.Kind.INPUT,
                new Change.Field("execution input", field.pointer()),
                new Change.Values(field.a(), field.b()),
                Change.Origin.UNKNOWN,
                false,
                List.of(
                    refs.get(0).inside(existing(field.pointer(), field.a().isMissingNode())),
                    refs.get(1).inside(existing(field.pointer(), field.b().isMissingNode())))));
      }
    }
  }

  private void code() {
    for (FunctionImages images : pair.provenance().functions()) {
      if (images.verdict() == FunctionImages.Verdict.SAME) {
        unchanged.add(
            new Comparison.Unchanged(
                "the code of " + images.function() + " is the same: " + images.proof().text(),
                images.proof().evidence()));
      } else if (images.verdict() == FunctionImages.Verdict.DIFFERENT
          || images.verdict() == FunctionImages.Verdict.MIXED) {
        changes.add(codeChange(images));
      }
    }
  }

  private Change codeChange(FunctionImages images) {
    boolean zip = images.type().filter(FunctionState.PackageType.ZIP::equals).isPresent();
    Optional<TrailEvent> update =
        pair.provenance()
            .trail()
            .on(images.function(), "UpdateFunctionCode")
            .filter(event -> !event.at().isBefore(pair.from()) && !event.at().isAfter(pair.until()))
            .reduce((earlier, later) -> later);
    return new Change(
        zip ? Change.Kind.CODE : Change.Kind.IMAGE,
        new Change.Field(images.function(), zip ? "CodeSha256" : "digest"),
        new Change.Values(digest(images.a()), digest(images.b())),
        new Change.Origin(update.map(TrailEvent::at), update.map(TrailEvent::actor)),
        false,
        images.proof().evidence());
  }

  private static com.fasterxml.jackson.databind.JsonNode digest(List<ImageInForce> images) {
    List<String> digests =
        images.stream().flatMap(image -> image.digest().stream()).distinct().toList();
    return digests.isEmpty()
        ? com.fasterxml.jackson.databind.node.NullNode.getInstance()
        : TextNode.valueOf(String.join(", ", digests));
  }

  /** A definition or a function that is compared itself needs no line for the call behind it. */
  private List<Change> withoutRepeats(List<Change> fromTrail) {
    Set<Change.Kind> told = new HashSet<>();
    changes.forEach(change -> told.add(change.kind()));
    return fromTrail.stream()
        .filter(c -> c.kind() != Change.Kind.DEFINITION || !told.contains(c.kind()))
        .toList();
  }

  private List<Change> sorted() {
    return changes.stream()
        .map(change -> change.relevant(isRelevant(change)))
        .sorted(
            Comparator.comparing((Change change) -> !change.relevant())
                .thenComparing(Change::kind)
                .thenComparing(change -> change.field().subject())
                .thenComparing(change -> change.field().name())
                .thenComparing(change -> change.origin().at().orElse(Instant.MAX)))
        .toList();
  }

  /** Whether a change touches what failed: its function, its states, its input, its network. */
  private boolean isRelevant(Change change) {
    String subject = change.field().subject();
    Set<String> touched = new HashSet<>();
    pair.failingFunction().ifPresent(touched::add);
    pair.failure()
        .flatMap(f -> f.origin().step())
        .map(Step::path)
        .ifPresent(path -> touched.addAll(names(path)));
    touched.add(pair.b().identity().stateMachine());
    pair.b().identity().stateMachineArn().ifPresent(touched::add);
    return switch (change.kind()) {
      case NETWORK -> touched.contains(subject) || failingFunctionIsInVpc();
      case PERMISSION, ENVIRONMENT -> true;
      case INPUT, CONTENTION -> pair.failure().isPresent();
      case IMAGE -> touched.contains(subject) && !change.field().name().startsWith("Put");
      default ->
          touched.contains(subject) || subject.contains(":" + pair.failingFunction().orElse("\n"));
    };
  }

  private boolean failingFunctionIsInVpc() {
    return pair.failingFunction()
        .flatMap(function -> pair.provenance().configuration(function))
        .map(configuration -> configuration.isInVpc())
        .orElse(false);
  }

  private static Set<String> names(String path) {
    Set<String> names = new HashSet<>();
    for (String part : path.split("/", -1)) {
      names.add(part.replaceAll("\\[[^\\]]*\\]$", "").replaceAll("#\\d+$", ""));
    }
    return names;
  }
}
