// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.afterimage.core.history.Run;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Figures of a run's output that the user asked to compare. */
public final class Outcomes {
  private static final Pattern STEP =
      Pattern.compile("\\.(?<name>[^.\\[\\]]+)|\\[(?<index>\\d+)\\]|\\['(?<quoted>[^']*)'\\]");

  private Outcomes() {}

  /**
   * A figure of the output.
   *
   * @param path a JSONPath of names and indexes, as {@code $.merge.total} or {@code $['a'][0]}
   */
  public record Figure(String name, String path) {
    public Figure {
      if (!isPath(path)) {
        throw new IllegalArgumentException(
            path + " is no path of names and indexes, as $.result.total or $.items[0]");
      }
    }

    /** Reads {@code NAME=$.path}. */
    public static Figure parse(String text) {
      int equals = text.indexOf("=$");
      if (equals <= 0) {
        throw new IllegalArgumentException(text + " is not NAME=$.path");
      }
      return new Figure(text.substring(0, equals), text.substring(equals + 1));
    }
  }

  private static boolean isPath(String path) {
    return path.startsWith("$") && STEP.matcher(path.substring(1)).replaceAll("").isEmpty();
  }

  /** Returns the figures of a run; those that its output lacks are left out. */
  public static Map<String, JsonNode> of(Run run, Iterable<Figure> figures) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    Optional<JsonNode> output = run.end().output().json();
    for (Figure figure : figures) {
      JsonNode value =
          output.map(node -> at(node, figure.path())).orElse(MissingNode.getInstance());
      if (!value.isMissingNode()) {
        values.put(figure.name(), value);
      }
    }
    return values;
  }

  private static JsonNode at(JsonNode node, String path) {
    JsonNode value = node;
    Matcher matcher = STEP.matcher(path);
    while (matcher.find()) {
      value =
          matcher.group("index") != null
              ? value.path(Integer.parseInt(matcher.group("index")))
              : value.path(
                  matcher.group("name") != null ? matcher.group("name") : matcher.group("quoted"));
    }
    return value;
  }
}
