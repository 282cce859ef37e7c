// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs with a deployment between them, and both images beside the case. */
class ImageDifferenceTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final String CAUSE =
      "{\"errorMessage\":\"no attribute rows\",\"errorType\":\"AttributeError\",\"stackTrace\":"
          + "[\"  File \\\"/var/task/timeout_guard.py\\\", line 31, in check\\n\"]}";

  @TempDir Path folder;

  private static final TestingLayout OLD = TestingLayout.guarded();

  private static TestingLayout changed() {
    return TestingLayout.guarded().replace("var/task/timeout_guard.py", "0.95", "0.90");
  }

  /** The case: B was deployed five minutes before the second run. */
  private Path deployed(TestingLayout image) throws IOException {
    new TestingRun("run-a", START)
        .entered("Task", "Work", 1)
        .scheduled("worker", 2)
        .started(3)
        .succeeded(4)
        .exited("Task", "Work", 5)
        .ended("Succeeded", 6)
        .writeHistory(folder)
        .writeDescription(folder, "SUCCEEDED");
    new TestingRun("run-b", START.plusSeconds(900))
        .entered("Task", "Work", 1)
        .scheduled("worker", 2)
        .started(3)
        .failed("AttributeError", CAUSE, 4)
        .ended("Failed", 5)
        .writeHistory(folder)
        .writeDescription(folder, "FAILED");
    String events =
        update("2026-02-28T10:00:00Z", OLD) + "," + update("2026-03-01T10:10:00Z", image);
    Files.writeString(folder.resolve("trail.json"), "{\"Events\":[" + events + "]}");
    Files.writeString(
        folder.resolve("function.json"),
        "{\"Code\":{\"ImageUri\":\"worker:latest\"},\"Configuration\":{\"FunctionName\":\"worker\","
            + "\"Version\":\"$LATEST\",\"PackageType\":\"Image\",\"CodeSha256\":\""
            + hex(image)
            + "\",\"LastModified\":\"2026-03-01T10:10:00.000+0000\"}}");
    Files.writeString(folder.resolve("afterimage.json"), manifest());
    OLD.layout(folder.resolve("images/old"));
    image.layout(folder.resolve("images/new"));
    return folder;
  }

  private String manifest() throws IOException {
    return "{\"afterimage\":\"case/1\",\"calls\":["
        + call("lambda:GetFunction", "{\"FunctionName\":\"worker\"}", "function.json")
        + ","
        + call(
            "cloudtrail:LookupEvents",
            "{\"StartTime\":\"2026-02-20T00:00:00Z\",\"EndTime\":\"2026-03-01T12:00:00Z\"}",
            "trail.json")
        + "]}";
  }

  private String call(String api, String request, String file) throws IOException {
    return "{\"id\":\""
        + file
        + "\",\"api\":\""
        + api
        + "\",\"request\":"
        + request
        + ",\"at\":\"2026-03-01T12:00:00Z\",\"file\":\""
        + file
        + "\",\"sha256\":\""
        + TestingCase.sha256(Files.readString(folder.resolve(file)))
        + "\",\"pages\":1,\"complete\":true}";
  }

  private static String hex(TestingLayout image) {
    return image.digest().substring("sha256:".length());
  }

  private static String update(String at, TestingLayout image) {
    String event =
        "{'eventTime':'"
            + at
            + "','eventSource':'lambda.amazonaws.com','eventName':'UpdateFunctionCode20150331v2',"
            + "'eventID':'"
            + at
            + "','userIdentity':{'userName':'ada'},'requestParameters':{'functionName':'worker'},"
            + "'responseElements':{'functionName':'worker','version':'$LATEST','packageType':'Image',"
            + "'codeSha256':'"
            + hex(image)
            + "','lastModified':'"
            + at.replace("Z", ".000+0000")
            + "'}}";
    return "{\"EventName\":\"UpdateFunctionCode20150331v2\",\"CloudTrailEvent\":\""
        + event.replace("'", "\\\"")
        + "\"}";
  }

  private TestingCli.Result compare(String... more) {
    String format = more.length > 0 ? more[0] : "json";
    return compare(folder, format);
  }

  private static TestingCli.Result compare(Path evidence, String format) {
    return TestingCli.run("compare", "--evidence", evidence.toString(), "--format", format);
  }

  @Test
  void imagesInAZip_areComparedAsThoseInAFolder(@TempDir Path other) throws IOException {
    Path zip = other.resolve("case.zip");
    zip(deployed(changed()), zip);
    TestingCli.Result result = compare(zip, "json");

    assertThat(result.err()).isEmpty();
    assertThat(result.json().at("/images/functions/0/content/items/0/subject").asText())
        .isEqualTo("/var/task/timeout_guard.py");
  }

  private static void zip(Path from, Path to) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to));
        Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry(from.relativize(file).toString().replace('\\', '/')));
        out.write(Files.readAllBytes(file));
      }
    }
  }

  @Test
  void caseThatIsServed_showsTheDifference() throws Exception {
    deployed(changed());
    try (TestingServe serve = TestingServe.start("serve", "--evidence", folder.toString())) {
      String list = serve.listOf("run-a", "run-b");
      String pair =
          "/compare?a="
              + TestingServe.key(list, "A: run-a")
              + "&b="
              + TestingServe.key(list, "B: run-b");
      String page = serve.get(pair).body();

      assertThat(page).contains("guard.py: changed in content");
    }
  }

  /** B calls the function before and after a deployment, and fails after it. */
  private void deployedWithin(TestingLayout image) throws IOException {
    deployed(image);
    new TestingRun("run-b", START.plusSeconds(300))
        .entered("Task", "Warm", 1)
        .scheduled("worker", 2)
        .started(3)
        .succeeded(4)
        .exited("Task", "Warm", 5)
        .after(1_200_000)
        .entered("Task", "Work", 6)
        .scheduled("worker", 7)
        .started(8)
        .failed("AttributeError", CAUSE, 9)
        .ended("Failed", 10)
        .writeHistory(folder)
        .writeDescription(folder, "FAILED");
  }

  @Test
  void runOfTwoImages_isComparedByTheOneThatFailed() throws IOException {
    deployedWithin(changed());
    JsonNode function = compare().json().at("/images/functions/0");

    assertThat(function.path("verdict").asText()).isEqualTo("mixed");
    assertThat(function.path("b").size()).isEqualTo(2);
    assertThat(function.at("/content/items/0/subject").asText())
        .isEqualTo("/var/task/timeout_guard.py");
  }

  @Test
  void changedFileOfTheTrace_comesFirst_andCounts() throws IOException {
    deployed(changed().text("var/task/a-note.txt", "new"));
    TestingCli.Result result = compare();
    JsonNode content = result.json().at("/images/functions/0/content");

    assertThat(result.err()).isEmpty();
    assertThat(content.path("differs").asBoolean()).isTrue();
    assertThat(content.at("/items/0/kind").asText()).isEqualTo("file-on-trace");
    assertThat(content.at("/items/0/subject").asText()).isEqualTo("/var/task/timeout_guard.py");
    assertThat(content.at("/items/1/kind").asText()).isEqualTo("file");
    assertThat(content.path("files").asInt()).isEqualTo(2);
    assertThat(result.hypothesis("code-changed").path("for").findValuesAsText("text"))
        .anyMatch(text -> text.contains("/var/task/timeout_guard.py (changed in content)"));
  }

  @Test
  void rebuiltImage_refutesTheChangeOfTheCode() throws IOException {
    deployed(TestingLayout.guarded().writtenAt(1_764_000_000));
    TestingCli.Result result = compare();

    assertThat(result.json().at("/images/functions/0/verdict").asText()).isEqualTo("different");
    assertThat(result.json().at("/images/functions/0/content/verdict").asText())
        .isEqualTo("rebuilt-without-change");
    assertThat(result.verdict("code-changed")).isEqualTo("refuted");
  }

  @Test
  void oneImageAlone_leavesTheDifferenceOpen() throws IOException {
    deployed(changed());
    Files.delete(folder.resolve("images/old/oci-layout"));
    Files.delete(folder.resolve("images/old/index.json"));
    TestingCli.Result result = compare();

    assertThat(result.json().at("/images/functions/0/content").isNull()).isTrue();
    assertThat(result.verdict("code-changed")).isNotEqualTo("refuted");
  }

  @Test
  void everyFormat_tellsTheDifference() throws IOException {
    deployed(changed());
    for (String format : new String[] {"text", "markdown", "html"}) {
      assertThat(compare(format).out()).as(format).contains("guard.py: changed in content");
    }
  }
}
