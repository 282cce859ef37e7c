// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws;

import dev.afterimage.aws.ask.CollectException;
import dev.afterimage.aws.ask.Progress;
import dev.afterimage.aws.call.Access;
import dev.afterimage.aws.call.CallListener;
import dev.afterimage.aws.casefile.CaseException;
import dev.afterimage.aws.redact.RedactionKey;
import dev.afterimage.aws.redact.Redactor;
import dev.afterimage.aws.run.RunName;
import dev.afterimage.lab.endpoint.LabServer;
import dev.afterimage.lab.endpoint.RecordedCall;
import dev.afterimage.lab.endpoint.Weather;
import dev.afterimage.lab.scenario.Scenarios;
import dev.afterimage.lab.scenario.Staged;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A story that the lab has played, behind a port of its own, and collectors of it. */
public final class TestingLab implements AutoCloseable {
  private static final Map<String, Staged> PLAYED = new ConcurrentHashMap<>();

  private final Staged staged;
  private final LabServer server;

  private TestingLab(Staged staged, LabServer server) {
    this.staged = staged;
    this.server = server;
  }

  /** Serves a story; it is played once for all tests. */
  public static TestingLab of(String scenario) throws IOException {
    Staged staged =
        PLAYED.computeIfAbsent(scenario, name -> Scenarios.find(name).orElseThrow().play(7));
    return new TestingLab(staged, LabServer.start(staged.world().account(), new Weather(), 0));
  }

  public Weather weather() {
    return server.weather();
  }

  public Staged staged() {
    return staged;
  }

  public List<String> runs() {
    return staged.runs();
  }

  public LabServer server() {
    return server;
  }

  /** Returns the actions that were asked for, in order. */
  public List<String> actions() {
    return server.calls().calls().stream().map(RecordedCall::call).map(c -> c.action()).toList();
  }

  /** Returns the access that reaches the lab. */
  public Access access() {
    return access(server.url());
  }

  public static Access access(URI url) {
    return new Access(
        Optional.empty(),
        Optional.of("us-east-1"),
        Optional.of(url),
        Optional.of(new Access.Keys("lab", "lab")));
  }

  public Instant now() {
    return staged.world().now();
  }

  /** Returns options with a key that is the same in every test. */
  public static CollectOptions options() {
    byte[] key =
        "a key for tests, and for nothing else"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    CollectOptions usual = CollectOptions.of(Redactor.with(RedactionKey.of(key)));
    return new CollectOptions(
        usual.redactor(), usual.maxLogBytes(), Optional.empty(), false, true, ZoneOffset.UTC);
  }

  static CollectOptions withLogBytes(long bytes) {
    CollectOptions usual = options();
    return new CollectOptions(
        usual.redactor(), bytes, Optional.empty(), false, true, ZoneOffset.UTC);
  }

  List<NamedRun> named(List<String> names) {
    return named(names, access());
  }

  public static List<NamedRun> named(List<String> names, Access access) {
    return names.stream()
        .map(name -> new NamedRun(RunName.parse(name, Optional.empty()), access))
        .toList();
  }

  /** Collects the story's runs. */
  public Collected collect(Path place) throws CollectException, CaseException {
    return collect(runs(), options(), place);
  }

  public Collected collect(List<String> names, CollectOptions options, Path place)
      throws CollectException, CaseException {
    return collector(options).collect(named(names), place);
  }

  Collector collector(CollectOptions options) {
    Clock clock = Clock.fixed(now(), ZoneOffset.UTC);
    return new Collector(options, clock, Progress.NONE, CallListener.NONE);
  }

  /** Returns the files of a case but its manifest, each with its text. */
  public static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!name.equals("afterimage.json")) {
          files.put(name, Files.readString(file));
        }
      }
    }
    return files;
  }

  @Override
  public void close() {
    server.close();
  }
}
