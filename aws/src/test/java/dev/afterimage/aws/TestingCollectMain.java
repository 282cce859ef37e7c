// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws;

import dev.afterimage.aws.ask.Progress;
import dev.afterimage.aws.call.CallListener;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects in a process of its own, so that it can be killed: URL, moment, folder, runs. */
final class TestingCollectMain {
  private TestingCollectMain() {}

  public static void main(String[] arguments) throws Exception {
    List<String> runs = Arrays.asList(arguments).subList(3, arguments.length);
    Clock clock = Clock.fixed(Instant.parse(arguments[1]), ZoneOffset.UTC);
    Collector collector =
        new Collector(TestingLab.options(), clock, Progress.NONE, CallListener.NONE);
    collector.collect(
        TestingLab.named(runs, TestingLab.access(URI.create(arguments[0]))), Path.of(arguments[2]));
  }

  static Process start(TestingLab lab, Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(TestingCollectMain.class.getName());
    command.addAll(List.of(lab.server().url().toString(), lab.now().toString(), folder.toString()));
    command.addAll(lab.runs());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
