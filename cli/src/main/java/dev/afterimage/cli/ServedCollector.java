// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.aws.Collected;
import dev.afterimage.web.WebPorts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The collector of the local page: what {@code collect} does, told to the page. */
final class ServedCollector implements WebPorts.Collector {
  private final AwsOptions aws;
  private final GatherOptions gather;
  private final Optional<Path> keep;
  private final PrintWriter err;
  private final AtomicInteger count = new AtomicInteger();

  /**
   * Creates the collector.
   *
   * @param keep the folder that cases are left in; else the cache
   */
  ServedCollector(AwsOptions aws, GatherOptions gather, Optional<Path> keep, PrintWriter err) {
    this.aws = aws;
    this.gather = gather;
    this.keep = keep;
    this.err = err;
  }

  @Override
  public WebPorts.Collected collect(List<String> runs, Consumer<String> progress)
      throws IOException {
    Path place = place();
    try {
      Collected collected =
          LiveCase.of(runs, Optional.empty(), aws, err)
              .tellingStagesTo(progress)
              .collect(gather, place, true);
      collected.gaps().forEach(gap -> progress.accept(CollectCommand.missing(gap)));
      progress.accept("The case is in " + place + ".");
      return new WebPorts.Collected(place, collected.named());
    } catch (CommandException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Returns a new folder for each collection. */
  private Path place() {
    Path fresh = UserFolders.freshCase();
    String name = fresh.getFileName() + "-" + count.incrementAndGet();
    return keep.map(folder -> folder.resolve(name)).orElseGet(() -> fresh.resolveSibling(name));
  }
}
