// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.oci.image.Platform;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which image of an index is meant. */
final class PlatformOption {
  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      description = "Of several platforms take this one; default the only one, or linux/amd64.")
  private @Nullable String platform;

  /** Returns the platform that was asked for. */
  Optional<Platform> wanted() throws CommandException {
    if (platform == null) {
      return Optional.empty();
    }
    Optional<Platform> parsed = Platform.parse(platform);
    if (parsed.isEmpty()) {
      throw new CommandException(
          ExitStatus.USAGE, "--platform: " + platform + " is none; give it as linux/arm64");
    }
    return parsed;
  }
}
