// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Attempt;
import dev.afterimage.core.history.EventType;
import dev.afterimage.core.history.RunStatus;
import dev.afterimage.core.history.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what a run that succeeded lost on its way: the first step whose output has nothing, or
 * null, where the baseline's had a value; values that a state drops although a later one asks for
 * them; items that a Map did not bring back; errors inside of payloads that count as successes.
 */
final class SilentLossFinder {
  private static final int MOST = 20;
  private static final int DEPTH = 6;

  private final Pair pair;
  private final Alignment alignment;
  private final Optional<Definition> definition;
  private final Optional<Definition> now;
  private final List<SilentLoss> losses = new ArrayList<>();
  private final Set<String> told = new HashSet<>();

  SilentLossFinder(Pair pair, Alignment alignment, Optional<Definition> definition) {
    this.pair = pair;
    this.alignment = alignment;
    this.definition = definition;
    this.now = new Definitions(pair.evidence()).now(pair.b());
  }

  List<SilentLoss> find() {
    if (pair.b().status() != RunStatus.SUCCEEDED) {
      return List.of();
    }
    for (Alignment.StepPair steps : alignment.pairs()) {
      if (steps.b().isPresent()) {
        steps.a().ifPresent(a -> values(a, steps.b().get()));
        payloads(steps.a(), steps.b().get());
        items(steps.a(), steps.b().get());
        dropped(steps.a(), steps.b().get());
      }
    }
    return losses.stream().limit(MOST).toList();
  }

  private void add(SilentLoss found) {
    SilentLoss loss = withNow(found);
    // The same field is lost in every state behind the first one.
    if (told.add(loss.kind() + leaf(loss.field()) + (loss.field().isEmpty() ? loss.step() : ""))) {
      losses.add(loss);
    }
  }

  /** A state that is defined differently now: the run had started with the older definition. */
  private SilentLoss withNow(SilentLoss loss) {
    String state = loss.step().replaceAll(".*/", "").replaceAll("(\\[[^\\]]*\\]|#\\d+)$", "");
    Optional<Definition.State> then = definition.flatMap(d -> d.state(state));
    Optional<Definition.State> today = now.flatMap(d -> d.state(state));
    if (then.isEmpty() || today.isEmpty() || then.get().json().equals(today.get().json())) {
      return loss;
    }
    List<Ref> refs = new ArrayList<>(loss.evidence());
    refs.add(now.orElseThrow().ref().inside(today.get().pointer()));
    return new SilentLoss(
        loss.kind(),
        loss.step(),
        loss.field(),
        loss.text()
            + "; the state is defined differently now, but this run had the older definition",
        refs);
  }

  private static String leaf(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }

  /** Fields of which the baseline's output has a value and this one has null or nothing. */
  private void values(Step a, Step b) {
    Optional<JsonNode> outA = a.output().json();
    Optional<JsonNode> outB = b.output().json();
    if (outA.isEmpty() || outB.isEmpty()) {
      return;
    }
    for (JsonDiff.Difference field : JsonDiff.of(outA.get(), outB.get())) {
      boolean had = !field.a().isMissingNode() && !field.a().isNull();
      boolean has = !field.b().isMissingNode() && !field.b().isNull();
      if (had && !has && !field.pointer().isEmpty()) {
        String how = field.b().isNull() ? "is null" : "is missing";
        add(
            new SilentLoss(
                SilentLoss.Kind.VALUE,
                b.path(),
                field.pointer(),
                field.pointer() + " " + how + " behind " + b.path() + "; the baseline had a value",
                List.of(inside(a.output().ref(), field.pointer()), b.output().ref())));
      }
    }
  }

  private static Ref inside(Ref ref, String pointer) {
    return ref.inner().isPresent() ? ref : ref.inside(pointer);
  }

  /** A function can answer well and say 500 inside; the same in the baseline is usual. */
  private void payloads(Optional<Step> a, Step b) {
    Optional<Long> status = status(b);
    boolean usual = a.flatMap(SilentLossFinder::status).filter(s -> s >= 400).isPresent();
    if (status.filter(s -> s >= 400).isPresent() && !usual) {
      Attempt last = b.attempts().get(b.attempts().size() - 1);
      add(
          new SilentLoss(
              SilentLoss.Kind.ERROR_IN_PAYLOAD,
              b.path(),
              "",
              b.path() + " succeeded with statusCode " + status.get() + " in its payload",
              List.of(last.output().ref())));
    }
  }

