// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import static dev.afterimage.core.testing.TestingLog.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import dev.afterimage.core.testing.TestingLog;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose log stream it is, by the best sign there is. */
class StreamOwnersTest {
  private static final String AT = "2026-03-01T12:00:00Z";

  private static TestingLog log() {
    return new TestingLog().served(request(1), 5);
  }

  /** A run that called a function, whose answer names request 1. */
  private static TestingHistory caller(String function) {
    TestingHistory history = TestingHistory.of("r").entered("Task", "T").scheduled(function);
    return history
        .started()
        .after(9)
        .served(request(1), "$LATEST")
        .exited("Task", "T")
        .succeed("{}");
  }

  private static TestingHistory stranger(String function) {
    TestingHistory history = TestingHistory.of("r").entered("Task", "T").scheduled(function);
    return history.started().after(9).succeeded().exited("Task", "T").succeed("{}");
  }

  private static Optional<String> owner(TestingCase testing) {
    return TestingFleet.sandbox(testing).function();
  }

  private static ObjectNode function(String name, String group) {
    ObjectNode json = TestingCase.json("{'CodeSha256': 'x', 'Version': '$LATEST'}");
    json.put("FunctionName", name).putObject("LoggingConfig").put("LogGroup", group);
    return json;
  }

  @Test
  void group_ofTheManifest_names() {
    TestingCase testing =
        new TestingCase()
            .run(caller("other"))
            .call(
                "logs:FilterLogEvents",
                "{'logGroupName': '/aws/lambda/poll'}",
                AT,
                "other.json",
                log().answer());

    assertThat(owner(testing)).contains("poll");
  }

  @Test
  void groupGivenByItsArn_names() {
    TestingCase testing =
        new TestingCase()
            .call(
                "logs:FilterLogEvents",
                "{'logGroupIdentifier': 'arn:aws:logs:r:1:log-group:/aws/lambda/poll:*'}",
                AT,
                "l.json",
                log().answer());

    assertThat(owner(testing)).contains("poll");
  }

  @Test
  void describedStream_namesItsGroup() {
    ObjectNode streams = TestingCase.json("{}");
    streams
        .putArray("logStreams")
        .addObject()
        .put("logStreamName", TestingLog.stream("$LATEST", 1))
        .put(
            "arn",
            "arn:aws:logs:r:1:log-group:/aws/lambda/poll:log-stream:"
                + TestingLog.stream("$LATEST", 1));

    assertThat(owner(new TestingCase().file("s", streams).file("l", log().answer())))
        .contains("poll");
  }

  @Test
  void streamOfOneNameInTwoGroups_namesNone() {
    ObjectNode streams = TestingCase.json("{}");
    for (String group : new String[] {"a", "b"}) {
      streams
          .withArray("/logStreams")
          .addObject()
          .put("logStreamName", TestingLog.stream("$LATEST", 1))
          .put("arn", "arn:aws:logs:r:1:log-group:/aws/lambda/" + group + ":log-stream:s");
    }

    assertThat(owner(new TestingCase().file("s", streams).file("l", log().answer()))).isEmpty();
  }

  @Test
  void groupThatAFunctionIsConfiguredFor_names() {
    TestingCase testing =
        new TestingCase()
            .file("f", function("poll", "/shared/polls"))
            .call(
                "logs:FilterLogEvents",
                "{'logGroupName': '/shared/polls'}",
                AT,
                "l.json",
                log().answer());

    assertThat(owner(testing)).contains("poll");
  }

  @Test
  void groupThatTwoFunctionsShare_namesNone_butTheStreamDoes() {
    TestingLog log = new TestingLog();
    log.in("2026/03/01/push[$LATEST]0123456789abcdef0123456789abcdef").served("x", 5);
    TestingCase testing =
        new TestingCase()
            .file("f", function("poll", "/shared"))
            .file("g", function("push", "/shared"))
            .call(
                "logs:FilterLogEvents", "{'logGroupName': '/shared'}", AT, "l.json", log.answer());

    assertThat(owner(testing)).contains("push");
  }

  @Test
  void requestThatAHistoryTiesToAFunction_names() {
    assertThat(owner(new TestingCase().run(caller("poll")).file("x", log().answer())))
        .contains("poll");
  }

  @Test
  void request_countsMoreThanThePath() {
    TestingCase testing = new TestingCase().run(caller("poll")).file("f", function("push", "/g"));

    assertThat(owner(testing.file("push.json", log().answer()))).contains("poll");
  }

  @Test
  void initStart_names() {
    TestingLog log = new TestingLog();
    log.line("{\"type\":\"platform.initStart\",\"record\":{\"functionName\":\"poll\"}}");

    assertThat(owner(new TestingCase().file("x", log.served("y", 5).answer()))).contains("poll");
  }

