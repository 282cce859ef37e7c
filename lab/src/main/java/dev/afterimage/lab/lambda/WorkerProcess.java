// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import dev.afterimage.lab.code.Machine;
import java.util.HashMap;
import java.util.Map;

/** One process generation in a sandbox: its memory, its tables, the values of its globals. */
final class WorkerProcess implements Machine {
  private static final int TABLE_SIZE = 1024;
  private static final double WHOLE_CPU_MEMORY = 1769;

  private final Sandbox sandbox;
  private final Map<String, Object> globals = new HashMap<>();
  private int kept;
  private int temporary;
  private int descriptors = 24;
  private int threads = 8;

  WorkerProcess(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  Map<String, Object> globals() {
    return globals;
  }

  void endInvocation() {
    temporary = 0;
  }

  @Override
  public int memoryLimit() {
    return sandbox.version().config().memory();
  }

  @Override
  public void keep(int megabytes) {
    kept += megabytes;
    sandbox.measure(used());
  }

  @Override
  public void use(int megabytes) {
    temporary += megabytes;
    sandbox.measure(used());
  }

  @Override
  public int used() {
    return kept + temporary;
  }

  @Override
  public boolean write(int megabytes) {
    return sandbox.write(megabytes);
  }

  @Override
  public void delete(int megabytes) {
    sandbox.write(-megabytes);
  }

  @Override
  public boolean open(int count) {
    if (descriptors + count > TABLE_SIZE) {
      return false;
    }
    descriptors += count;
    return true;
  }

  @Override
  public boolean start(int count) {
    if (threads + count > TABLE_SIZE) {
      return false;
    }
    threads += count;
    return true;
  }

  @Override
  public String id() {
    return sandbox.stream();
  }

  @Override
  public double slowness() {
    return Math.max(1.0, WHOLE_CPU_MEMORY / memoryLimit());
  }
}
