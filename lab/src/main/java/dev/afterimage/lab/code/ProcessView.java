// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.code;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.lab.sim.RandomStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What a program sees of the process that it runs in. */
public interface ProcessView {
  /** Returns the wall clock. */
  Instant now();

  /** Returns the chance of this invocation. */
  RandomStream random();

  /** Returns the program. */
  Program program();

  /** Returns the values that live as long as the process. */
  Map<String, Object> process();

  /** Returns the values that live as long as the invocation. */
  Map<String, Object> invocation();

  /** Returns the event of the invocation; null as JSON while the process initialises. */
  JsonNode event();

  /** Returns the request id; empty while the process initialises. */
  String requestId();

  /** Returns an environment variable; empty where it is not set. */
  String env(String name);

  /** Returns how long the invocation may still take. */
  Duration remaining();

  /** Returns what the sandbox offers and has used. */
  Machine machine();

  /** Returns what is beyond the process. */
  Outside outside();

  /** Writes a line that the runtime itself, or a library below it, puts out. */
  void print(String line);

  /** Writes a line of the application. */
  void log(Level level, String text);
}
