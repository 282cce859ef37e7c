// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import dev.afterimage.report.testing.TestingExaminations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {
  private static final Pattern KEY = Pattern.compile("name=\"a\" value=\"([0-9a-f.]+)\"");

  @TempDir private Path folder;
  @TempDir private Path elsewhere;

  private void cases() {
    new TestingCase()
        .run(TestingExaminations.good("first-good"))
        .run(TestingExaminations.bad("first-bad", "Boom", "it broke"))
        .write(folder.resolve("first"));
    new TestingCase()
        .run(TestingExaminations.bad("second-bad", "Bang", "it burst"))
        .write(folder.resolve("second"));
  }

  private static String key(TestingServer server, String run) {
    String row = row(server.get("/").body(), run);
    Matcher matcher = KEY.matcher(row);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static String row(String page, String run) {
    int at = page.indexOf("<code>" + run + "</code>");
    assertThat(at).as("%s is listed", run).isPositive();
    return page.substring(page.lastIndexOf("<tr", at), page.indexOf("</tr>", at));
  }

  @Test
  void list_showsTheRunsOfEachCase() throws Exception {
    cases();
    try (TestingServer server = TestingServer.of(folder).settled()) {
      String page = server.get("/").body();

      assertThat(page).contains("3 runs in 2 cases");
      assertThat(row(page, "first-bad")).contains("FAILED", "orders", ">first<");
      assertThat(row(page, "second-bad")).contains(">second<");
    }
  }

  @Test
  void twoRunsOfACase_areCompared() throws Exception {
    cases();
    try (TestingServer server = TestingServer.of(folder).settled()) {
      String path = "/compare?a=" + key(server, "first-good") + "&b=" + key(server, "first-bad");
      TestingServer.Answer answer = server.get(path);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("Boom in Charge", "<a href=\"/\">Afterimage</a>");
      assertThat(answer.body()).contains("afterimage compare first-good first-bad");
    }
  }

  @Test
  void runsOfTwoCases_areCompared() throws Exception {
    cases();
    try (TestingServer server = TestingServer.of(folder).settled()) {
      String path = "/compare?a=" + key(server, "first-good") + "&b=" + key(server, "second-bad");

      assertThat(server.get(path).body()).contains("Bang in Charge", "first-good");
    }
  }

  @Test
  void oneRun_isExplained_withItsBaseline() throws Exception {
    cases();
    try (TestingServer server = TestingServer.of(folder).settled()) {
      String page = server.get("/explain?run=" + key(server, "first-bad")).body();

      assertThat(page).contains("Boom in Charge", "the only other run of the state machine");
    }
  }

  @Test
  void keys_areTheSameAfterAnotherStart() throws Exception {
    cases();
    String before;
    try (TestingServer server = TestingServer.of(folder).settled()) {
      before = key(server, "second-bad");
    }
    try (TestingServer server = TestingServer.of(folder).settled()) {
      assertThat(key(server, "second-bad")).isEqualTo(before);
    }
  }

  @Test
  void unknownRuns_areSaidSo_withoutATrace() throws Exception {
    cases();
    try (TestingServer server = TestingServer.of(folder).settled()) {
      String good = key(server, "first-good");

      assertThat(server.get("/compare?a=" + good + "&b=none").status()).isEqualTo(404);
      assertThat(server.get("/compare?a=" + good + "&b=" + good).status()).isEqualTo(400);
      assertThat(server.get("/compare?a=" + good).body()).contains("no run is chosen for b");
      assertThat(server.get("/explain?run=" + good.substring(0, 13) + "0").status()).isEqualTo(404);
      assertThat(server.get("/explain?run=..%2F..").body()).contains("no such case here");
      assertThat(server.get("/nowhere").status()).isEqualTo(404);
    }
  }

  @Test
  void folderByService_isOneCase(@TempDir Path whole) throws Exception {
    TestingCase runs = new TestingCase().run(TestingExaminations.good("good"));
    runs.write(whole.resolve("stepfunctions"));
    Files.createDirectories(whole.resolve("logs"));
    Files.writeString(whole.resolve("logs/a.json"), "{\"events\":[]}");
    try (TestingServer server = TestingServer.of(whole).settled()) {
      assertThat(server.get("/").body()).contains("1 run in 1 case.");
    }
  }

  @Test
  void unreadableCase_isNamed_andTheOthersStay() throws Exception {
    cases();
    Files.createDirectories(folder.resolve("third"));
    Files.writeString(folder.resolve("third/x.json"), "<script>no json</script>");
    try (TestingServer server = TestingServer.of(folder).settled()) {
      String page = server.get("/").body();

      assertThat(page).contains("1 entry of the folder is no case", "<code>third</code>");
      assertThat(page).contains("first-good");
    }
  }

  @Test
  void missingFolder_andTakenPort_areSaidSo() throws Exception {
    assertThatThrownBy(() -> WebServer.start(WebOptions.of(folder.resolve("none"), 0, "test")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such file or folder");
    try (TestingServer server = TestingServer.of(folder)) {
      int port = server.address().getPort();
      assertThatThrownBy(() -> WebServer.start(WebOptions.of(folder, port, "test")))
          .hasMessage("port " + port + " is taken; give another --port");
    }
  }

  @Test
  void nothingPluggedIn_isNotOffered() {
    try (TestingServer server = TestingServer.of(folder)) {
      assertThat(server.get("/").body()).doesNotContain("href=\"/fleet\"", "href=\"/collect\"");
      assertThat(server.get("/fleet").status()).isEqualTo(404);
      assertThat(server.post("/collect", "runs=x").status()).isEqualTo(404);
    }
  }

  @Test
  void fleetPage_isShown() {
    WebPorts ports = new WebPorts(Optional.of(TestingFleetView::view), Optional.empty());
    try (TestingServer server = TestingServer.of(folder, ports)) {
      assertThat(server.get("/").body()).contains("href=\"/fleet\"");
      assertThat(server.get("/fleet").body())
          .contains("process_age_ms", "30 of 900 runs", "&lt;b&gt;broken&lt;/b&gt;")
          .doesNotContain("<b>broken");
      assertThat(server.get("/fleet").head()).contains("Content-Security-Policy", "script-src");
    }
  }

  @Test
  void fleetThatCannotBeRead_saysWhy() {
    WebPorts.FleetPage broken =
        () -> {
          throw new IOException("fleet.json is damaged");
        };
    try (TestingServer server =
        TestingServer.of(folder, new WebPorts(Optional.of(broken), Optional.empty()))) {
      assertThat(server.get("/fleet").status()).isEqualTo(500);
      assertThat(server.get("/fleet").body()).isEqualTo("fleet.json is damaged");
    }
  }

  @Test
  void fleetThatIsBeingRanked_saysForHowLong_andAsksAgain() {
    WebPorts.FleetPage ranking =
        () -> {
          throw new WebPorts.NotYetException(12);
        };
    try (TestingServer server =
        TestingServer.of(folder, new WebPorts(Optional.of(ranking), Optional.empty()))) {
      assertThat(server.get("/fleet").status()).isEqualTo(202);
      assertThat(server.get("/fleet").head()).containsIgnoringCase("refresh: 2");
      assertThat(server.get("/fleet").body()).contains("ranking, 12 s").doesNotContain("separates");
    }
  }

  private static String awaitEnd(TestingServer server, String job) throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      String progress = server.get("/collect/" + job + "/progress.json").body();
      if (!progress.contains("\"end\":\"\"")) {
        return progress;
      }
      Thread.sleep(25);
    }
    throw new AssertionError("the collection did not end");
  }

  private static TestingServer collecting(Path folder, WebPorts.Collector collector) {
    return TestingServer.of(folder, new WebPorts(Optional.empty(), Optional.of(collector)));
  }

  private static String arn(String run) {
    return TestingHistory.of(run, TestingHistory.START, "{}").arn();
  }

  /** Leaves a case beside the folder of cases, as a collection into the cache does. */
  private WebPorts.Collected collect(List<String> named) {
    Path place =
        new TestingCase()
            .run(TestingExaminations.good("live-good"))
            .run(TestingExaminations.bad("live-bad", "Boom", "it broke"))
            .write(elsewhere.resolve("new"));
    return new WebPorts.Collected(place, named);
  }

  @Test
  void collected_isListed_andLeadsToItsComparison() throws Exception {
    List<String> asked = new ArrayList<>();
    WebPorts.Collector collector =
        (runs, progress) -> {
          asked.addAll(runs);
          progress.accept("0.1 s: runs: 12 events \u202E\u001B[31m");
          return collect(List.of(arn("live-good"), arn("live-bad")));
        };
    try (TestingServer server = collecting(folder, collector).settled()) {
      TestingServer.Answer answer = server.post("/collect", "a=arn%3Aone&b=+arn%3Atwo+");
      String progress = awaitEnd(server, "1");

      assertThat(answer.head()).contains("302").containsPattern("Location: \\S*/collect/1");
      assertThat(progress).contains("runs: 12 events \uFFFD\uFFFD[31m", "\"end\":\"done\"");
      assertThat(asked).containsExactly("arn:one", "arn:two");
      assertThat(server.get("/").body()).contains("<code>live-good</code>", "<td>new</td>");
      assertThat(server.get(next(progress)).body()).contains("Boom in Charge");
      assertThat(server.get("/collect/1").body()).contains("value=\"arn:one\"", "runs: 12 events");
    }
  }

  private static String next(String progress) {
    Matcher next = Pattern.compile("\"next\":\"([^\"]*)\"").matcher(progress);
    assertThat(next.find()).isTrue();
    return next.group(1);
  }

  @Test
  void runNamedAlone_leadsToItsExplanation() throws Exception {
    try (TestingServer server =
        collecting(folder, (runs, progress) -> collect(List.of(arn("live-bad"))))) {
      server.post("/collect", "a=&b=arn%3Atwo");
      String next = next(awaitEnd(server, "1"));

      assertThat(next).startsWith("/explain?run=");
      assertThat(server.get(next).body()).contains("Boom in Charge", "live-good");
    }
  }

  @Test
  void collectionThatFails_saysWhy() throws Exception {
    WebPorts.Collector collector =
        (runs, progress) -> {
          throw new IOException("AWS refused: no credentials");
        };
    try (TestingServer server = collecting(folder, collector)) {
      server.post("/collect", "b=x");

      assertThat(awaitEnd(server, "1")).contains("no credentials", "\"end\":\"failed\"");
      assertThat(server.get("/collect/7").status()).isEqualTo(404);
      assertThat(server.get("/collect/x").status()).isEqualTo(404);
    }
  }

  @Test
  void collectionThatBreaksOff_ends() throws Exception {
    WebPorts.Collector collector =
        (runs, progress) -> {
          throw new IllegalStateException("a defect");
        };
    try (TestingServer server = collecting(folder, collector)) {
      server.post("/collect", "b=x");

      assertThat(awaitEnd(server, "1")).contains("broke off", "\"end\":\"failed\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a=x", "a=x&b=+", "a=x&b=x"})
  void formThatNamesNoRun_isRefused(String form) {
    WebPorts.Collector collector =
        (runs, progress) -> {
          throw new AssertionError("nothing is to be collected");
        };
    try (TestingServer server = collecting(folder, collector)) {
      assertThat(server.post("/collect", form).status()).isEqualTo(400);
    }
  }
}
