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
import java.util.Optional;
import java.util.Set;

/**
 * Finds what a run that succeeded lost on its way: values that the baseline had there, or that a
 * state drops although a later one asks for them; items that a Map did not bring back; errors
 * inside of payloads that count as successes.
 */
final class SilentLossFinder {
  private static final int MOST = 20;
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

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
    new ValueLosses(pair, alignment, definition).find().forEach(this::add);
    for (Alignment.StepPair steps : alignment.pairs()) {
      if (steps.b().isPresent()) {
        payloads(steps.a(), steps.b().get());
        mapRun(steps.a(), steps.b().get());
        items(steps.a(), steps.b().get());
      }
    }
    return losses.stream().limit(MOST).toList();
  }

  private void add(SilentLoss found) {
    // The same field is lost in every state behind the first one.
    String field = found.field().substring(found.field().lastIndexOf('/') + 1);
    if (told.add(found.kind() + field + (field.isEmpty() ? found.step() : ""))) {
      losses.add(withNow(found));
    }
  }

  /** Says whether the state is defined otherwise by now: a fix helps only once it is deployed. */
  private SilentLoss withNow(SilentLoss loss) {
    String state = loss.step().replaceAll(".*/", "").replaceAll("(\\[[^\\]]*\\]|#\\d+)$", "");
    Optional<Definition.State> then = definition.flatMap(d -> d.state(state));
    Optional<Definition.State> today = now.flatMap(d -> d.state(state));
    if (then.isEmpty() || today.isEmpty() || definition.equals(now)) {
      return loss;
    }
    boolean same = JsonDiff.of(then.get().json(), today.get().json()).isEmpty();
    if (same && JsonDiff.leavesOpen(then.get().json(), today.get().json())) {
      return loss;
    }
    List<Ref> refs = new ArrayList<>(loss.evidence());
    refs.add(now.orElseThrow().ref().inside(today.get().pointer()));
    String text =
        same
            ? "; the state is still defined so: no fix of it was deployed"
            : "; the state is defined differently now, but this run had the older definition";
    return new SilentLoss(loss.kind(), loss.step(), loss.field(), loss.text() + text, refs);
  }

  /** A function can answer well and say 500 inside; the same in the baseline is usual. */
  private void payloads(Optional<Step> a, Step b) {
    long least = a.isPresent() ? CLIENT_ERROR : SERVER_ERROR;
    Optional<Long> status = status(b).filter(s -> s >= least && s < 600);
    boolean usual = a.flatMap(SilentLossFinder::status).filter(s -> s >= least).isPresent();
    if (status.isPresent() && !usual) {
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

  /** Failed items of a distributed Map, which the Map tolerated. */
  private void mapRun(Optional<Step> a, Step b) {
    Optional<EvidenceRecord> record = b.work().mapRunArn().flatMap(this::mapRun);
    long lost = record.map(SilentLossFinder::lost).orElse(0L);
    boolean usual =
        a.flatMap(step -> step.work().mapRunArn())
            .flatMap(this::mapRun)
            .filter(other -> lost(other) >= lost)
            .isPresent();
    if (lost > 0 && !usual) {
      long total = record.orElseThrow().get("itemCounts").path("total").asLong();
      add(
          items(
              b,
              lost + " of " + total + " items failed and were tolerated",
              record.orElseThrow().ref("itemCounts")));
    }
  }

  private static long lost(EvidenceRecord mapRun) {
    JsonNode counts = mapRun.get("itemCounts");
    return counts.path("failed").asLong()
        + counts.path("timedOut").asLong()
        + counts.path("aborted").asLong();
  }

  /** A Map that gave a result for each item in the baseline, and here for fewer. */
  private void items(Optional<Step> a, Step b) {
    boolean conserved = a.flatMap(SilentLossFinder::missing).filter(n -> n == 0).isPresent();
    Optional<Integer> missing = missing(b).filter(n -> n > 0);
    if (conserved && missing.isPresent()) {
      int items = b.work().items().orElse(0);
      add(
          items(
              b,
              items + " items went in, " + (items - missing.get()) + " results came out",
              b.output().ref()));
    }
  }

  private static Optional<Integer> missing(Step step) {
    return step.id().type() != EventType.Subject.MAP_STATE
        ? Optional.empty()
        : step.output()
            .json()
            .filter(JsonNode::isArray)
            .flatMap(results -> step.work().items().map(items -> items - results.size()));
  }

  private static SilentLoss items(Step step, String text, Ref ref) {
    return new SilentLoss(
        SilentLoss.Kind.ITEMS, step.path(), "", step.path() + ": " + text, List.of(ref));
  }

  private Optional<EvidenceRecord> mapRun(String arn) {
    return pair.evidence().stream(Kind.MAP_RUN)
        .filter(record -> record.text("mapRunArn").filter(arn::equals).isPresent())
        .findFirst();
  }
}
