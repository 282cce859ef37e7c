// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.history.FunctionName;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;

/** The Lambda functions that the definition of a state machine names. */
final class DefinedFunctions {
  private final TreeSet<String> names = new TreeSet<>();
  private boolean computed;

  /** Reads a definition in the States Language; what is none names no function. */
  static DefinedFunctions in(String definition) {
    DefinedFunctions functions = new DefinedFunctions();
    Json.parseObject(definition).ifPresent(functions::read);
    return functions;
  }

  private void read(JsonNode node) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      JsonNode value = field.getValue();
      if (value.isTextual()) {
        text(field.getKey(), value.asText());
      }
      read(value);
    }
    if (node.isArray()) {
      node.forEach(this::read);
    }
  }

  private void text(String key, String value) {
    boolean reference = key.equals("FunctionName.$") || value.startsWith("{%");
    boolean direct = key.equals("Resource") && value.contains(":lambda:") && !isIntegration(value);
    if (key.startsWith("FunctionName") && reference) {
      computed = true;
    } else if (key.equals("FunctionName") || direct) {
      FunctionName.parse(value).ifPresent(name -> names.add(name.name()));
    }
  }

  /** Such a resource names the API of Lambda and no function. */
  private static boolean isIntegration(String resource) {
    return resource.contains(":states:");
  }

  /** Returns the functions, each once. */
  Collection<String> names() {
    return names;
  }

  /** Whether a task computes the name of its function: then there are more. */
  boolean hasComputed() {
    return computed;
  }
}
