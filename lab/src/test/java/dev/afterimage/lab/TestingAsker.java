// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Account;
import dev.afterimage.lab.api.Call;
import dev.afterimage.lab.api.Caller;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Asks an account as a user with all rights. */
public final class TestingAsker {
  private static final Caller CALLER = new Caller("arn:aws:iam::1:user/t", "192.0.2.1", "test");

  private TestingAsker() {}

  /** Returns the answer to a call that must not be refused. */
  public static ObjectNode ask(Account account, String service, String operation, ObjectNode in) {
    try {
      return account.answer(new Call(service, operation, in, CALLER));
    } catch (ServiceException e) {
      throw new AssertionError(service + ":" + operation + " is refused: " + e.message(), e);
    }
  }

  /** Returns the answer of describe-execution. */
  public static ObjectNode execution(Account account, String arn) {
    return ask(account, "states", "DescribeExecution", Json.object("executionArn", arn));
  }

  /** Returns the whole history of an execution. */
  public static List<JsonNode> history(Account account, String arn) {
    List<JsonNode> events = new ArrayList<>();
    String token = "";
    do {
      ObjectNode request = Json.object().put("executionArn", arn).put("maxResults", 1000);
      if (!token.isEmpty()) {
        request.put("nextToken", token);
      }
      ObjectNode page = ask(account, "states", "GetExecutionHistory", request);
      page.path("events").forEach(events::add);
      token = page.path("nextToken").asText("");
    } while (!token.isEmpty());
    return events;
  }

  /** Returns the messages of a log group, in the order of their times. */
  public static List<JsonNode> logs(Account account, String group) {
    List<JsonNode> events = new ArrayList<>();
    String token = "";
    do {
      ObjectNode request = Json.object("logGroupName", group);
      if (!token.isEmpty()) {
        request.put("nextToken", token);
      }
      ObjectNode page = ask(account, "logs", "FilterLogEvents", request);
      page.path("events").forEach(events::add);
      token = page.path("nextToken").asText("");
    } while (!token.isEmpty());
    return events;
  }
}
