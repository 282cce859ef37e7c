// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.afterimage.lab.code.Thrown;
import dev.afterimage.lab.sim.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** The start of a process: extensions, then the module. */
final class InitPhase {
  /** What an init phase on demand may take. */
  static final Duration ON_DEMAND_LIMIT = Duration.ofSeconds(10);

  private static final String UNKNOWN = "Runtime.Unknown";

  /**
   * How the phase ended.
   *
   * @param duration how long it took
   * @param status success, error or timeout
   * @param errorType the platform's name for the error
   * @param outcome how the module ended, where it ended by itself
   */
  record Ended(Duration duration, String status, String errorType, Optional<Outcome> outcome) {
    boolean isGood() {
      return status.equals(Report.SUCCESS);
    }
  }

  private final Host host;
  private final Sandbox sandbox;
  private final String phase;
  private final Consumer<Ended> done;
  private final Instant started;

  InitPhase(Host host, Sandbox sandbox, String phase, Consumer<Ended> done) {
    this.host = requireNonNull(host, "host is null");
    this.sandbox = requireNonNull(sandbox, "sandbox is null");
    this.phase = requireNonNull(phase, "phase is null");
    this.done = requireNonNull(done, "done is null");
    this.started = host.ground().simulation().now();
  }

  void begin(Duration limit) {
    if (phase.equals("init")) {
      host.log(sandbox).initStart();
    }
    Simulation simulation = host.ground().simulation();
    WorkerProcess process = sandbox.startProcess();
    Instant deadline = started.plus(limit);
    ProcessContext view =
        new ProcessContext(
            host, sandbox, process, new ProcessContext.Phase("", NullNode.getInstance(), deadline));
    Optional<Extensions.Extension> broken = startExtensions();
    if (broken.isPresent()) {
      simulation.after(
          Duration.ofMillis(180), () -> end(Report.ERROR, broken.get().error(), Optional.empty()));
      return;
    }
    Simulation.Timer[] timer = new Simulation.Timer[1];
    StepMachine machine =
        new StepMachine(
            simulation,
            view,
            outcome -> {
              timer[0].cancel();
              judge(outcome);
            });
    timer[0] =
        simulation.at(
            deadline,
            () -> {
              machine.stop();
              end(Report.TIMEOUT, "", Optional.empty());
            });
    machine.start(sandbox.version().code().program().init());
  }

  private Optional<Extensions.Extension> startExtensions() {
    for (String layer : sandbox.version().config().layers()) {
      Optional<Extensions.Extension> extension = host.extensions().of(layer);
      if (extension.isPresent()) {
        boolean works = extension.get().error().isEmpty();
        host.log(sandbox).extension(extension.get().name(), works ? "Ready" : "Registered");
        if (!works) {
          return extension;
        }
      }
    }
    return Optional.empty();
  }

  private void judge(Outcome outcome) {
    if (outcome instanceof Outcome.Done) {
      end(Report.SUCCESS, "", Optional.of(outcome));
    } else if (outcome instanceof Outcome.Raised raised) {
      Thrown thrown = raised.thrown();
      host.log(sandbox).error("", thrown);
      end(
          Report.ERROR,
          thrown.type().startsWith("Runtime.") ? thrown.type() : UNKNOWN,
          Optional.of(outcome));
    } else if (outcome instanceof Outcome.OutOfMemory) {
      sandbox.measure(sandbox.version().config().memory());
      end(
          Report.ERROR,
          host.style().namesMemory() ? "Runtime.OutOfMemory" : "Runtime.ExitError",
          Optional.of(outcome));
    } else if (outcome instanceof Outcome.Unlaunched failed) {
      end(Report.ERROR, failed.errorType(), Optional.of(outcome));
    } else {
      end(Report.ERROR, "Runtime.ExitError", Optional.of(outcome));
    }
  }

  private void end(String status, String errorType, Optional<Outcome> outcome) {
    Duration duration = Duration.between(started, host.ground().simulation().now());
    sandbox.setInitialised();
    if (!status.equals(Report.SUCCESS)) {
      sandbox.reset();
    }
    host.log(sandbox).initReport(phase, duration, status, errorType);
    done.accept(new Ended(duration, status, errorType, outcome));
  }
}
