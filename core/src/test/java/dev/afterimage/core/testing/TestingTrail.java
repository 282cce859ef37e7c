// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** CloudTrail events as lookup-events prints them. */
public final class TestingTrail {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<ObjectNode> events = new ArrayList<>();

  /** Adds a call; single quotes stand for double ones in what was asked and answered. */
  public TestingTrail call(String service, String name, String at, String asked, String answered) {
    ObjectNode event = JSON.createObjectNode().put("eventVersion", "1.08");
    event.putObject("userIdentity").put("type", "IAMUser").put("userName", "ann");
    event.put("eventTime", at).put("eventSource", service + ".amazonaws.com");
    event.put("eventName", name).put("awsRegion", "eu-west-1").put("readOnly", false);
    event.set("requestParameters", TestingCase.json(asked));
    event.set("responseElements", TestingCase.json(answered));
    event.put("eventID", name + "-" + at + "-" + events.size());
    events.add(event);
    return this;
  }

  /** Says of the last call that it was refused. */
  public TestingTrail refused() {
    events.get(events.size() - 1).put("errorCode", "AccessDenied").putNull("responseElements");
    return this;
  }

  /** Somebody updates the code of a function. */
  public TestingTrail updateCode(String function, String at, String sha) {
    return call(
        "lambda",
        "UpdateFunctionCode20150331v2",
        at,
        "{'functionName': '" + function + "', 'imageUri': '1.dkr.ecr.r.amazonaws.com/repo:t'}",
        "{'functionName': '"
            + function
            + "', 'codeSha256': '"
            + sha
            + "', 'version': '$LATEST', 'packageType': 'Image', 'lastModified': '"
            + at
            + "'}");
  }

  /** Somebody leads an alias to a version; {@code weighted} takes some calls, empty for none. */
  public TestingTrail alias(
      String function, String name, String at, String version, String weighted) {
    String routing =
        weighted.isEmpty() ? "{}" : "{'additionalVersionWeights': {'" + weighted + "': 0.1}}";
    String body = "'name': '" + name + "', 'functionVersion': '" + version + "', ";
    return call(
        "lambda",
        "UpdateAlias20150331",
        at,
        "{'functionName': '" + function + "', " + body + "'routingConfig': " + routing + "}",
        "{" + body + "'routingConfig': " + routing + "}");
  }

  /** Returns the answer of lookup-events, newest first as AWS gives it. */
  public ObjectNode answer() {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode array = answer.putArray("Events");
    for (int i = events.size() - 1; i >= 0; i--) {
      ObjectNode event = events.get(i);
      array
          .addObject()
          .put("EventId", event.path("eventID").asText())
          .put("EventName", event.path("eventName").asText())
          .put("EventTime", event.path("eventTime").asText())
          .put("CloudTrailEvent", event.toString());
    }
    return answer;
  }

  /** Returns the events as a delivered file holds them. */
  public ObjectNode records() {
    ObjectNode answer = JSON.createObjectNode();
    answer.putArray("Records").addAll(events);
    return answer;
  }
}
