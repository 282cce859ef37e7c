// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of a JSONPath Choice. */
final class ChoiceRules {
  private static final Set<String> OTHERS =
      Set.of("Variable", "Next", "Comment", "Assign", "Output");

  private ChoiceRules() {}

  static boolean matches(JsonNode rule, Scope scope) throws StateFailure {
    if (rule.has("And")) {
      for (JsonNode part : rule.path("And")) {
        if (!matches(part, scope)) {
          return false;
        }
      }
      return true;
    }
    if (rule.has("Or")) {
      for (JsonNode part : rule.path("Or")) {
        if (matches(part, scope)) {
          return true;
        }
      }
      return false;
    }
    return rule.has("Not") ? !matches(rule.path("Not"), scope) : compares(rule, scope);
  }

  private static boolean compares(JsonNode rule, Scope scope) throws StateFailure {
    String path = rule.path("Variable").asText();
    Optional<JsonNode> value = find(path, scope);
    for (Map.Entry<String, JsonNode> member : rule.properties()) {
      String operator = member.getKey();
      if (OTHERS.contains(operator)) {
        continue;
      }
      if (operator.equals("IsPresent")) {
        return value.isPresent() == member.getValue().asBoolean();
      }
      if (value.isEmpty()) {
        throw invalid(path);
      }
      if (operator.startsWith("Is")) {
        return isOfType(operator, value.get()) == member.getValue().asBoolean();
      }
      JsonNode other = member.getValue();
      if (operator.endsWith("Path")) {
        other = find(other.asText(), scope).orElseThrow(() -> invalid(member.getValue().asText()));
        operator = operator.substring(0, operator.length() - "Path".length());
      }
      return compare(operator, value.get(), other);
    }
    return false;
  }

  private static StateFailure invalid(String path) {
    return StateFailure.runtime(
        "Invalid path '%s': The choice state's condition path references an invalid value."
            .formatted(path));
  }

  private static Optional<JsonNode> find(String path, Scope scope) {
    try {
      return Optional.of(Paths.read(path, scope));
    } catch (Paths.Missing e) {
      return Optional.empty();
    }
  }

  private static boolean isOfType(String operator, JsonNode value) {
    return switch (operator) {
      case "IsNull" -> value.isNull();
      case "IsNumeric" -> value.isNumber();
      case "IsString" -> value.isTextual();
      case "IsBoolean" -> value.isBoolean();
      case "IsTimestamp" -> value.isTextual() && time(value).isPresent();
      default -> false;
    };
  }

  private static Optional<OffsetDateTime> time(JsonNode value) {
    try {
      return Optional.of(OffsetDateTime.parse(value.asText()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean compare(String operator, JsonNode value, JsonNode other) {
    if (operator.equals("StringMatches")) {
      return value.isTextual() && glob(other.asText()).matcher(value.asText()).matches();
    }
    if (operator.equals("BooleanEquals")) {
      return value.isBoolean() && value.asBoolean() == other.asBoolean();
    }
    Optional<Integer> order = Optional.empty();
    if (operator.startsWith("String") && value.isTextual() && other.isTextual()) {
      order = Optional.of(value.asText().compareTo(other.asText()));
    } else if (operator.startsWith("Numeric") && value.isNumber() && other.isNumber()) {
      order = Optional.of(value.decimalValue().compareTo(other.decimalValue()));
    } else if (operator.startsWith("Timestamp")) {
      Optional<OffsetDateTime> right = time(other);
      order =
          time(value).flatMap(left -> right.map(r -> left.toInstant().compareTo(r.toInstant())));
    }
    return order.map(o -> holds(operator.toLowerCase(Locale.ROOT), o)).orElse(false);
  }

  private static boolean holds(String operator, int order) {
    if (operator.endsWith("greaterthanequals")) {
      return order >= 0;
    }
    if (operator.endsWith("lessthanequals")) {
      return order <= 0;
    }
    if (operator.endsWith("greaterthan")) {
      return order > 0;
    }
    return operator.endsWith("lessthan") ? order < 0 : order == 0;
  }

  private static Pattern glob(String text) {
    StringBuilder regex = new StringBuilder();
    for (String part : text.split("\\*", -1)) {
      regex.append(regex.length() == 0 ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
