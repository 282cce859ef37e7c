// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import static dev.afterimage.core.testing.TestingLog.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import dev.afterimage.core.testing.TestingLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A stream is a sandbox; a timeout or a crash resets the process in it. */
class SandboxBuilderTest {
  private static final Instant START = TestingHistory.START;

  private static TestingLog log() {
    return new TestingLog();
  }

  private static List<Invocation> of(TestingLog log) {
    return TestingFleet.invocations(log);
  }

  private static double age(Invocation invocation) {
    assertThat(invocation.ageMs()[0]).isEqualTo(invocation.ageMs()[1]);
    return invocation.ageMs()[0];
  }

  private static TestingCase described(TestingLog log, String creation, String first) {
    ObjectNode answer = TestingCase.json("{}");
    ArrayNode streams = answer.putArray("logStreams");
    streams
        .addObject()
        .put("logStreamName", TestingLog.stream("$LATEST", 1))
        .put("creationTime", Instant.parse(creation).toEpochMilli())
        .put("firstEventTimestamp", Instant.parse(first).toEpochMilli())
        .put("arn", "arn:aws:logs:eu-west-1:1:log-group:/aws/lambda/poll:log-stream:s");
    return TestingFleet.with(log).file("streams.json", answer);
  }

  @Test
  void invocations_haveTheirPlaceAndTimes() {
    TestingLog log = log().initStart().after(200).served(request(1), 50);
    log.after(1_000).served(request(2), 30);
    List<Invocation> invocations = of(log);

    assertThat(invocations)
        .extracting(Invocation::requestId)
        .containsExactly(request(1), request(2));
    assertThat(invocations).extracting(i -> i.place().ordinal()).containsExactly(0, 1);
    assertThat(invocations)
        .extracting(i -> i.place().cold())
        .containsExactly(Optional.of(true), Optional.of(false));
    assertThat(invocations.get(0).durationMs()).contains(50.0);
    assertThat(invocations.get(1).times().idleBefore()).contains(Duration.ofSeconds(1));
    assertThat(invocations).allMatch(i -> i.outcome() == Invocation.Outcome.OK);
  }

  @Test
  void age_countsFromTheStartOfTheProcess() {
    TestingLog log = log().initStart().after(200).served(request(1), 50);
    log.after(1_000).served(request(2), 30);

    assertThat(of(log)).extracting(SandboxBuilderTest::age).containsExactly(200.0, 1250.0);
  }

  @Test
  void withoutInitStart_theInitDurationTellsTheStart() {
    TestingLog log = log().start(request(1)).after(50);
    log.report(request(1), "50.00", "Init Duration: 110.10 ms\t").after(100).served(request(2), 1);

    assertThat(of(log).get(0).place().start().latest()).isEqualTo(START.minusNanos(110_100_000));
    assertThat(age(of(log).get(0))).isEqualTo(110.1);
    assertThat(of(log).get(1).place().cold()).contains(false);
  }

  @Test
  void timeout_resetsTheProcess_andKeepsTheSandbox() {
    TestingLog log = log().initStart().after(100).start(request(1)).after(5_000);
    log.report(request(1), "5000.00", "Status: timeout").after(500).served(request(2), 20);
    Sandbox sandbox = TestingFleet.sandbox(log);

    assertThat(sandbox.generations()).hasSize(2);
    Invocation second = sandbox.invocations().toList().get(1);
    assertThat(second.place().generation()).isEqualTo(2);
    assertThat(second.place().cold()).contains(true);
    assertThat(age(second)).isZero();
    assertThat(second.times().idleBefore()).contains(Duration.ofMillis(500));
    assertThat(sandbox.invocations().toList().get(0).outcome())
        .isEqualTo(Invocation.Outcome.TIMED_OUT);
  }

