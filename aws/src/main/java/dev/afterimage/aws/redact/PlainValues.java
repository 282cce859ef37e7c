// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.redact;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells values that are no secret wherever they stand: names, references, times, placeholders. */
final class PlainValues {
  private static final Set<String> WORDS =
      Set.of(
          "",
          "null",
          "none",
          "nil",
          "true",
          "false",
          "undefined",
          "unset",
          "empty",
          "missing",
          "redacted",
          "hidden",
          "masked",
          "not",
          "bearer",
          "basic");
  private static final Pattern REFERENCE =
      Pattern.compile(
          "arn:aws[a-z-]*:[^\\s\"']+|sha256:[0-9a-f]{64}|\\$\\$?[.\\[].*|\\$\\{.*}|\\{\\{.*}}"
              + "|\\{%.*%}|States\\.[A-Z].*|<[a-z_ -]+>|%[sdv]|[*xX.\\u2022]{3,}|\\[[A-Za-z ]+]",
          Pattern.DOTALL);
  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-][\\d:]+)?)?");
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}(\\.\\d+)?");

  /** Words in the name of a variable that hold a setting and not a secret. */
  private static final Set<String> MAGNITUDES =
      Set.of(
          "timeout",
          "timeouts",
          "seconds",
          "secs",
          "sec",
          "ms",
          "millis",
          "minutes",
          "hours",
          "days",
          "ttl",
          "limit",
          "limits",
          "max",
          "min",
          "maximum",
          "minimum",
          "size",
          "count",
          "retries",
          "retry",
          "attempts",
          "concurrency",
          "batch",
          "threshold",
          "ratio",
          "percent",
          "port",
          "workers",
          "threads",
          "interval",
          "delay",
          "rate",
          "mb",
          "kb",
          "bytes",
          "length",
          "version",
          "level",
          "depth",
          "age",
          "factor",
          "backoff",
          "capacity",
          "pool",
          "fraction",
          "budget",
          "window",
          "duration",
          "memory",
          "chunk",
          "page");

  /** Variables of Lambda and of the runtimes: how a function runs hangs on them. */
  private static final Set<String> RUNTIME_VARIABLES =
      Set.of(
          "AWS_LAMBDA_EXEC_WRAPPER",
          "AWS_NODEJS_CONNECTION_REUSE_ENABLED",
          "JAVA_TOOL_OPTIONS",
          "LANG",
          "LD_LIBRARY_PATH",
          "LOG_LEVEL",
          "NODE_OPTIONS",
          "NODE_PATH",
          "PATH",
          "PYTHONHASHSEED",
          "PYTHONPATH",
          "PYTHONUNBUFFERED",
          "TZ");

  private PlainValues() {}

  /** Whether a value is no secret even under a name that says so. */
  static boolean isPlain(String value) {
    String stripped = value.strip();
    return WORDS.contains(stripped.toLowerCase(Locale.ROOT))
        || Mark.isMark(stripped)
        || TIME.matcher(stripped).matches()
        || REFERENCE.matcher(stripped).matches();
  }

  static boolean isNumber(String value) {
    return NUMBER.matcher(value.strip()).matches();
  }

  /** Whether a word among words, unquoted, looks like a secret rather than like prose. */
  static boolean looksSecret(String value) {
    boolean digit = value.chars().anyMatch(c -> c >= '0' && c <= '9');
    boolean letter = value.chars().anyMatch(Character::isLetter);
    return value.length() >= 8 && digit && letter && !isPlain(value);
  }

  /** Whether a variable of the environment is a setting: nobody's secret is a switch or a size. */
  static boolean isSetting(String name, String value) {
    if (KeyNames.isSecret(name)) {
      return false;
    }
    boolean flag = value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
    return flag
        || value.isEmpty()
        || RUNTIME_VARIABLES.contains(name)
        || (isNumber(value) && holdsMagnitude(KeyNames.words(name)));
  }

  private static boolean holdsMagnitude(List<String> words) {
    return words.stream().anyMatch(MAGNITUDES::contains);
  }
}
