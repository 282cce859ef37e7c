// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.lab.asl.Scope;
import dev.afterimage.lab.asl.StateFailure;
import dev.afterimage.lab.asl.StateSpec;
import java.util.Map;
import java.util.Optional;

/** The visits of states that take no time, and the choice of a visit by the state's type. */
final class Visits {
  private Visits() {}

  static Visit of(Branch branch, StateSpec spec, Visit.Entry entry) {
    return switch (spec.type()) {
      case "Task" -> new TaskVisit(branch, spec, entry);
      case "Map" ->
          spec.isDistributed()
              ? new DistributedMapVisit(branch, spec, entry)
              : new MapVisit(branch, spec, entry);
      case "Parallel" -> new ParallelVisit(branch, spec, entry);
      case "Wait" -> new WaitVisit(branch, spec, entry);
      case "Choice" -> new Choice(branch, spec, entry);
      case "Pass" -> new Pass(branch, spec, entry);
      case "Succeed" -> new Succeed(branch, spec, entry);
      case "Fail" -> new Fail(branch, spec, entry);
      default -> throw new IllegalArgumentException("no such type of state: " + spec.type());
    };
  }

  /** A Pass: its Result, or what Parameters make of the input. */
  private static final class Pass extends Visit {
    Pass(Branch branch, StateSpec spec, Entry entry) {
      super(branch, spec, entry);
    }

    @Override
    void begin() {
      guarded(
          entry().event(),
          () -> {
            Scope entered = data().enter(spec(), scope());
            JsonNode result =
                spec().has("Result") ? spec().node("Result") : data().arguments(spec(), entered);
            succeed(result, entry().event());
          });
    }
  }

  /** A Choice: the first rule that matches, or the default. */
  private static final class Choice extends Visit {
    Choice(Branch branch, StateSpec spec, Entry entry) {
      super(branch, spec, entry);
    }

    @Override
    void begin() {
      guarded(
          entry().event(),
          () -> {
            Scope entered = data().enter(spec(), scope());
            Optional<JsonNode> rule = data().choose(spec(), entered);
            Optional<String> next =
                rule.map(r -> r.path("Next").asText()).or(() -> spec().text("Default"));
            if (next.isEmpty()) {
              throw StateFailure.named(
                  "States.NoChoiceMatched",
                  "Failed to transition out of the state. The state does not point to a next state.");
            }
            Map<String, JsonNode> assigned =
                data().assigned(spec(), rule.orElse(spec().fields()), entered);
            JsonNode output = data().outputPath(spec(), entered);
            branch().exit(this, output, entry().event(), new Way(next, assigned));
          });
    }
  }

  /** A Succeed: the end. */
  private static final class Succeed extends Visit {
    Succeed(Branch branch, StateSpec spec, Entry entry) {
      super(branch, spec, entry);
    }

    @Override
    void begin() {
      guarded(
          entry().event(),
          () -> {
            Scope entered = data().enter(spec(), scope());
            JsonNode output = data().outputPath(spec(), entered);
            branch().exit(this, output, entry().event(), new Way(Optional.empty(), Map.of()));
          });
    }
  }

  /** A Fail: the author's own error. */
  private static final class Fail extends Visit {
    Fail(Branch branch, StateSpec spec, Entry entry) {
      super(branch, spec, entry);
    }

    @Override
    void begin() {
      guarded(
          entry().event(),
          () -> branch().fail(new Failure(text("Error"), text("Cause"), entry().event())));
    }

    private Optional<String> text(String field) throws StateFailure {
      if (spec().has(field + "Path")) {
        return Optional.of(data().failPath(spec(), field + "Path", scope()).asText());
      }
      return data().value(spec(), field, scope()).map(JsonNode::asText);
    }
  }
}