  @Test
  void timeoutLineBehindItsReport_resetsTheProcess() {
    TestingLog log = log().initStart().start(request(1)).after(3_003);
    log.report(request(1), "3003.17", "");
    log.line("2026-03-01T10:00:03.003Z " + request(1) + " Task timed out after 3.00 seconds\n");
    List<Invocation> invocations = of(log.after(100).served(request(2), 20));

    assertThat(invocations.get(0).outcome()).isEqualTo(Invocation.Outcome.TIMED_OUT);
    assertThat(invocations.get(1).place().generation()).isEqualTo(2);
  }

  @Test
  void crash_resetsTheProcess() {
    TestingLog log = log().initStart().start(request(1)).after(40);
    log.line("RequestId: " + request(1) + " Error: Runtime exited with error: exit status 106\n");
    log.report(request(1), "40.00", "Status: error\tError Type: Runtime.ExitError");
    List<Invocation> invocations = of(log.after(100).served(request(2), 20));

    assertThat(invocations.get(0).outcome()).isEqualTo(Invocation.Outcome.CRASHED);
    assertThat(invocations.get(1).place().generation()).isEqualTo(2);
  }

  @Test
  void outOfMemory_resetsTheProcess() {
    TestingLog log = log().initStart().start(request(1)).after(40);
    log.report(request(1), "40.00", "Status: error\tError Type: Runtime.OutOfMemory");

    assertThat(of(log.served(request(2), 20)).get(1).place().generation()).isEqualTo(2);
  }

  @Test
  void handlerThatRaises_keepsTheProcess() {
    TestingLog log = log().initStart().after(10).start(request(1)).after(5);
    log.line("[ERROR] ValueError: x\nTraceback (most recent call last):\n  File \"a\", line 1\n");
    log.report(request(1), "5.00", "").after(100).served(request(2), 20);
    List<Invocation> invocations = of(log);

    assertThat(invocations.get(0).outcome()).isEqualTo(Invocation.Outcome.RAISED);
    assertThat(invocations.get(0).shownError().orElseThrow().type()).isEqualTo("ValueError");
    assertThat(invocations.get(1).place().generation()).isEqualTo(1);
    assertThat(invocations.get(1).place().ordinal()).isEqualTo(1);
  }

  @Test
  void initThatFails_isOfTheGenerationThatFollows_andIsNotItsStart() {
    TestingLog log = log().initStart().after(10_009);
    log.line("INIT_REPORT Init Duration: 10009.13 ms\tPhase: init\tStatus: timeout\n");
    log.after(4_000).start(request(1)).after(2_500).report(request(1), "2500.00", "");
    Sandbox sandbox = TestingFleet.sandbox(log);

    assertThat(sandbox.generations()).hasSize(1);
    assertThat(sandbox.generations().get(0).initReports()).hasSize(1);
    Invocation invocation = sandbox.invocations().toList().get(0);
    assertThat(invocation.place().ordinal()).isZero();
    // The process that served began after the first one was given up.
    assertThat(invocation.ageMs()[0]).isLessThanOrEqualTo(4_000);
    assertThat(invocation.ageMs()[1]).isEqualTo(4_000);
    assertThat(invocation.place().start().known()).isFalse();
  }

  @Test
  void initThatRanAgain_isTheStart() {
    TestingLog log = log().initStart().line("Traceback ...").after(200);
    log.line("INIT_REPORT Init Duration: 200.04 ms\tPhase: init\tStatus: error\tError Type: X\n");
    log.after(300).line("Traceback ...").after(229);
    log.line("INIT_REPORT Init Duration: 229.04 ms\tPhase: invoke\tStatus: error\tError Type: X\n");
    log.start(request(1)).report(request(1), "240.00", "Status: error\tError Type: X");
    Sandbox sandbox = TestingFleet.sandbox(log);
    Invocation invocation = sandbox.invocations().toList().get(0);

    assertThat(sandbox.generations().get(0).initReports()).hasSize(2);
    assertThat(invocation.place().start().known()).isTrue();
    assertThat(age(invocation)).isEqualTo(229.04);
    assertThat(sandbox.generations().get(0).initLines()).hasSize(5);
  }

