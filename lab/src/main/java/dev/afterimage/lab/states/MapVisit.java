// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.asl.Scope;
import dev.afterimage.lab.asl.StateFailure;
import dev.afterimage.lab.asl.StateSpec;
import dev.afterimage.lab.json.Json;
import java.util.TreeMap;

/** An inline Map: iterations in the same history; the first that fails fails it. */
final class MapVisit extends Visit {
  /** Iterations of an inline Map that run at once, whatever the definition says. */
  private static final int MOST_AT_ONCE = 40;

  private final TreeMap<Integer, Branch> open = new TreeMap<>();
  private final TreeMap<Integer, JsonNode> outputs = new TreeMap<>();
  private ArrayNode items = Json.array();
  private int next;
  private boolean failed;

  MapVisit(Branch branch, StateSpec spec, Entry entry) {
    super(branch, spec, entry);
  }

  @Override
  void begin() {
    tryAgain(entry().event());
  }

  @Override
  void tryAgain(long previous) {
    guarded(
        entry().event(),
        () -> {
          Scope entered = data().enter(spec(), scope());
          items = data().items(spec(), entered);
          int limit = limit(entered);
          open.clear();
          outputs.clear();
          next = 0;
          failed = false;
          long started =
              run().record("MapStateStarted", previous, Json.object().put("length", items.size()));
          if (items.isEmpty()) {
            complete(started);
          }
          for (int i = Math.min(limit, items.size()); i > 0; i--) {
            launch(entered, started);
          }
        });
  }

  private int limit(Scope entered) throws StateFailure {
    int asked = data().value(spec(), "MaxConcurrency", entered).map(JsonNode::asInt).orElse(0);
    return asked == 0 ? MOST_AT_ONCE : Math.min(asked, MOST_AT_ONCE);
  }

  private void launch(Scope entered, long previous) {
    int index = next++;
    run().decider().decideQuickly(() -> iterate(index, entered, previous));
  }

  private void iterate(int index, Scope entered, long previous) {
    if (failed || branch().isOver()) {
      return;
    }
    ObjectNode details = Json.object().put("name", spec().name()).put("index", index);
    long started = run().record("MapIterationStarted", previous, details);
    ObjectNode item = Json.object().put("Index", index);
    item.set("Value", items.get(index));
    context().withObject("/Map").set("Item", item);
    Branch inner =
        new Branch(
            run(),
            spec().processor(),
            branch().variables(),
            ending -> ended(index, ending, entered));
    inner.setMapItem(item);
    open.put(index, inner);
    guarded(
        entry().event(),
        () -> {
          Scope seen = Scope.of(entered.input(), context(), branch().variables());
          inner.start(data().item(spec(), seen, items.get(index)), started);
        });
  }

  private ObjectNode index(int index) {
    return Json.object().put("name", spec().name()).put("index", index);
  }

  private void ended(int index, Ending ending, Scope entered) {
    if (failed || branch().isOver()) {
      return;
    }
    if (ending instanceof Ending.Succeeded succeeded) {
      open.remove(index);
      outputs.put(index, succeeded.output());
      long event = run().record("MapIterationSucceeded", succeeded.event(), index(index));
      if (outputs.size() == items.size()) {
        complete(event);
      } else if (next < items.size()) {
        launch(entered, succeeded.event());
      }
    } else if (ending instanceof Ending.Failed end) {
      failFast(index, end.failure());
    }
  }

  private void complete(long event) {
    run().record("MapStateSucceeded", event);
    succeed(Json.nodes(outputs.values()), event);
  }

  private void failFast(int index, Failure failure) {
    failed = true;
    run().record("MapIterationFailed", failure.event(), index(index));
    open.forEach(
        (number, inner) -> {
          if (number != index) {
            inner.abort(failure.event());
          }
        });
    open.keySet().stream()
        .filter(number -> number != index)
        .forEach(number -> run().record("MapIterationAborted", failure.event(), index(number)));
    handle(failure);
  }

  @Override
  Failure givingUp(Failure failure) {
    return failure.at(run().record("MapStateFailed", failure.event()));
  }

  @Override
  void abort(long leaf) {
    open.values().forEach(inner -> inner.abort(leaf));
    super.abort(leaf);
  }

  @Override
  void cancelChildren() {
    open.values().forEach(Branch::cancelChildren);
  }

  @Override
  void redrive(long previous) {
    failed = false;
    if (open.isEmpty()) {
      tryAgain(previous);
      return;
    }
    open.values().forEach(inner -> inner.redrive(previous));
  }
}
