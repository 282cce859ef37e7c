// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of every kind and end get a sensible report. */
class RunKindsTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  @TempDir Path folder;

  private JsonNode explained() throws IOException {
    TestingCli.Result result = TestingCli.explain(folder);
    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
    assertThat(ReportSchemaTest.problems(result.json())).isEmpty();
    return result.json();
  }

  private String text() {
    return TestingCli.run("explain", "--evidence", folder.toString()).out();
  }

  @Test
  void running_showsTheOpenStepAndItsAge() throws IOException {
    new TestingRun("slow", START)
        .entered("Task", "Charge", 0)
        .scheduled("charge", 2)
        .after(90_000)
        .started(3)
        .writeHistory(folder)
        .writeDescription(folder, "RUNNING");

    assertThat(explained().at("/runs/b/status").asText()).isEqualTo("RUNNING");
    assertThat(explained().path("failure").isNull()).isTrue();
    assertThat(text()).contains("still running", "Charge open since", "1 minute 30 seconds");
  }

  @Test
  void timedOut_namesTheOpenStepAsTheLeaf() throws IOException {
    TestingRun run = new TestingRun("late", START).entered("Wait", "Pause", 0).after(60_000);
    run.add("ExecutionTimedOut", 0, "executionTimedOut").put("error", "States.Timeout");
    run.writeHistory(folder).writeDescription(folder, "TIMED_OUT");

    JsonNode failure = explained().path("failure");
    assertThat(failure.path("error").asText()).isEqualTo("States.Timeout");
    assertThat(failure.path("step").asText()).isEqualTo("Pause");
    assertThat(failure.path("owner").asText()).isEqualTo("step-functions");
  }

  @Test
  void aborted_isOwnedByTheOperator() throws IOException {
    new TestingRun("stopped", START)
        .entered("Wait", "Pause", 0)
        .after(5_000)
        .ended("Aborted", 0)
        .writeHistory(folder)
        .writeDescription(folder, "ABORTED");

    assertThat(explained().at("/failure/owner").asText()).isEqualTo("operator");
    assertThat(explained().at("/runs/b/status").asText()).isEqualTo("ABORTED");
  }

  @Test
  void redriven_segmentsAreRunsOfTheirOwn() throws IOException {
    TestingRun run =
        new TestingRun("again", START)
            .entered("Task", "Charge", 0)
            .scheduled("charge", 2)
            .started(3)
            .after(400)
            .failed("PaymentDown", "{\"errorMessage\":\"no answer\"}", 4);
    run.add("ExecutionFailed", 5, "executionFailed").put("error", "PaymentDown");
    run.after(600_000);
    run.add("ExecutionRedriven", 6, "executionRedriven").put("redriveCount", 1);
    run.scheduled("charge", 7)
        .started(8)
        .after(300)
        .succeeded(9)
        .exited("Task", "Charge", 10)
        .ended("Succeeded", 11)
        .writeHistory(folder)
        .writeDescription(folder, "SUCCEEDED");

    TestingCli.Result segments =
        TestingCli.run(
            "compare",
            "again#redrive=1",
            "again#redrive=0",
            "--evidence",
            folder.toString(),
            "--format",
            "json");

    assertThat(segments.err()).isEmpty();
    assertThat(segments.json().at("/runs/a/status").asText()).isEqualTo("SUCCEEDED");
    assertThat(segments.json().at("/runs/b/status").asText()).isEqualTo("FAILED");
    assertThat(segments.json().at("/failure/error").asText()).isEqualTo("PaymentDown");
    assertThat(segments.json().at("/runs/b/redrives").asInt()).isEqualTo(1);
    assertThat(TestingCli.run("explain", "again#redrive=2", "--evidence", folder.toString()).err())
        .contains("redriven 1 times");
  }

  @Test
  void express_isReadFromTheLogGroup() throws IOException {
    String arn = "arn:aws:states:eu-west-1:111122223333:express:orders:quick:7d0c1f2e";
    TestingRun run =
        new TestingRun("quick", START)
            .entered("Task", "Charge", 0)
            .scheduled("charge", 2)
            .started(3)
            .after(50)
            .failed("CardRefused", "{\"errorMessage\":\"refused\"}", 4);
    run.add("ExecutionFailed", 5, "executionFailed").put("error", "CardRefused");
    run.writeVended(folder, arn);

    JsonNode report = explained();
    assertThat(report.at("/runs/b/arn").asText()).isEqualTo(arn);
    assertThat(report.at("/runs/b/stateMachine").asText()).isEqualTo("orders");
    assertThat(report.at("/failure/step").asText()).isEqualTo("Charge");
    assertThat(report.at("/failure/owner").asText()).isEqualTo("function");
  }

  @Test
  void withoutLambda_hasNoImages() throws IOException {
    TestingRun run = new TestingRun("plain", START).entered("Pass", "Shape", 0);
    run.add("ExecutionFailed", 2, "executionFailed")
        .put("error", "States.Runtime")
        .put(
            "cause",
            "An error occurred while executing the state 'Shape' (entered at the event id #2)."
                + " Invalid path '$.a'");
    run.writeHistory(folder).writeDescription(folder, "FAILED");

    assertThat(explained().at("/images/verdict").asText()).isEqualTo("not-applicable");
    assertThat(explained().at("/failure/step").asText()).isEqualTo("Shape");
  }

  @Test
  void zipFunctions_areComparedByTheirCodeSha256() throws IOException {
    for (String name : new String[] {"good", "bad"}) {
      boolean good = name.equals("good");
      TestingRun run =
          new TestingRun(name, good ? START : START.plusSeconds(600))
              .entered("Task", "Charge", 0)
              .scheduled("charge:" + (good ? 4 : 5), 2)
              .started(3)
              .after(100);
      if (good) {
        run.succeeded(4).exited("Task", "Charge", 5).ended("Succeeded", 6);
      } else {
        run.failed("KeyError", "{\"errorMessage\":\"'total'\",\"errorType\":\"KeyError\"}", 4);
        run.add("ExecutionFailed", 5, "executionFailed").put("error", "KeyError");
      }
      run.writeHistory(folder).writeDescription(folder, good ? "SUCCEEDED" : "FAILED");
    }
    Files.writeString(
        folder.resolve("versions.json"),
        """
        {"Versions": [
          {"FunctionName": "charge", "FunctionArn": "arn:aws:lambda:eu-west-1:1:function:charge:4",
           "Version": "4", "CodeSha256": "b2xk", "PackageType": "Zip", "Timeout": 3},
          {"FunctionName": "charge", "FunctionArn": "arn:aws:lambda:eu-west-1:1:function:charge:5",
           "Version": "5", "CodeSha256": "bmV3", "PackageType": "Zip", "Timeout": 3}]}
        """);

    JsonNode images = explained().path("images");
    assertThat(images.path("verdict").asText()).isEqualTo("different");
    assertThat(images.at("/functions/0/packageType").asText()).isEqualTo("Zip");
    assertThat(images.at("/functions/0/a/0/digest").asText()).isEqualTo("b2xk");
    assertThat(images.at("/functions/0/b/0/grade").asText()).isEqualTo("proved");
  }
}