  @Test
  void linesBetweenStartAndReport_areOfThatRequest() {
    TestingLog log = log().line("early").start(request(1)).line("one").line("two");
    log.report(request(1), "3.00", "").line("late").after(10).start(request(2)).line("three");
    Sandbox sandbox = TestingFleet.sandbox(log.report(request(2), "1.00", ""));
    List<Invocation> invocations = sandbox.invocations().toList();

    assertThat(sandbox.generations().get(0).initLines())
        .extracting(LogLine::text)
        .containsExactly("early");
    assertThat(texts(invocations.get(0))).contains("one", "two", "late").doesNotContain("three");
    assertThat(texts(invocations.get(1))).contains("three");
  }

  private static List<String> texts(Invocation invocation) {
    return invocation.lines().stream().map(LogLine::text).toList();
  }

  @Test
  void lineThatNamesARequest_isOfThatRequest_whereverItStands() {
    TestingLog log = log().served(request(1), 3).after(5).start(request(2));
    log.line("[INFO]\t2026-03-01T10:00:00Z\t" + request(1) + "\tfrom a thread of the first");
    List<Invocation> invocations = of(log.report(request(2), "1.00", ""));

    assertThat(invocations.get(0).lines()).hasSize(4);
    assertThat(invocations.get(1).lines()).hasSize(3);
  }

  @Test
  void requestThatLambdaTriedAgain_isTwoInvocations() {
    TestingLog log = log().served(request(1), 3).after(60_000).served(request(1), 4);

    assertThat(of(log)).extracting(i -> i.place().ordinal()).containsExactly(0, 1);
    assertThat(of(log)).extracting(i -> i.durationMs().orElse(0.0)).containsExactly(3.0, 4.0);
  }

  @Test
  void streamThatBeginsInItsMiddle_hasNoKnownStart() {
    Invocation first = of(log().served(request(1), 3)).get(0);

    assertThat(first.place().ordinalKnown()).isFalse();
    assertThat(first.place().cold()).isEmpty();
    assertThat(first.place().start().known()).isFalse();
    // The day in the stream's name bounds it.
    assertThat(first.ageMs()[1]).isEqualTo(36_000_000.0);
  }

  @Test
  void describedStream_boundsTheStart() {
    TestingLog log = log().served(request(1), 3);
    Invocation bounded =
        TestingFleet.sandbox(described(log, "2026-03-01T09:58:00Z", "2026-03-01T09:59:00Z"))
            .invocations()
            .toList()
            .get(0);
    Invocation fresh =
        TestingFleet.sandbox(described(log, "2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z"))
            .invocations()
            .toList()
            .get(0);

    assertThat(bounded.ageMs()[1]).isEqualTo(60_000);
    assertThat(bounded.place().cold()).isEmpty();
    assertThat(fresh.place().cold()).contains(true);
    assertThat(age(fresh)).isZero();
  }

  @Test
  void streamOlderThanItsInitDuration_wasStartedEarlier() {
    // Lambda may start a sandbox before a request needs it.
    TestingLog log = log().start(request(1)).after(5);
    log.report(request(1), "5.00", "Init Duration: 110.10 ms\t");
    Invocation invocation =
        TestingFleet.sandbox(described(log, "2026-03-01T09:50:00Z", "2026-03-01T09:50:00Z"))
            .invocations()
            .toList()
            .get(0);

    assertThat(invocation.place().cold()).contains(true);
    assertThat(invocation.place().start().known()).isFalse();
    assertThat(invocation.ageMs()).containsExactly(110.1, 600_000);
  }

