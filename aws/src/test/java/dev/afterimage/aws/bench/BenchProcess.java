// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A part of a benchmark in a JVM of its own, which answers lines with lines. */
final class BenchProcess implements Closeable {
  private static final String CLASS_PATH = System.getProperty("java.class.path", "");

  private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

  /** How what runs for long is started. */
  static final Start SERVER = new Start(List.of("-Xmx1g"), CLASS_PATH);

  /** Flags of a JVM, and where it finds its classes. */
  record Start(List<String> flags, String classPath) {}

  private final Process process;
  private final BufferedReader out;
  private final BufferedWriter in;

  private BenchProcess(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.in = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Returns how the launcher starts the command line tool. An archive of classes is of use where
   * the tool's own jar comes first.
   */
  static Start command(Path jar, Optional<Path> archive) throws IOException {
    List<String> flags =
        new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmn32m"));
    if (Files.isReadable(HUGE_PAGES) && !Files.readString(HUGE_PAGES).contains("[never]")) {
      flags.add("-XX:+UseTransparentHugePages");
    }
    archive.ifPresent(
        file -> flags.addAll(List.of("-XX:SharedArchiveFile=" + file, "-Xlog:disable")));
    return new Start(flags, jar + File.pathSeparator + CLASS_PATH);
  }

  static BenchProcess start(Start start, Class<?> main, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(start.flags());
    command.addAll(List.of("-cp", start.classPath(), main.getName()));
    command.addAll(arguments);
    return new BenchProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  String ask(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
    return line();
  }

  String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("a process of the benchmark ended");
    }
    return line;
  }

  /** A process ends with its input. */
  @Override
  public void close() throws IOException {
    in.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
