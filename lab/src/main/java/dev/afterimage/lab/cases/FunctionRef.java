// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.cases;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.lab.json.Json;
import java.util.Comparator;
import java.util.List;

/**
 * A function as a history names it.
 *
 * @param name its bare name
 * @param qualifier the version or alias; empty for none
 */
record FunctionRef(String name, String qualifier) implements Comparable<FunctionRef> {
  private static final Comparator<FunctionRef> ORDER =
      Comparator.comparing(FunctionRef::name).thenComparing(FunctionRef::qualifier);

  FunctionRef {
    requireNonNull(name, "name is null");
    requireNonNull(qualifier, "qualifier is null");
  }

  /** Returns the functions that an event names: none or one. */
  static List<FunctionRef> in(JsonNode event) {
    String direct = event.path("lambdaFunctionScheduledEventDetails").path("resource").asText("");
    if (!direct.isEmpty()) {
      return List.of(parse(direct, ""));
    }
    JsonNode task = event.path("taskScheduledEventDetails");
    if (!task.path("resourceType").asText().endsWith("lambda")) {
      return List.of();
    }
    JsonNode parameters = Json.parse(task.path("parameters").asText("{}"));
    String name = parameters.path("FunctionName").asText("");
    return name.isEmpty()
        ? List.of()
        : List.of(parse(name, parameters.path("Qualifier").asText("")));
  }

  private static FunctionRef parse(String text, String qualifier) {
    String[] parts = text.split(":", -1);
    boolean isArn = parts.length >= 7;
    String name = isArn ? parts[6] : parts[0];
    String own = isArn && parts.length > 7 ? parts[7] : !isArn && parts.length > 1 ? parts[1] : "";
    return new FunctionRef(name, qualifier.isEmpty() ? own : qualifier);
  }

  @Override
  public int compareTo(FunctionRef other) {
    return ORDER.compare(this, other);
  }
}