  @Test
  void answerThatBeginsInsideOfAnInvocation_tellsNoStart() {
    TestingLog log =
        log().line("half way").after(100).line("done").report(request(1), "250.00", "");
    List<Invocation> invocations = of(log.after(10).served(request(2), 5));

    assertThat(texts(invocations.get(0))).contains("half way", "done");
    assertThat(invocations).allMatch(i -> !i.place().start().known());
    assertThat(invocations.get(0).place().cold()).isEmpty();
  }

  @Test
  void reportAlone_isAnInvocation() {
    TestingLog log = log().report(request(1), "250.00", "");
    Invocation invocation = of(log).get(0);

    assertThat(invocation.times().start()).isEqualTo(START.minusMillis(250));
    assertThat(invocation.outcome()).isEqualTo(Invocation.Outcome.OK);
  }

  @Test
  void startAlone_isAnInvocationOfUnknownEnd() {
    Invocation invocation = of(log().start(request(1)).after(9).line("working")).get(0);

    assertThat(invocation.outcome()).isEqualTo(Invocation.Outcome.UNKNOWN);
    assertThat(invocation.times().end()).isEmpty();
    assertThat(invocation.lastSeen()).isEqualTo(START.plusMillis(9));
  }

  @Test
  void jsonFormat_isRead_withoutEndLines() {
    TestingLog log = log();
    log.line(json("initStart", "'functionName':'poll','initializationType':'on-demand'"));
    log.after(90).line(json("initReport", "'status':'success','metrics':{'durationMs':90}"));
    log.after(10).line(json("start", "'requestId':'" + request(1) + "','version':'$LATEST'"));
    log.after(4)
        .line("{\"level\":\"INFO\",\"requestId\":\"" + request(1) + "\",\"message\":\"x\"}");
    log.line(
        json(
            "report",
            "'requestId':'" + request(1) + "','status':'success','metrics':{'durationMs':4}"));
    Invocation invocation = of(log).get(0);

    assertThat(age(invocation)).isEqualTo(100.0);
    assertThat(invocation.outcome()).isEqualTo(Invocation.Outcome.OK);
    assertThat(invocation.lines()).hasSize(3);
  }

  private static String json(String type, String record) {
    return ("{'time':'t','type':'platform." + type + "','record':{" + record + "}}")
        .replace('\'', '"');
  }

  @Test
  void jsonTimeout_resetsTheProcess() {
    TestingLog log = log().line(json("start", "'requestId':'" + request(1) + "'")).after(3_000);
    log.line(json("report", "'requestId':'" + request(1) + "','status':'timeout','metrics':{}"));
    log.after(5).line(json("start", "'requestId':'" + request(2) + "'"));

    assertThat(of(log)).extracting(i -> i.place().generation()).containsExactly(1, 2);
  }

  @Test
  void formatThatChanges_isReadOn() {
    TestingLog log = log().initStart().served(request(1), 3).after(10);
    log.line(json("start", "'requestId':'" + request(2) + "'")).after(4);
    log.line(json("report", "'requestId':'" + request(2) + "','status':'success','metrics':{}"));

    assertThat(of(log)).hasSize(2).allMatch(i -> i.outcome() == Invocation.Outcome.OK);
  }

  @Test
  void requestsKnownByTheirLinesAlone_areInvocations() {
    // At the level WARN the platform writes no START and no REPORT of a success.
    TestingLog log = log();
    for (int i = 1; i <= 2; i++) {
      log.after(10)
          .line("{\"level\":\"WARN\",\"requestId\":\"" + request(i) + "\",\"message\":\"x\"}");
    }

    assertThat(of(log)).extracting(Invocation::requestId).containsExactly(request(1), request(2));
  }

  @Test
  void sandboxOfSeveralRequestsAtOnce_isNotRead() {
    TestingLog log = log();
    log.line(
        json("initStart", "'functionName':'poll','initializationType':'lambda-managed-instances'"));
    log.start(request(1)).start(request(2)).report(request(1), "5.00", "");
    Fleet fleet = TestingFleet.fleet(TestingFleet.with(log));

    assertThat(fleet.sandboxes()).isEmpty();
    assertThat(fleet.gaps()).singleElement().matches(gap -> gap.why().contains("at once"));
  }