  private static Optional<Long> status(Step step) {
    if (step.attempts().isEmpty()) {
      return Optional.empty();
    }
    Optional<JsonNode> output = step.attempts().get(step.attempts().size() - 1).output().json();
    return output.flatMap(
        node ->
            Json.whole(node.path("Payload"), "statusCode")
                .or(() -> Json.whole(node, "statusCode")));
  }

  private void items(Optional<Step> a, Step b) {
    if (b.id().type() != EventType.Subject.MAP_STATE) {
      return;
    }
    b.work()
        .mapRunArn()
        .flatMap(this::mapRun)
        .ifPresent(
            record -> {
              JsonNode counts = record.get("itemCounts");
              long lost =
                  counts.path("failed").asLong()
                      + counts.path("timedOut").asLong()
                      + counts.path("aborted").asLong();
              if (lost > 0) {
                add(
                    items(
                        b,
                        lost
                            + " of "
                            + counts.path("total").asLong()
                            + " items failed and were tolerated",
                        record.ref("itemCounts")));
              }
            });
    Optional<JsonNode> output = b.output().json().filter(JsonNode::isArray);
    Optional<Integer> items = b.work().items();
    if (output.isPresent() && items.isPresent() && output.get().size() < items.get()) {
      String text = items.get() + " items went in, " + output.get().size() + " results came out";
      boolean usual =
          a.flatMap(s -> s.output().json())
              .filter(JsonNode::isArray)
              .filter(out -> out.size() < a.get().work().items().orElse(0))
              .isPresent();
      if (!usual) {
        add(items(b, text, b.output().ref()));
      }
    }
  }

  private SilentLoss items(Step step, String text, Ref ref) {
    return new SilentLoss(
        SilentLoss.Kind.ITEMS, step.path(), "", step.path() + ": " + text, List.of(ref));
  }

  private Optional<EvidenceRecord> mapRun(String arn) {
    return pair.evidence().stream(Kind.MAP_RUN)
        .filter(record -> record.text("mapRunArn").filter(arn::equals).isPresent())
        .findFirst();
  }

  /** A value of the input that the state's output lacks and that a later state asks for. */
  private void dropped(Optional<Step> a, Step b) {
    Optional<JsonNode> input = b.input().json();
    Optional<JsonNode> output = b.output().json();
    if (a.isPresent() || input.isEmpty() || output.isEmpty() || definition.isEmpty()) {
      return;
    }
    Set<String> asked = askedAfter(b);
    for (String pointer : pointers(input.get())) {
      boolean lost =
          Json.at(output.get(), pointer).isMissingNode() || Json.at(output.get(), pointer).isNull();
      if (lost && asked.contains(pointer)) {
        add(
            new SilentLoss(
                SilentLoss.Kind.VALUE,
                b.path(),
                pointer,
                b.path() + " drops " + pointer + ", which a later state asks for",
                List.of(inside(b.input().ref(), pointer), b.output().ref())));
      }
    }
  }

  private static List<String> pointers(JsonNode node) {
    List<String> pointers = new ArrayList<>();
    collect(node, "", 0, pointers);
    return pointers;
  }

  private static void collect(JsonNode node, String pointer, int depth, List<String> into) {
    if (!pointer.isEmpty() && !node.isNull()) {
      into.add(pointer);
    }
    if (node.isObject() && depth < DEPTH) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        String name = field.getKey().replace("~", "~0").replace("/", "~1");
        collect(field.getValue(), pointer + "/" + name, depth + 1, into);
      }
    }
  }

  /** The paths into their input that the definitions of later states name. */
  private Set<String> askedAfter(Step step) {
    Set<String> asked = new HashSet<>();
    pair.b().steps().stream()
        .filter(later -> later.id().enteredEventId() > step.id().enteredEventId())
        .filter(later -> later.id().frame().equals(step.id().frame()))
        .flatMap(later -> definition.flatMap(d -> d.state(later.id().name())).stream())
        .forEach(state -> paths(state.json(), asked));
    return asked;
  }

  private static void paths(JsonNode node, Set<String> into) {
    if (node.isTextual()) {
      String text = node.textValue();
      if (text.startsWith("$.") && text.matches("\\$(\\.[\\w-]+)+")) {
        into.add(text.substring(1).replace('.', '/'));
      } else if (text.contains("$states.input.")) {
        for (String part : text.split("\\$states\\.input", -1)) {
          String path = part.replaceAll("^((?:\\.[\\w-]+)*).*", "$1");
          into.add(path.replace('.', '/'));
        }
      }
    }
    node.forEach(child -> paths(child, into));
  }
}
