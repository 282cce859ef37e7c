// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Runs;
import dev.afterimage.core.history.RunsReader;
import dev.afterimage.core.invocation.Fleet;
import dev.afterimage.core.invocation.FleetReader;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import dev.afterimage.core.testing.TestingLog;
import dev.afterimage.core.testing.TestingTrail;
import java.time.Instant;
import java.util.List;

/** Two runs, A at 10:00 and B at 11:00, that call the function poll once each. */
public final class TestingProvenance {
  public static final String FUNCTION = "poll";
  public static final String OLD = "a".repeat(64);
  public static final String NEW = "b".repeat(64);
  public static final String AFTER = "2026-03-01T12:00:00Z";
  private static final Instant A = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant B = Instant.parse("2026-03-01T11:00:00Z");

  private final TestingCase testing = new TestingCase();
  private final TestingLog log = new TestingLog();
  private final String asked;
  private int files;

  private TestingProvenance(String asked) {
    this.asked = asked;
  }

  /** Returns the two runs; their calls name the function as {@code asked}. */
  public static TestingProvenance asking(String asked) {
    return new TestingProvenance(asked);
  }

  /** Returns the digest that a CodeSha256 stands for. */
  public static String digest(String sha) {
    return "sha256:" + sha;
  }

  /** Run A, B or both are served in a sandbox that opened at a moment, in a stream of a version. */
  public TestingProvenance served(String runs, int sandbox, String version, String opened) {
    log.in(TestingLog.stream(version, sandbox)).at(Instant.parse(opened)).initStart();
    for (String run : runs.split("", -1)) {
      if (!run.isEmpty()) {
        Instant start = run.equals("A") ? A : B;
        log.at(start.plusMillis(20)).served(request(run, sandbox), 50);
      }
    }
    return this;
  }

  private static String request(String run, int sandbox) {
    return TestingLog.request(run.charAt(0) * 100 + sandbox);
  }

  /** Adds an answer of get-function-configuration, asked at a moment; empty for an unknown one. */
  public TestingProvenance function(String version, String sha, String modified, String at) {
    return function(version, sha, modified, at, "Successful");
  }

  /** Adds an answer of get-function-configuration with the status of its last update. */
  public TestingProvenance function(
      String version, String sha, String modified, String at, String status) {
    ObjectNode json = TestingCase.json("{'PackageType': 'Image', 'Timeout': 30}");
    json.put("FunctionName", FUNCTION).put("Version", version).put("CodeSha256", sha);
    json.put("LastModified", modified).put("LastUpdateStatus", status);
    return answer("lambda:GetFunctionConfiguration", "{'FunctionName': 'poll'}", at, json);
  }

  /** Adds an answer of get-alias. */
  public TestingProvenance alias(String name, String version, String weighted, String at) {
    ObjectNode json = TestingCase.json("{'Name': '" + name + "'}");
    json.put("AliasArn", "arn:aws:lambda:eu-west-1:1:function:poll:" + name);
    json.put("FunctionVersion", version);
    if (!weighted.isEmpty()) {
      json.putObject("RoutingConfig").putObject("AdditionalVersionWeights").put(weighted, 0.1);
    }
    return answer("lambda:GetAlias", "{'FunctionName': 'poll'}", at, json);
  }

  /** Adds an answer of lookup-events for the function, over the whole day. */
  public TestingProvenance trail(TestingTrail trail) {
    return answer(
        "cloudtrail:LookupEvents",
        "{'StartTime': '2026-03-01T00:00:00Z', 'EndTime': '2026-03-01T11:55:00Z',"
            + " 'LookupAttributes': [{'AttributeKey': 'ResourceName', 'AttributeValue': 'poll'}]}",
        AFTER,
        trail.answer());
  }

  /** Adds any answer; without a moment no manifest tells of it. */
  public TestingProvenance answer(String api, String request, String at, ObjectNode json) {
    String name = "answer-" + ++files + ".json";
    if (at.isEmpty()) {
      testing.file(name, json);
    } else {
      testing.call(api, request, at, name, json);
    }
    return this;
  }

  /** Says that a call was refused. */
  public TestingProvenance denied(String call, String action) {
    testing.denied(call, action);
    return this;
  }

  /** Returns the evidence, with the runs and their logs. */
  public Evidence evidence() {
    for (String name : new String[] {"A", "B"}) {
      TestingHistory history =
          TestingHistory.of(name, name.equals("A") ? A : B, "{\"run\":\"" + name + "\"}");
      history.entered("Task", "T").scheduled(asked).started().after(100).succeeded();
      testing.run(history.exited("Task", "T").succeed("{}"));
    }
    if (!log.events().isEmpty()) {
      testing.call(
          "logs:FilterLogEvents",
          "{'logGroupName': '/aws/lambda/poll'}",
          AFTER,
          "log.json",
          log.answer());
    }
    return testing.evidence();
  }

  /** Returns the provenance of B beside A. */
  public Provenance provenance() {
    Evidence evidence = evidence();
    Runs runs = RunsReader.read(evidence);
    Fleet fleet = FleetReader.read(evidence, runs.all());
    Run a = runs.all().get(0);
    Run b = runs.all().get(1);
    return ProvenanceReader.read(evidence, fleet, runs.family(a), runs.family(b));
  }

  /** Returns the images of the function. */
  public FunctionImages images() {
    return provenance().of(FUNCTION).orElseThrow();
  }

  /** Returns the images of run B. */
  public List<ImageInForce> b() {
    return images().b();
  }
}