  @Test
  void otherEventSetOfThePlatform_isNotRead() {
    TestingLog log = log().line(json("invokeStart", "'requestId':'" + request(1) + "'"));
    log.line(json("requestComplete", "'requestId':'" + request(1) + "'"));

    assertThat(TestingFleet.fleet(TestingFleet.with(log)).sandboxes()).isEmpty();
  }

  @Test
  void droppedLogs_areAGap() {
    TestingLog log = log().served(request(1), 5);
    log.line(json("logsDropped", "'reason':'slow consumer','droppedRecords':123,'droppedBytes':9"));

    assertThat(TestingFleet.fleet(TestingFleet.with(log)).gaps())
        .singleElement()
        .matches(gap -> gap.why().contains("slow consumer"));
  }

  @Property(tries = 100)
  void answersInAnyOrderAndPages_giveTheSameSandbox(@ForAll Random random) {
    TestingLog log = log().initStart();
    for (int i = 1; i < 6; i++) {
      log.after(20).start(request(i)).after(3).line("line " + i).after(2);
      log.report(request(i), "5.00", i == 3 ? "Status: timeout" : "");
    }
    List<ObjectNode> events = new ArrayList<>(log.events());
    boolean backwards = random.nextBoolean();
    if (backwards) {
      Collections.reverse(events);
    }
    int cut = 1 + random.nextInt(events.size() - 1);
    TestingCase testing = new TestingCase();
    for (List<ObjectNode> page :
        List.of(events.subList(cut, events.size()), events.subList(0, cut))) {
      ObjectNode answer = TestingCase.json("{}");
      page.forEach(answer.putArray("events")::add);
      testing.call(
          "logs:FilterLogEvents",
          "{'logGroupName': '/aws/lambda/poll'}",
          "2026-03-01T12:00:00Z",
          "p" + page.size() + "-" + cut,
          answer);
    }

    assertThat(shape(TestingFleet.sandbox(testing))).isEqualTo(shape(TestingFleet.sandbox(log)));
  }

  private static String shape(Sandbox sandbox) {
    StringBuilder text = new StringBuilder();
    sandbox
        .invocations()
        .forEach(
            i ->
                text.append(i.requestId())
                    .append(i.place().generation())
                    .append(i.place().ordinal())
                    .append(i.times())
                    .append(i.outcome())
                    .append(texts(i)));
    return text.toString();
  }

  @Property(tries = 200)
  void anyOrderOfLines_isRead(@ForAll Random random) {
    TestingLog log = log();
    for (int i = 0; i < 30; i++) {
      String id = request(random.nextInt(4));
      switch (random.nextInt(9)) {
        case 0 -> log.initStart();
        case 1, 2 -> log.start(id);
        case 3 -> log.report(id, "5.00", random.nextBoolean() ? "Status: timeout" : "");
        case 4 -> log.line("INIT_REPORT Init Duration: 9.00 ms\tPhase: init\tStatus: error");
        case 5 -> log.line("2026-03-01T10:00:03.020Z " + id + " Task timed out after 3.02 seconds");
        case 6 ->
            log.line("RequestId: " + id + " Error: Runtime exited without providing a reason");
        case 7 -> log.line("[INFO]\t2026-03-01T10:00:00Z\t" + id + "\tx");
        default -> log.line("plain");
      }
      log.after(random.nextInt(3));
    }
    Fleet fleet = TestingFleet.fleet(TestingFleet.with(log));

    assertThat(fleet.invocations()).doesNotHaveDuplicates();
    fleet.invocations().forEach(i -> assertThat(i.ageMs()[0]).isLessThanOrEqualTo(i.ageMs()[1]));
  }
}
