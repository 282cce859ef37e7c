// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the definition of a state reads: paths into its input, in JSONPath and JSONata, and
 * variables ({@code $name}). Paths are JSON Pointers.
 *
 * @param needed what it takes for granted
 * @param tested what it asks whether it is there
 * @param chains alternatives, the first choice first
 */
record AskedPaths(Set<String> needed, Set<String> tested, List<List<String>> chains) {
  /** Parts of a state that read nothing of its input: nested states have inputs of their own. */
  private static final Set<String> NOT_READ =
      Set.of(
          "Iterator",
          "ItemProcessor",
          "Branches",
          "Catch",
          "Retry",
          "ResultPath",
          "ResultSelector",
          "OutputPath",
          "Comment",
          "Next",
          "Default",
          "Type",
          "Resource",
          "Assign");

  private static final Set<String> PRESENCE = Set.of("IsPresent", "IsNull");

  /** A path of JSONPath, up to where it chooses among items. */
  private static final Pattern JSON_PATH =
      Pattern.compile("(?<!\\$)\\$((?:\\.[A-Za-z_][\\w-]*|\\['[^']+'\\])+)");

  private static final Pattern JSONATA =
      Pattern.compile("\\$states\\.input((?:\\.[A-Za-z_][\\w-]*|\\.`[^`]+`)+)|\\$([A-Za-z_]\\w*)");

  private static final Pattern EXISTS = Pattern.compile("\\$exists\\(\\s*([^()]+?)\\s*\\)");

  AskedPaths {
    needed = Set.copyOf(needed);
    tested = Set.copyOf(tested);
    chains = List.copyOf(chains);
  }

  static AskedPaths of(JsonNode state) {
    Reader reader = new Reader();
    reader.object(state);
    reader.needed.removeAll(reader.tested);
    return new AskedPaths(reader.needed, reader.tested, reader.chains);
  }

  /** Whether the state takes a value for granted, or something inside of it. */
  boolean needs(String pointer) {
    return needed.stream().anyMatch(p -> p.equals(pointer) || p.startsWith(pointer + "/"));
  }

  private static final class Reader {
    private final Set<String> needed = new TreeSet<>();
    private final Set<String> tested = new TreeSet<>();
    private final List<List<String>> chains = new ArrayList<>();

    void object(JsonNode node) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        if (!NOT_READ.contains(field.getKey())) {
          value(node, field.getKey(), field.getValue());
        }
      }
    }

    private void value(JsonNode parent, String key, JsonNode value) {
      if (!value.isTextual()) {
        container(value);
      } else if (value.textValue().strip().startsWith("{%")) {
        jsonata(value.textValue());
      } else if (key.equals("Variable") && PRESENCE.stream().anyMatch(parent::has)) {
        tested.addAll(paths(value.textValue()));
      } else if (key.endsWith(".$") || key.endsWith("Path") || key.equals("Variable")) {
        needed.addAll(paths(value.textValue()));
      }
    }

    private void container(JsonNode value) {
      if (value.isObject()) {
        object(value);
      }
      if (value.isArray()) {
        for (JsonNode item : value) {
          if (item.isTextual() && item.textValue().strip().startsWith("{%")) {
            jsonata(item.textValue());
          } else {
            container(item);
          }
        }
      }
    }

    private void jsonata(String text) {
      Matcher exists = EXISTS.matcher(text);
      while (exists.find()) {
        tested.addAll(expressions(exists.group(1)));
      }
      List<String> read = expressions(text);
      needed.addAll(read);
      List<String> distinct = read.stream().distinct().toList();
      if (distinct.size() > 1 && text.contains("?")) {
        chains.add(distinct);
      }
    }
  }

  private static List<String> paths(String text) {
    List<String> paths = new ArrayList<>();
    Matcher matcher = JSON_PATH.matcher(text);
    while (matcher.find()) {
      paths.add(matcher.group(1).replaceAll("\\['([^']+)'\\]", ".$1").replace('.', '/'));
    }
    return paths;
  }

  private static List<String> expressions(String text) {
    List<String> paths = new ArrayList<>();
    Matcher matcher = JSONATA.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        paths.add(matcher.group(1).replace("`", "").replace('.', '/'));
      } else if (isVariable(text, matcher)) {
        paths.add("/$" + matcher.group(2));
      }
    }
    return paths;
  }

  /** Functions are called, and $states is AWS's own. */
  private static boolean isVariable(String text, Matcher matcher) {
    boolean called = matcher.end() < text.length() && text.charAt(matcher.end()) == '(';
    return !called && !matcher.group(2).equals("states");
  }
}
