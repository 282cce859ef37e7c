// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli.fleet;

import dev.afterimage.fleet.store.FleetFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the fleet is. */
final class FleetOption {
  @Option(
      names = "--fleet",
      paramLabel = "DIR",
      required = true,
      description = "The folder of the fleet.")
  private Path fleet = Path.of(".");

  FleetFolder folder() {
    return new FleetFolder(fleet);
  }
}
