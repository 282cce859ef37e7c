// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.ground.Ground;
import dev.afterimage.lab.outside.Services;

/**
 * What sandboxes run on.
 *
 * @param ground clock, chance, logs, metrics
 * @param platform the rest of the account
 * @param services what functions call
 * @param extensions what layers bring
 * @param style how the platform prints
 */
record Host(
    Ground ground,
    Platform platform,
    Services services,
    Extensions extensions,
    PlatformStyle style) {
  Host {
    requireNonNull(ground, "ground is null");
    requireNonNull(platform, "platform is null");
    requireNonNull(services, "services is null");
    requireNonNull(extensions, "extensions is null");
    requireNonNull(style, "style is null");
  }

  /** Returns where a sandbox writes its lines. */
  PlatformLog log(Sandbox sandbox) {
    LogWriter writer = new LogWriter(ground, sandbox);
    return sandbox.version().config().logsJson()
        ? new JsonLog(writer, sandbox)
        : new TextLog(writer, sandbox, style);
  }
}
