// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingTrail;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailTest {
  private static final Instant FROM = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant TO = Instant.parse("2026-03-01T11:00:00Z");
  private static final String NINE = "2026-03-01T09:00:00Z";
  private static final String NOON = "2026-03-01T12:00:00Z";
  private static final Set<String> MARKS =
      Set.of("ResourceName=poll", "EventSource=lambda.amazonaws.com");

  private static Trail of(TestingCase testing) {
    return Trail.of(testing.evidence());
  }

  private static TestingCase asked(String request, String at, TestingTrail trail) {
    return new TestingCase().call("cloudtrail:LookupEvents", request, at, "t.json", trail.answer());
  }

  private static String span(String from, String to, String attribute) {
    return "{'StartTime': '"
        + from
        + "', 'EndTime': '"
        + to
        + "', 'LookupAttributes': ["
        + attribute
        + "]}";
  }

  private static String attribute(String key, String value) {
    return "{'AttributeKey': '" + key + "', 'AttributeValue': '" + value + "'}";
  }

  private static boolean covers(TestingCase testing) {
    return of(testing).coverage(FROM, TO, MARKS).isPresent();
  }

  @Test
  void event_isReadFromBothForms_once() {
    TestingTrail events = new TestingTrail().updateCode("poll", NINE, "x");
    Trail trail = of(new TestingCase().file("l", events.answer()).file("r", events.records()));

    assertThat(trail.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.actor()).isEqualTo("ann");
              assertThat(event.function()).contains("poll");
              assertThat(event.at()).isEqualTo(NINE);
              assertThat(event.is("lambda", "UpdateFunctionCode")).isTrue();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UpdateFunctionCode",
        "UpdateFunctionCode20150331",
        "UpdateFunctionCode20150331v2"
      })
  void nameWithTheDateOfItsApi_isTheOperation(String name) {
    Trail trail =
        of(
            new TestingCase()
                .file(
                    "x",
                    new TestingTrail()
                        .call(
                            "lambda",
                            name,
                            NINE,
                            "{'functionName': 'arn:aws:lambda:r:1:function:poll'}",
                            "{}")
                        .answer()));

    assertThat(trail.on("poll", "UpdateFunctionCode")).hasSize(1);
    assertThat(trail.on("poll", "UpdateFunction")).isEmpty();
    assertThat(trail.on("other", "UpdateFunctionCode")).isEmpty();
  }

  @Test
  void refusedCall_changesNothing() {
    Trail trail =
        of(
            new TestingCase()
                .file("x", new TestingTrail().updateCode("poll", NINE, "x").refused().answer()));

    assertThat(trail.events()).hasSize(1);
    assertThat(trail.on("poll", "UpdateFunctionCode")).isEmpty();
  }

  @Test
  void lookUpOfEverything_coversItsSpan() {
    assertThat(covers(asked(span(NINE, NOON, ""), NOON, new TestingTrail()))).isTrue();
  }

  @Test
  void lookUpOfOneMark_coversWhatHasIt() {
    String poll = attribute("ResourceName", "poll");
    String other = attribute("ResourceName", "other");

    assertThat(covers(asked(span(NINE, NOON, poll), NOON, new TestingTrail()))).isTrue();
    assertThat(covers(asked(span(NINE, NOON, other), NOON, new TestingTrail()))).isFalse();
  }

  @Test
  void spanThatEndsTooEarlyOrStartsTooLate_coversNothing() {
    assertThat(covers(asked(span(NINE, "2026-03-01T10:59:59Z", ""), NOON, new TestingTrail())))
        .isFalse();
    assertThat(covers(asked(span("2026-03-01T10:00:01Z", NOON, ""), NOON, new TestingTrail())))
        .isFalse();
  }

  @Test
  void nothing_isKnownOfTheTimeAfterTheQuestion() {
    String halfPast = "2026-03-01T10:30:00Z";

    assertThat(covers(asked(span(NINE, NOON, ""), halfPast, new TestingTrail()))).isFalse();
  }

  @Test
  void spansThatMeet_coverTogether() {
    TestingCase testing = asked(span(NINE, "2026-03-01T10:30:00Z", ""), NOON, new TestingTrail());
    testing.call(
        "cloudtrail:LookupEvents",
        span("2026-03-01T10:30:00Z", NOON, ""),
        NOON,
        "u.json",
        new TestingTrail().updateCode("x", NINE, "x").answer());

    assertThat(covers(testing)).isTrue();
  }

  @Test
  void pageWithMoreBehindIt_coversNothing() {
    ObjectNode answer = new TestingTrail().answer().put("NextToken", "more");
    TestingCase testing =
        new TestingCase()
            .call("cloudtrail:LookupEvents", span(NINE, NOON, ""), NOON, "t.json", answer);

    assertThat(covers(testing)).isFalse();
  }

  @Test
  void incompleteAnswer_coversNothing() {
    assertThat(covers(asked(span(NINE, NOON, ""), NOON, new TestingTrail()).incomplete()))
        .isFalse();
  }

  @Test
  void withoutAManifest_eventsOfManyKinds_coverWhatLiesBetweenThem() {
    TestingTrail events =
        new TestingTrail()
            .updateCode("poll", NINE, "x")
            .call("ec2", "DeleteRoute", "2026-03-01T09:30:00Z", "{}", "{}")
            .call("iam", "DeleteRole", NOON, "{}", "{}");
    Trail trail = of(new TestingCase().file("x", events.records()));

    assertThat(trail.coverage(FROM, TO, MARKS)).isEmpty();
    assertThat(trail.coverage(FROM, TO, Set.of("Username=ann"))).isPresent();
  }

  @Test
  void withoutAManifest_eventsOfOneFunction_coverThatFunctionAlone() {
    TestingTrail events =
        new TestingTrail().updateCode("poll", NINE, "x").updateCode("poll", NOON, "y");
    Trail trail = of(new TestingCase().file("x", events.answer()));
    Set<String> narrow =
        Set.of(
            "ResourceName=poll",
            "EventSource=lambda.amazonaws.com",
            "EventName=UpdateFunctionCode20150331v2",
            "Username=ann");

    assertThat(trail.coverage(FROM, TO, narrow)).isPresent();
    assertThat(trail.coverage(FROM, TO, MARKS)).isEmpty();
    assertThat(trail.coverage(FROM, TO, Set.of("ResourceName=other"))).isEmpty();
  }

  @Test
  void withoutAManifest_oneEvent_coversNothing() {
    Trail trail =
        of(new TestingCase().file("x", new TestingTrail().updateCode("poll", NINE, "x").answer()));

    assertThat(trail.coverage(FROM, TO, MARKS)).isEmpty();
    assertThat(trail.isEmpty()).isFalse();
    assertThat(of(new TestingCase().file("x", "{\"a\":1}")).isEmpty()).isTrue();
  }
}
