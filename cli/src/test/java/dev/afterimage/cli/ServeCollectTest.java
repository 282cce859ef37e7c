// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local page collects runs: here from the lab, over HTTP. */
class ServeCollectTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;
  private TestingLive lab;
  private TestingServe serve;

  @BeforeEach
  void start() throws Exception {
    lab = new TestingLive(temp);
    Path cases = Files.createDirectory(temp.resolve("cases"));
    serve =
        TestingServe.start(
            lab.command("serve", "--evidence", cases.toString(), "--keep", cases.toString()));
  }

  @AfterEach
  void stop() {
    serve.close();
    lab.close();
  }

  private static String form(String a, String b) {
    return "a="
        + URLEncoder.encode(a, StandardCharsets.UTF_8)
        + "&b="
        + URLEncoder.encode(b, StandardCharsets.UTF_8);
  }

  private String machine() {
    return lab.bad().split(":", -1)[6];
  }

  private JsonNode awaitEnd() throws Exception {
    for (int i = 0; i < 1200; i++) {
      JsonNode job = JSON.readTree(serve.get("/collect/1/progress.json").body());
      if (!job.path("end").asText().isEmpty()) {
        return job;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("the collection did not end within a minute");
  }

  private Path onlyCase() throws IOException {
    try (Stream<Path> cases = Files.list(temp.resolve("cases"))) {
      return cases.reduce((a, b) -> a.resolve("and " + b)).orElseThrow();
    }
  }

  @Test
  void twoRuns_areCollectedWithProgress_andCompared() throws Exception {
    HttpResponse<String> begun =
        serve.post("/collect", form(machine() + ":last-success", lab.bad()), serve.origin());
    JsonNode job = awaitEnd();

    assertThat(begun.statusCode()).isEqualTo(302);
    assertThat(job.path("end").asText()).as(job.toString()).isEqualTo("done");
    assertThat(job.path("lines").toString())
        .contains("s: runs: 2 runs, ", " events", "s: logs: ", "The case is in " + onlyCase());
    assertThat(onlyCase().resolve("afterimage.json")).isRegularFile();
    assertThat(serve.get(job.path("next").asText()).body())
        .contains("stale-init-state", lab.good().replaceFirst(".*:", ""));
  }

  @Test
  void deniedCall_isOneLineWithTheIamAction() throws Exception {
    lab.weather().deny("states:DescribeExecution");
    serve.post("/collect", form("", lab.bad()), serve.origin());
    JsonNode job = awaitEnd();

    assertThat(job.path("end").asText()).isEqualTo("failed");
    assertThat(job.path("problem").asText())
        .contains("AWS denied states:DescribeExecution", "allow that action")
        .doesNotContain("\n");
  }

  @Test
  void deniedDetail_isMissing_withTheActionThatWouldHelp() throws Exception {
    lab.weather().deny("lambda:ListAliases");
    serve.post("/collect", form(lab.good(), lab.bad()), serve.origin());

    assertThat(awaitEnd().path("lines").toString())
        .contains("missing: ", "(allow lambda:ListAliases)");
  }

  @Test
  void nameThatIsNone_isSaidSo_andNothingIsAsked() throws Exception {
    serve.post("/collect", form("", "arn:aws:lambda:us-east-1:1:function:x"), serve.origin());

    assertThat(awaitEnd().path("problem").asText()).contains("is not the ARN of an execution");
    assertThat(lab.actions()).isEmpty();
  }

  @Test
  void otherOriginOrNoToken_collectsNothing() throws Exception {
    String form = form(lab.good(), lab.bad());
    URI elsewhere = URI.create("http://evil.example");

    assertThat(serve.post("/collect", form, Optional.of(elsewhere)).statusCode()).isEqualTo(403);
    assertThat(serve.post("/collect", form, Optional.empty()).statusCode()).isEqualTo(403);
    assertThat(serve.stranger("/collect", form).statusCode()).isEqualTo(401);
    assertThat(serve.get("/collect/1").statusCode()).isEqualTo(404);
    assertThat(lab.actions()).isEmpty();
  }
}
