// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A checkout with the launcher, a Maven and a JVM that only write down how they were called. */
final class TestingLauncher {
  private static final String MAVEN =
      """
      #!/usr/bin/env bash
      mkdir -p cli/target && echo jar > cli/target/afterimage.jar
      """;

  /** It makes the archive that it is asked for, unless it is told to fail after half of it. */
  private static final String JAVA =
      """
      #!/usr/bin/env bash
      echo "$*" >> "$CALLS"
      for argument in "$@"; do
        case "$argument" in
          -XX:ArchiveClassesAtExit=*)
            echo noise
            echo noise >&2
            echo classes > "${argument#*=}"
            exit "${FAILURE:-0}" ;;
          --version)
            exit "${CRASH:-0}" ;;
        esac
      done
      echo report
      """;

  private final Path home;

  TestingLauncher(Path home) throws IOException {
    this.home = home;
    Files.createDirectories(home.resolve("cli/src/main"));
    Files.writeString(home.resolve("pom.xml"), "");
    Files.writeString(home.resolve("cli/pom.xml"), "");
    program("bin/mvn", MAVEN);
    program("bin/java", JAVA);
    program("afterimage", Files.readString(TestingCli.root().resolve("afterimage")));
  }

  private void program(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " executable");
    }
  }

  Path target() {
    return home.resolve("cli/target");
  }

  /** Puts a file into the build folder, with the time at which it was written. */
  void built(String name, Instant at) throws IOException {
    Path file = target().resolve(name);
    Files.createDirectories(target());
    Files.writeString(file, name);
    Files.setLastModifiedTime(file, FileTime.from(at));
  }

  /** Starts the launcher; returns what it printed on both outputs. */
  String run(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(home.resolve("afterimage").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", home.toString());
    builder.environment().put("CALLS", home.resolve("calls").toString());
    builder.environment().merge("PATH", "", (path, none) -> home.resolve("bin") + ":" + path);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return printed;
  }

  /** Returns the arguments of each JVM that was started. */
  List<String> calls() throws IOException {
    return Files.readAllLines(home.resolve("calls"));
  }
}
