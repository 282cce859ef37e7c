// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masks what looks like a secret, by the name it stands under and by its shape. */
public final class Secrets {
  /** What stands in place of a secret. */
  public static final String MASK = "[redacted]";

  private static final Pattern NAME =
      Pattern.compile(
          "(?i)(pass(word|wd|phrase)?|secret|token|api[-_.]?key|access[-_.]?key|private[-_.]?key"
              + "|credential|auth|signature|session[-_.]?key|encryption[-_.]?key|dsn|conn(ection)?"
              + "[-_.]?str(ing)?)s?($|[^a-z].*|id$|value$)");

  /** Names that only speak of secrets: where they stand, or how long they last. */
  private static final Pattern HARMLESS_NAME =
      Pattern.compile(
          "(?i).*(_(arn|file|path|dir|url|uri|name|ttl|header|timeout|type)|author.*)$");

  private static final Pattern SHAPE =
      Pattern.compile(
          "\\b(AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}\\b"
              + "|\\bgh[pousr]_[A-Za-z0-9]{30,}|\\bgithub_pat_[A-Za-z0-9_]{30,}"
              + "|\\bglpat-[A-Za-z0-9_-]{16,}|\\bxox[abprs]-[A-Za-z0-9-]{10,}"
              + "|\\bsk-[A-Za-z0-9_-]{20,}|\\b[rs]k_(live|test)_[A-Za-z0-9]{16,}"
              + "|\\bAIza[A-Za-z0-9_-]{35}|\\bpypi-[A-Za-z0-9_-]{30,}|\\bnpm_[A-Za-z0-9]{30,}"
              + "|\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*"
              + "|-----BEGIN [A-Z ]*PRIVATE KEY-----.*"
              + "|(?<=://)[^/\\s:@]+:[^/\\s@]+(?=@)");

  /** An assignment in source code or configuration, with its value. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?<name>[A-Za-z_][A-Za-z0-9_.-]*)[\"']?\\s*(?:=>?|:)\\s*(?<value>\"[^\"]{4,}\"|'[^']{4,}'"
              + "|[^\\s\"'(){}\\[\\],;]{8,})");

  private Secrets() {}

  /** Whether a name tells that its value is a secret. */
  public static boolean isSecretName(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.find() && !HARMLESS_NAME.matcher(name).matches();
  }

  /** Returns a value, masked where its name or its shape tells a secret. */
  public static String value(String name, String value) {
    return isSecretName(name) && !value.isEmpty() ? MASK : shape(value);
  }

  /** Returns an optional value, masked where its name or its shape tells a secret. */
  public static Optional<String> value(String name, Optional<String> value) {
    return value.map(text -> value(name, text));
  }

  private static String shape(String text) {
    return SHAPE.matcher(text).replaceAll(MASK);
  }

  /** Returns a line of code or configuration with the secrets in it masked. */
  public static String line(String line) {
    StringBuilder masked = new StringBuilder();
    Matcher matcher = ASSIGNMENT.matcher(shape(line));
    while (matcher.find()) {
      String value = matcher.group("value");
      boolean quoted = value.startsWith("\"") || value.startsWith("'");
      boolean secret = isSecretName(matcher.group("name")) && (quoted || isLiteral(value));
      String quote = quoted ? value.substring(0, 1) : "";
      String whole = matcher.group();
      String kept = whole.substring(0, whole.length() - value.length());
      matcher.appendReplacement(
          masked, Matcher.quoteReplacement(secret ? kept + quote + MASK + quote : whole));
    }
    return matcher.appendTail(masked).toString();
  }

  /** A name or a call is code, not a secret. */
  private static boolean isLiteral(String value) {
    boolean digits = value.chars().anyMatch(Character::isDigit);
    return digits && value.chars().anyMatch(Character::isLetter) && !value.contains(".");
  }
}
