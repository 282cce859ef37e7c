// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.lab.asl.Definition;
import dev.afterimage.lab.asl.Scope;
import dev.afterimage.lab.asl.StateSpec;
import dev.afterimage.lab.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A Parallel: all branches at once; the first that fails fails it. */
final class ParallelVisit extends Visit {
  private final List<Branch> branches = new ArrayList<>();
  private final TreeMap<Integer, JsonNode> outputs = new TreeMap<>();
  private boolean failed;

  ParallelVisit(Branch branch, StateSpec spec, Entry entry) {
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
          JsonNode input = data().arguments(spec(), entered);
          branches.clear();
          outputs.clear();
          failed = false;
          long started = run().record("ParallelStateStarted", previous);
          int index = 0;
          for (Definition definition : spec().branches()) {
            int number = index++;
            Branch inner =
                new Branch(
                    run(), definition, branch().variables(), ending -> ended(number, ending));
            branches.add(inner);
            run().decider().decideQuickly(() -> inner.start(input, started));
          }
        });
  }

  private void ended(int index, Ending ending) {
    if (failed || branch().isOver()) {
      return;
    }
    if (ending instanceof Ending.Succeeded succeeded) {
      outputs.put(index, succeeded.output());
      if (outputs.size() == branches.size()) {
        run().record("ParallelStateSucceeded", succeeded.event());
        succeed(Json.nodes(outputs.values()), succeeded.event());
      }
    } else if (ending instanceof Ending.Failed end) {
      failed = true;
      branches.forEach(inner -> inner.abort(end.failure().event()));
      handle(end.failure());
    }
  }

  @Override
  Failure givingUp(Failure failure) {
    return failure.at(run().record("ParallelStateFailed", failure.event()));
  }

  @Override
  void abort(long leaf) {
    branches.forEach(inner -> inner.abort(leaf));
    super.abort(leaf);
  }

  @Override
  void cancelChildren() {
    branches.forEach(Branch::cancelChildren);
  }

  @Override
  void redrive(long previous) {
    failed = false;
    for (int i = 0; i < branches.size(); i++) {
      if (Optional.ofNullable(outputs.get(i)).isEmpty()) {
        branches.get(i).redrive(previous);
      }
    }
  }
}
