// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.code;

/** The memory, the disk and the tables of the sandbox that a process runs in. Sizes are in MB. */
public interface Machine {
  /** Returns the memory that the function may use. */
  int memoryLimit();

  /** Takes memory until the process ends. */
  void keep(int megabytes);

  /** Takes memory until the invocation ends. */
  void use(int megabytes);

  /** Returns what the process uses now. */
  int used();

  /** Writes to /tmp; returns false where it is full. What was written outlives the process. */
  boolean write(int megabytes);

  /** Deletes from /tmp. */
  void delete(int megabytes);

  /** Opens files or sockets until the process ends; returns false beyond 1,024. */
  boolean open(int descriptors);

  /** Starts threads until the process ends; returns false beyond 1,024. */
  boolean start(int threads);

  /** Returns the name of the log stream, which no other sandbox has. */
  String id();

  /** Returns how much slower than one whole vCPU the function computes: 1 or more. */
  double slowness();
}
