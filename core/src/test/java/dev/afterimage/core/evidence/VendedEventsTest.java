// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.RunStatus;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The history of an Express run stands in a log group, and reaches the user in many wrappings. */
class VendedEventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ARN =
      "arn:aws:states:eu-west-1:111122223333:express:orders:quick:7d0c1f2e-0000";
  private static final List<ObjectNode> EVENTS =
      TestingHistory.of("quick")
          .entered("Task", "Charge")
          .scheduled("charge")
          .started()
          .after(50)
          .failed("CardRefused", "{\"errorMessage\":\"refused\"}")
          .fail("CardRefused", "{\"errorMessage\":\"refused\"}")
          .vended(ARN);

  private static void holdsTheRun(String text) {
    TestingCase testing = new TestingCase().file("x", text);
    Run run = testing.run();
    assertThat(run.identity().arn()).contains(ARN);
    assertThat(run.identity().express()).isTrue();
    assertThat(run.identity().stateMachine()).isEqualTo("orders");
    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.source().events()).hasSize(6);
    assertThat(run.steps()).singleElement().matches(step -> step.path().equals("Charge"));
    assertThat(testing.evidence().logs()).allMatch(page -> page.events().isEmpty());
  }

  private static ObjectNode logEvents(String key) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode array = answer.putArray(key);
    for (ObjectNode event : EVENTS) {
      array
          .addObject()
          .put("id", "3" + event.path("id").asText())
          .put("timestamp", event.path("event_timestamp").asLong())
          .put("message", event.toString());
    }
    return answer;
  }

  @Test
  void answerOfFilterLogEvents_isRead() {
    holdsTheRun(logEvents("events").toPrettyString());
  }

  @Test
  void subscriptionEnvelope_isRead() {
    ObjectNode envelope = logEvents("logEvents");
    envelope.put("messageType", "DATA_MESSAGE").put("owner", "1").put("logGroup", "/aws/states");
    envelope.put("logStream", "states/orders/1").putArray("subscriptionFilters").add("all");

    holdsTheRun(envelope.toString());
  }

  @Test
  void answerOfAQuery_isRead() {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode rows = answer.putArray("results");
    for (ObjectNode event : EVENTS) {
      ArrayNode row = rows.addArray();
      row.addObject().put("field", "@timestamp").put("value", "2026-03-01 10:00:00.000");
      row.addObject().put("field", "@message").put("value", event.toString());
    }

    holdsTheRun(answer.toString());
  }

  @Test
  void lines_areRead() {
    holdsTheRun(EVENTS.stream().map(ObjectNode::toString).collect(Collectors.joining("\n")));
  }

  @Test
  void bareList_isRead() {
    holdsTheRun(EVENTS.toString());
  }

  @Test
  void listUnderAnyKey_isRead() {
    ObjectNode answer = JSON.createObjectNode();
    answer.putArray("whatever").addAll(EVENTS);

    holdsTheRun(answer.toString());
  }

  @Test
  void linesAmongText_areRead() {
    String lines = EVENTS.stream().map(ObjectNode::toString).collect(Collectors.joining("\n"));

    holdsTheRun("saved on Monday\n" + lines + "\n-- end\n");
  }

  @Test
  void applicationLineThatOnlyNamesAnExecution_isNoEvent() {
    ObjectNode line = JSON.createObjectNode().put("execution_arn", ARN).put("level", "INFO");
    ObjectNode answer = JSON.createObjectNode();
    answer
        .putArray("events")
        .addObject()
        .put("timestamp", 1_772_359_200_000L)
        .put("message", line.toString());
    Evidence evidence = new TestingCase().file("x", answer).evidence();

    assertThat(evidence.records(Kind.VENDED_EVENT)).isEmpty();
    assertThat(evidence.logs().get(0).events()).hasSize(1);
  }
}
