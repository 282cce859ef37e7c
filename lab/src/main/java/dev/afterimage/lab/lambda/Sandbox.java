// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An execution environment. It serves one version, one request at a time, into one log stream. */
final class Sandbox {

  /**
   * What is drawn for a sandbox when it is created.
   *
   * @param created when
   * @param lifetime after which it is not used again
   * @param patience how long it may be idle
   * @param subnet where its interface is; empty where the function is in no VPC
   */
  record Fate(Instant created, Duration lifetime, Duration patience, String subnet) {}

  private final FunctionVersion version;
  private final String stream;
  private final Fate fate;
  private final boolean provisioned;
  private Optional<WorkerProcess> process = Optional.empty();
  private Instant idleSince;
  private boolean initialised;
  private boolean retired;
  private int peakMemory;
  private int written;

  Sandbox(FunctionVersion version, String stream, Fate fate, boolean provisioned) {
    this.version = requireNonNull(version, "version is null");
    this.stream = requireNonNull(stream, "stream is null");
    this.fate = requireNonNull(fate, "fate is null");
    this.provisioned = provisioned;
    this.idleSince = fate.created();
  }

  FunctionVersion version() {
    return version;
  }

  String stream() {
    return stream;
  }

  String subnet() {
    return fate.subnet();
  }

  boolean isProvisioned() {
    return provisioned;
  }

  /** Returns the running process; none before the first and after a reset. */
  Optional<WorkerProcess> process() {
    return process;
  }

  WorkerProcess startProcess() {
    WorkerProcess started = new WorkerProcess(this);
    process = Optional.of(started);
    return started;
  }

  /** Ends the process; the sandbox, its log stream and /tmp stay. */
  void reset() {
    process = Optional.empty();
  }

  /** Returns whether an init phase was had: a later process starts inside its invocation. */
  boolean isInitialised() {
    return initialised;
  }

  void setInitialised() {
    initialised = true;
  }

  void setIdle(Instant now) {
    idleSince = now;
  }

  /** Takes the sandbox out of use once it is idle. */
  void retire() {
    retired = true;
  }

  boolean isUsable(Instant now) {
    if (retired) {
      return false;
    }
    return provisioned
        || (now.isBefore(fate.created().plus(fate.lifetime()))
            && now.isBefore(idleSince.plus(fate.patience())));
  }

  void measure(int used) {
    peakMemory = Math.max(peakMemory, Math.min(used, version.config().memory()));
  }

  /** Returns the most memory that was ever used in this sandbox. */
  int peakMemory() {
    return peakMemory;
  }

  boolean write(int megabytes) {
    if (written + megabytes > version.config().temporary()) {
      return false;
    }
    written = Math.max(0, written + megabytes);
    return true;
  }
}
