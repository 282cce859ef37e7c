// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Timestamps;
import dev.afterimage.lab.asl.Definition;
import dev.afterimage.lab.json.Json;
import java.time.Instant;
import java.util.Optional;

/** A state machine with its definition now. */
final class StateMachine {

  /**
   * What an execution keeps, whatever becomes of the machine.
   *
   * @param text the definition
   * @param parsed the definition, read
   * @param role the execution role
   * @param updated when it came into force
   * @param id the revision's id; none for the first
   */
  record Revision(
      String text, Definition parsed, String role, Instant updated, Optional<String> id) {
    static Revision of(String text, String role, Instant updated, Optional<String> id) {
      return new Revision(text, Definition.parse(text), role, updated, id);
    }
  }

  /**
   * Where and how much is logged.
   *
   * @param group the log group; empty for no logging
   * @param level ALL, ERROR, FATAL or OFF
   * @param withData whether inputs and outputs are logged
   */
  record Logging(String group, String level, boolean withData) {
    static final Logging OFF = new Logging("", "OFF", false);

    ObjectNode describe(String region, String account) {
      ObjectNode node = Json.object().put("level", level).put("includeExecutionData", withData);
      if (!group.isEmpty()) {
        node.putArray("destinations")
            .addObject()
            .putObject("cloudWatchLogsLogGroup")
            .put(
                "logGroupArn",
                "arn:aws:logs:" + region + ":" + account + ":log-group:" + group + ":*");
      }
      return node;
    }
  }

  private final String arn;
  private final boolean express;
  private final Logging logging;
  private final Instant created;
  private Revision revision;

  StateMachine(String arn, boolean express, Logging logging, Revision first) {
    this.arn = requireNonNull(arn, "arn is null");
    this.express = express;
    this.logging = requireNonNull(logging, "logging is null");
    this.revision = requireNonNull(first, "first is null");
    this.created = first.updated();
  }

  String arn() {
    return arn;
  }

  String name() {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  boolean isExpress() {
    return express;
  }

  Logging logging() {
    return logging;
  }

  Instant created() {
    return created;
  }

  Revision revision() {
    return revision;
  }

  void update(Revision next) {
    revision = next;
  }

  ObjectNode describe(String region, String account) {
    ObjectNode answer =
        Json.object()
            .put("stateMachineArn", arn)
            .put("name", name())
            .put("status", "ACTIVE")
            .put("definition", revision.text())
            .put("roleArn", revision.role())
            .put("type", express ? "EXPRESS" : "STANDARD");
    answer.set("creationDate", Timestamps.seconds(created));
    answer.set("loggingConfiguration", logging.describe(region, account));
    answer.putObject("tracingConfiguration").put("enabled", false);
    revision.id().ifPresent(id -> answer.put("revisionId", id));
    return answer;
  }
}
