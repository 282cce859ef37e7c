// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Account;
import dev.afterimage.lab.api.Call;
import dev.afterimage.lab.api.Caller;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.endpoint.LabServer;
import dev.afterimage.lab.endpoint.Weather;
import dev.afterimage.lab.scenario.Scenarios;
import dev.afterimage.lab.scenario.Staged;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The seed's two runs in the lab, and commands that ask it in place of AWS. */
final class TestingLive implements AutoCloseable {
  private static final Map<String, Staged> PLAYED = new ConcurrentHashMap<>();

  private final Staged staged;
  private final LabServer server;
  private final Path key;

  TestingLive(Path temp) throws IOException {
    this(temp, "seed");
  }

  /** Serves a story; it is played once for all tests. */
  TestingLive(Path temp, String scenario) throws IOException {
    this(
        temp, PLAYED.computeIfAbsent(scenario, name -> Scenarios.find(name).orElseThrow().play(7)));
  }

  /** Serves a story that is over just now, by the clock of this machine. */
  static TestingLive untilNow(Path temp, String scenario) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new TestingLive(temp, Scenarios.find(scenario).orElseThrow().playUntil(now, 7));
  }

  private TestingLive(Path temp, Staged staged) throws IOException {
    this.staged = staged;
    server = LabServer.start(staged.world().account(), new Weather(), 0);
    key = temp.resolve("key");
    Files.writeString(key, "a key for tests, and for nothing else");
    System.setProperty("aws.accessKeyId", "lab");
    System.setProperty("aws.secretAccessKey", "lab");
  }

  Weather weather() {
    return server.weather();
  }

  List<String> secrets() {
    return staged.secrets();
  }

  List<String> actions() {
    return server.calls().calls().stream().map(call -> call.call().action()).toList();
  }

  Instant now() {
    return staged.world().now();
  }

  /** Returns what the account answers to a call that nobody counts. */
  ObjectNode answer(String service, String operation, ObjectNode input) throws ServiceException {
    Account account = staged.world().account();
    synchronized (account) {
      return account.answer(new Call(service, operation, input, new Caller("test", "-", "-")));
    }
  }

  String good() {
    return staged.runs().get(0);
  }

  String bad() {
    return staged.runs().get(1);
  }

  /** Returns a command with the options that lead to the lab. */
  String[] command(String... args) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.addAll(List.of("--endpoint-url", server.url().toString(), "--region", "us-east-1"));
    if (!args[0].equals("plan") && !all.contains("--reveal")) {
      all.addAll(List.of("--redaction-key", key.toString()));
    }
    return all.toArray(String[]::new);
  }

  TestingCli.Result run(String... args) {
    return TestingCli.run(command(args));
  }

  /** Starts a command in a process of its own. */
  static ProcessBuilder process(List<String> jvm, String... args) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Daws.accessKeyId=lab", "-Daws.secretAccessKey=lab"));
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(Arrays.asList(args));
    return new ProcessBuilder(command);
  }

  @Override
  public void close() {
    server.close();
  }
}