  @Test
  void path_isTheLastResort_withAWarning() {
    TestingCase testing =
        new TestingCase().run(stranger("poll")).file("logs/poll/events.json", log().answer());
    Fleet fleet = TestingFleet.fleet(testing);

    assertThat(fleet.sandboxes().get(0).function()).contains("poll");
    assertThat(fleet.warnings())
        .singleElement()
        .asString()
        .contains("only the path")
        .contains("poll");
  }

  @Test
  void path_namesTheLongestFunction() {
    TestingCase testing =
        new TestingCase()
            .file("f", function("poll", "/a"))
            .file("g", function("poll-dev", "/b"))
            .file("filter-log-events-poll-dev.json", log().answer());

    assertThat(owner(testing)).contains("poll-dev");
  }

  @Test
  void pathThatHoldsANameInsideOfAWord_namesNone() {
    TestingCase testing =
        new TestingCase().run(stranger("poll")).file("logs/polling.json", log().answer());

    assertThat(owner(testing)).isEmpty();
  }

  @Test
  void streamOfNobody_isAGap_andIsKept() {
    Fleet fleet = TestingFleet.fleet(new TestingCase().file("x", log().answer()));

    assertThat(fleet.sandboxes()).singleElement().matches(s -> s.function().isEmpty());
    assertThat(fleet.gaps())
        .singleElement()
        .matches(gap -> gap.iamAction().equals(Optional.of("logs:DescribeLogStreams")));
  }

  @Test
  void answerOfGetLogEvents_isOneStream() {
    Fleet fleet =
        TestingFleet.fleet(
            new TestingCase()
                .call(
                    "logs:GetLogEvents",
                    "{'logGroupName': '/aws/lambda/poll', 'logStreamName': 's1'}",
                    AT,
                    "l.json",
                    log().served(request(2), 5).streamAnswer()));

    assertThat(fleet.sandboxes()).singleElement().matches(s -> s.stream().name().equals("s1"));
    assertThat(fleet.sandboxes().get(0).function()).contains("poll");
    assertThat(fleet.invocations()).hasSize(2);
  }

  @Test
  void streamsWithoutAName_areOneForEachAnswer() {
    Fleet fleet =
        TestingFleet.fleet(
            new TestingCase()
                .file("poll.1.json", log().streamAnswer())
                .file("poll.2.json", new TestingLog().served(request(2), 7).streamAnswer()));

    assertThat(fleet.sandboxes()).hasSize(2);
  }

  @Test
  void subscriptionEnvelope_namesGroupAndStream() {
    ObjectNode envelope = TestingCase.json("{'messageType': 'DATA_MESSAGE', 'owner': '1'}");
    envelope.put("logGroup", "/aws/lambda/poll").put("logStream", "s1");
    var events = envelope.putArray("logEvents");
    log()
        .events()
        .forEach(
            event ->
                events
                    .addObject()
                    .put("id", "3")
                    .put("timestamp", event.path("timestamp").asLong())
                    .put("message", event.path("message").asText()));
    Sandbox sandbox = TestingFleet.sandbox(new TestingCase().file("x", envelope));

    assertThat(sandbox.function()).contains("poll");
    assertThat(sandbox.stream().name()).isEqualTo("s1");
  }

  @ParameterizedTest
  @CsvSource({
    "2026/03/01/[$LATEST]0123456789abcdef0123456789abcdef, $LATEST,",
    "2026/03/01/[7]0123456789abcdef0123456789abcdef, 7,",
    "2026/03/01/poll[7]0123456789abcdef0123456789abcdef, 7, poll",
    "2026/03/01/poll[$LATEST][0123456789abcdef0123456789abcdef], $LATEST, poll"
  })
  void streamName_givesVersionAndFunction(String name, String version, String function) {
    StreamId stream = new StreamId(Optional.empty(), name);

    assertThat(stream.version()).contains(version);
    assertThat(stream.function().orElse(null)).isEqualTo(function);
    assertThat(stream.createdFrom()).contains(java.time.Instant.parse("2026-03-01T00:00:00Z"));
    assertThat(stream.sandbox()).isEqualTo("0123456789abcdef0123456789abcdef");
  }

  @ParameterizedTest
  @CsvSource({"my-stream", "2026/13/45/x", "'[7]'", "2026/03/01/[live]abc"})
  void otherStreamName_givesNothing(String name) {
    StreamId stream = new StreamId(Optional.empty(), name);

    assertThat(stream.version()).isEmpty();
    assertThat(stream.sandbox()).isEqualTo(name);
  }
}
