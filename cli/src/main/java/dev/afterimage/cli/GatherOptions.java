// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is read from AWS, and how it is kept. */
final class GatherOptions {
  @Option(
      names = "--max-log-bytes",
      paramLabel = "BYTES",
      converter = ByteCount.Converter.class,
      description = "Read that many bytes of logs at the most; default 64MiB.")
  private ByteCount maxLogBytes = new ByteCount(64L << 20);

  @Option(
      names = "--deadline",
      paramLabel = "SECONDS",
      description = "Go on with what is there by then.")
  private @Nullable Integer deadline;

  @Option(names = "--wait", description = "Wait for log lines that may come minutes late.")
  private boolean waitForLogs;

  @Option(
      names = "--redaction-key",
      paramLabel = "FILE",
      description = "The key that makes redacted values comparable; default one of your own.")
  private @Nullable Path redactionKey;

  @Option(names = "--reveal", description = "Keep secrets as they are.")
  private boolean reveal;

  long maxLogBytes() {
    return maxLogBytes.bytes();
  }

  Optional<Duration> deadline() throws CommandException {
    if (deadline != null && deadline <= 0) {
      throw new CommandException(
          ExitStatus.USAGE, "--deadline " + deadline + " is no time; give some seconds");
    }
    return Optional.ofNullable(deadline).map(Duration::ofSeconds);
  }

  boolean waitsForLogs() {
    return waitForLogs;
  }

  Optional<Path> redactionKey() throws CommandException {
    if (reveal && redactionKey != null) {
      throw new CommandException(
          ExitStatus.USAGE, "--reveal and --redaction-key exclude each other");
    }
    return Optional.ofNullable(redactionKey);
  }

  boolean isRevealed() {
    return reveal;
  }
}
