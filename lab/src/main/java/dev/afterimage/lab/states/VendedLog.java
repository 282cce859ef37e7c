// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.logs.Logs;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The logging of a state machine into CloudWatch. */
record VendedLog(Logs logs, Execution execution) {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  void write(HistoryEntry entry) {
    StateMachine.Logging logging = execution.machine().logging();
    if (logging.group().isEmpty() || !isLogged(logging.level(), entry.type())) {
      return;
    }
    ObjectNode details = entry.details().orElse(Json.object());
    ObjectNode line = Json.object();
    line.put("id", String.valueOf(entry.id())).put("type", entry.type());
    line.set("details", logging.withData() ? details : HistoryEntry.bare(details));
    line.put("previous_event_id", String.valueOf(entry.previous()))
        .put("event_timestamp", String.valueOf(entry.time().toEpochMilli()))
        .put("execution_arn", execution.identity().arn())
        .put("redrive_count", String.valueOf(execution.redrives()));
    logs.write(logging.group(), stream(), Json.text(line));
  }

  private String stream() {
    String hash = "%08x".formatted(execution.identity().arn().hashCode());
    return "states/%s/%s/%s"
        .formatted(execution.machine().name(), MINUTE.format(execution.identity().started()), hash);
  }

  private static boolean isLogged(String level, String type) {
    boolean ends =
        type.equals("ExecutionFailed")
            || type.equals("ExecutionTimedOut")
            || type.equals("ExecutionAborted");
    return switch (level) {
      case "ALL" -> true;
      case "ERROR" ->
          ends || type.endsWith("Failed") || type.endsWith("TimedOut") || type.endsWith("Aborted");
      case "FATAL" -> ends;
      default -> false;
    };
  }
}
