// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.code.Effect;
import dev.afterimage.lab.code.ProcessView;
import dev.afterimage.lab.code.Step;
import dev.afterimage.lab.code.Thrown;
import dev.afterimage.lab.sim.Simulation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs steps on the virtual clock, one after the other. */
final class StepMachine {

  /** Steps that are left, with the handler of what they throw. */
  private record Frame(Iterator<Step> steps, Optional<Function<Thrown, List<Step>>> handler) {}

  private final Simulation simulation;
  private final ProcessView view;
  private final Consumer<Outcome> done;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private boolean stopped;

  StepMachine(Simulation simulation, ProcessView view, Consumer<Outcome> done) {
    this.simulation = requireNonNull(simulation, "simulation is null");
    this.view = requireNonNull(view, "view is null");
    this.done = requireNonNull(done, "done is null");
  }

  void start(List<Step> steps) {
    frames.push(new Frame(steps.iterator(), Optional.empty()));
    proceed();
  }

  /** Stops where it is; nothing more happens and nobody is told. */
  void stop() {
    stopped = true;
  }

  private void proceed() {
    while (!stopped) {
      while (!frames.isEmpty() && !frames.element().steps().hasNext()) {
        frames.pop();
      }
      if (frames.isEmpty()) {
        end(new Outcome.Done());
        return;
      }
      Effect effect = frames.element().steps().next().run(view);
      if (view.machine().used() > view.machine().memoryLimit()) {
        end(new Outcome.OutOfMemory());
        return;
      }
      if (!follow(effect)) {
        return;
      }
    }
  }

  /** Returns whether the next step follows at once. */
  private boolean follow(Effect effect) {
    if (effect instanceof Effect.Take take) {
      if (take.duration().isZero()) {
        return true;
      }
      simulation.after(take.duration(), this::proceed);
      return false;
    }
    if (effect instanceof Effect.Call call) {
      frames.push(new Frame(call.steps().iterator(), Optional.empty()));
      return true;
    }
    if (effect instanceof Effect.Attempt attempt) {
      frames.push(new Frame(attempt.steps().iterator(), Optional.of(attempt.handler())));
      return true;
    }
    if (effect instanceof Effect.Raise raise) {
      return unwind(raise.thrown());
    }
    if (effect instanceof Effect.Return answer) {
      end(new Outcome.Returned(answer.value()));
    } else if (effect instanceof Effect.Exit exit) {
      end(new Outcome.Exited(exit.reason()));
    } else if (effect instanceof Effect.Unlaunched failed) {
      end(new Outcome.Unlaunched(failed.errorType(), failed.message()));
    }
    return false;
  }

  private boolean unwind(Thrown thrown) {
    while (!frames.isEmpty()) {
      Optional<Function<Thrown, List<Step>>> handler = frames.pop().handler();
      if (handler.isPresent()) {
        frames.push(new Frame(handler.get().apply(thrown).iterator(), Optional.empty()));
        return true;
      }
    }
    end(new Outcome.Raised(thrown));
    return false;
  }

  private void end(Outcome outcome) {
    stopped = true;
    done.accept(outcome);
  }
}
