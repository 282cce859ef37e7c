// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.lab.code.Level;
import dev.afterimage.lab.code.LogStyle;
import dev.afterimage.lab.code.Machine;
import dev.afterimage.lab.code.Outside;
import dev.afterimage.lab.code.ProcessView;
import dev.afterimage.lab.code.Program;
import dev.afterimage.lab.code.Reply;
import dev.afterimage.lab.network.Path;
import dev.afterimage.lab.outside.Sender;
import dev.afterimage.lab.sim.RandomStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The view that a program has of its process during one phase. */
final class ProcessContext implements ProcessView, Outside {

  /**
   * What the process does.
   *
   * @param requestId empty while it initialises
   * @param event null as JSON while it initialises
   * @param deadline when it is cut off
   */
  record Phase(String requestId, JsonNode event, Instant deadline) {}

  private final Host host;
  private final Sandbox sandbox;
  private final WorkerProcess process;
  private final Phase phase;
  private final RandomStream random;
  private final Map<String, Object> locals = new HashMap<>();

  ProcessContext(Host host, Sandbox sandbox, WorkerProcess process, Phase phase) {
    this.host = requireNonNull(host, "host is null");
    this.sandbox = requireNonNull(sandbox, "sandbox is null");
    this.process = requireNonNull(process, "process is null");
    this.phase = requireNonNull(phase, "phase is null");
    String name = phase.requestId().isEmpty() ? "init/" + sandbox.stream() : phase.requestId();
    this.random = host.ground().randoms().stream(name);
  }

  @Override
  public Instant now() {
    return host.ground().simulation().now();
  }

  @Override
  public RandomStream random() {
    return random;
  }

  @Override
  public Program program() {
    return sandbox.version().code().program();
  }

  @Override
  public Map<String, Object> process() {
    return process.globals();
  }

  @Override
  public Map<String, Object> invocation() {
    return locals;
  }

  @Override
  public JsonNode event() {
    return phase.event();
  }

  @Override
  public String requestId() {
    return phase.requestId();
  }

  @Override
  public String env(String name) {
    return sandbox.version().config().variable(name);
  }

  @Override
  public Duration remaining() {
    return Duration.between(now(), phase.deadline());
  }

  @Override
  public Machine machine() {
    return process;
  }

  @Override
  public Outside outside() {
    return this;
  }

  @Override
  public void log(Level level, String text) {
    if (program().style() != LogStyle.SILENT) {
      host.log(sandbox).application(phase.requestId(), level, text);
    }
  }

  @Override
  public void print(String line) {
    new LogWriter(host.ground(), sandbox).write(line + "\n");
  }

  @Override
  public Reply send(String service, Map<String, String> attributes) {
    FunctionConfig config = sandbox.version().config();
    Optional<Path> path =
        sandbox.subnet().isEmpty()
            ? Optional.empty()
            : Optional.of(new Path(host.platform().network(), sandbox.subnet(), config.groups()));
    Sender sender =
        new Sender(sandbox.version().name().function(), config.role(), sandbox.stream(), path);
    return host.services().send(sender, service, attributes);
  }

  @Override
  public String setting(String name) {
    return host.services().setting(name);
  }

  @Override
  public Map<String, Object> shared() {
    return host.services().shared();
  }
}
