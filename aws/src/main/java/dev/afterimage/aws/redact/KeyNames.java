// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells by the name of a field, header, variable or parameter whether its value is a secret. */
final class KeyNames {
  private static final Set<String> PASSWORDS =
      Set.of("password", "passwords", "passwd", "pwd", "passphrase", "passcode", "pgpassword");
  private static final Set<String> SECRETS =
      Set.of(
          "secret",
          "token",
          "tokens",
          "apikey",
          "authorization",
          "cookie",
          "cookies",
          "credential",
          "credentials",
          "jwt",
          "bearer",
          "signature",
          "plaintext");

  /** What makes a key one that opens something. */
  private static final Set<String> BEFORE_KEY =
      Set.of(
          "api",
          "access",
          "private",
          "secret",
          "signing",
          "encryption",
          "auth",
          "account",
          "shared",
          "subscription",
          "master",
          "storage",
          "license",
          "service",
          "webhook");

  /** What makes a token one that only names a place or a request. */
  private static final Set<String> BEFORE_TOKEN =
      Set.of(
          "next",
          "page",
          "pagination",
          "continuation",
          "request",
          "client",
          "idempotency",
          "max",
          "forward",
          "backward",
          "sync",
          "per",
          "each",
          "unexpected");

  private static final Set<String> AFTER_SECRET = Set.of("string", "binary", "value", "text");

  /** The names of fields are few, and are asked about for each event. */
  private static final Map<String, Boolean> KNOWN = new ConcurrentHashMap<>();

  private static final int MOST_KNOWN = 4096;
  private static final int LONGEST_KNOWN = 64;

  private KeyNames() {}

  /** Whether the value of a field with this name is a secret. */
  static boolean isSecret(String name) {
    Boolean known = KNOWN.get(name);
    if (known != null) {
      return known;
    }
    boolean secret = tellsSecret(name);
    if (name.length() <= LONGEST_KNOWN && KNOWN.size() < MOST_KNOWN) {
      KNOWN.put(name, secret);
    }
    return secret;
  }

  private static boolean tellsSecret(String name) {
    List<String> words = words(name);
    if (words.isEmpty()) {
      return false;
    }
    String last = words.get(words.size() - 1);
    String before = words.size() < 2 ? "" : words.get(words.size() - 2);
    if (last.equals("key") || last.equals("keys")) {
      return BEFORE_KEY.contains(before);
    }
    if (last.startsWith("token")) {
      return SECRETS.contains(last) && !BEFORE_TOKEN.contains(before);
    }
    boolean held = AFTER_SECRET.contains(last) && before.equals("secret");
    return PASSWORDS.contains(last) || SECRETS.contains(last) || held;
  }

  /** Whether even a number under this name is a secret. */
  static boolean isPassword(String name) {
    List<String> words = words(name);
    return !words.isEmpty() && PASSWORDS.contains(words.get(words.size() - 1));
  }

  /** Whether the fields below one with this name are secrets, but for what names them. */
  static boolean holdsSecrets(String name) {
    return name.equalsIgnoreCase("credentials") || name.equalsIgnoreCase("secrets");
  }

  /** Takes a name apart: {@code dbPassword}, {@code DB_PASSWORD} and {@code db-password} alike. */
  static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= name.length(); i++) {
      boolean end = i == name.length() || !Character.isLetterOrDigit(name.charAt(i));
      if (end || isHump(name, start, i)) {
        if (i > start) {
          words.add(name.substring(start, i).toLowerCase(Locale.ROOT));
        }
        start = end ? i + 1 : i;
      }
    }
    return words;
  }

  private static boolean isHump(String name, int start, int i) {
    if (i == start || !Character.isUpperCase(name.charAt(i))) {
      return false;
    }
    boolean nextIsLower = i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
    return !Character.isUpperCase(name.charAt(i - 1)) || nextIsLower;
  }
}
