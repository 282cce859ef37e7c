// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.clients;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The AWS CLI of this machine, where there is one. */
final class TestingCli {

  /**
   * What a command gave.
   *
   * @param status the exit status
   * @param out what it printed
   * @param err what it complained about
   */
  record Result(int status, String out, String err) {}

  private final Path program;
  private final URI url;
  private final String region;
  private final Path home;

  private TestingCli(Path program, URI url, String region, Path home) {
    this.program = program;
    this.url = url;
    this.region = region;
    this.home = home;
  }

  /** Returns the first program on the path that says it is the AWS CLI, version 2. */
  static Optional<TestingCli> find(URI url, String region, Path home) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(directory -> Path.of(directory, "aws"))
        .filter(Files::isExecutable)
        .map(program -> new TestingCli(program, url, region, home))
        .filter(cli -> cli.run(List.of("--version")).out().startsWith("aws-cli/2"))
        .findFirst();
  }

  /** Returns what a command against the endpoint gave. */
  Result aws(List<String> words) {
    List<String> all = new ArrayList<>(List.of("--endpoint-url", url.toString()));
    all.addAll(words);
    return run(all);
  }

  private Result run(List<String> words) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(words);
    try {
      Path out = Files.createTempFile(home, "out", "");
      Path err = Files.createTempFile(home, "err", "");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
      builder.environment().putAll(environment());
      Process process = builder.start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return fail("no answer within 120 s: " + command);
      }
      return new Result(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Map<String, String> environment() {
    return Map.of(
        "AWS_ACCESS_KEY_ID", "lab",
        "AWS_SECRET_ACCESS_KEY", "lab",
        "AWS_DEFAULT_REGION", region,
        "AWS_EC2_METADATA_DISABLED", "true",
        "AWS_MAX_ATTEMPTS", "4",
        "AWS_PAGER", "",
        "HOME", home.toString(),
        "TZ", "UTC");
  }
}
