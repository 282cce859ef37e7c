// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The history of one execution, as Step Functions writes it into a log group. */
public final class TestingHistory {
  private static final String GROUP = "/aws/vendedlogs/states/nightly";

  private final String arn;
  private final List<TestingLogs.Event> events = new ArrayList<>();
  private long last;

  /** Starts the history of an execution. */
  public TestingHistory(String arn) {
    this.arn = arn;
  }

  /** Adds an event and returns its id. */
  public long add(String type, long previous, long at, ObjectNode details) {
    ObjectNode event = TestingLogs.JSON.createObjectNode();
    long id = ++last;
    event.put("id", Long.toString(id));
    event.put("type", type);
    event.set("details", details);
    event.put("previous_event_id", Long.toString(previous));
    event.put("event_timestamp", Long.toString(at));
    event.put("execution_arn", arn);
    event.put("redrive_count", "0");
    events.add(new TestingLogs.Event(GROUP, "states/nightly/a", at, TestingLogs.text(event)));
    return id;
  }

  /** Returns details with the fields given, name and value in turn. */
  public static ObjectNode details(Object... fields) {
    ObjectNode details = TestingLogs.JSON.createObjectNode();
    for (int i = 0; i < fields.length; i += 2) {
      details.putPOJO(fields[i].toString(), fields[i + 1]);
    }
    return details;
  }

  /** Returns the events. */
  public List<TestingLogs.Event> events() {
    return events;
  }
}
