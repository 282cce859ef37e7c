// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.code.LogStyle;
import dev.afterimage.lab.ground.Ground;
import java.time.Instant;

/** Writes into the stream of one sandbox. */
final class LogWriter {
  private final Ground ground;
  private final String group;
  private final String stream;

  LogWriter(Ground ground, Sandbox sandbox) {
    this.ground = requireNonNull(ground, "ground is null");
    FunctionVersion version = sandbox.version();
    this.group = version.config().logGroup().orElse("/aws/lambda/" + version.name().function());
    this.stream = sandbox.stream();
  }

  Instant now() {
    return ground.simulation().now();
  }

  String iso() {
    return LogStyle.iso(now());
  }

  void write(String line) {
    ground.logs().write(group, stream, line);
  }
}
