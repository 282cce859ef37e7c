// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A part of a benchmark in a JVM of its own, which answers lines with lines. */
final class BenchProcess implements Closeable {
  /** The flags that the command line tool is started with. */
  static final List<String> COMMAND = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  /** The flags of what runs for long. */
  static final List<String> SERVER = List.of("-Xmx1g");

  private final Process process;
  private final BufferedReader out;
  private final BufferedWriter in;

  private BenchProcess(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.in = process.outputWriter(StandardCharsets.UTF_8);
  }

  static BenchProcess start(List<String> flags, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
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
