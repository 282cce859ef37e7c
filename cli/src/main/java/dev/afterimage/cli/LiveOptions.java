// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a command that collects its evidence itself. */
final class LiveOptions {
  @Mixin private AwsOptions aws = new AwsOptions();
  @Mixin private GatherOptions gather = new GatherOptions();

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Where the case is left, a folder or a .zip; default a folder in the cache.")
  private @Nullable Path keep;

  AwsOptions aws() {
    return aws;
  }

  GatherOptions gather() {
    return gather;
  }

  /** Returns where the case is collected into. */
  Path place() {
    return keep == null ? UserFolders.freshCase() : keep;
  }
}
