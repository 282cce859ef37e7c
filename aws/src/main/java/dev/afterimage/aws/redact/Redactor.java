// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.redact;

import dev.afterimage.core.evidence.Json;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Replaces secrets before anything is written: values of environment variables, keys, tokens,
 * passwords, cookies, addresses; in fields, in the JSON that strings hold, and in plain text.
 * Redacting twice changes nothing more; JSON stays JSON; ids, ARNs, digests and times stay.
 */
public final class Redactor {
  /** JSON in strings in JSON, as nested executions make it; below that it is taken as text. */
  private static final int DEEPEST = 12;

  private static final int MOST_NAMES = 4096;
  private static final int LONGEST_NAME = 64;

  private final Optional<RedactionKey> key;
  private final Optional<Mark> marks;
  private final Set<String> plainNames = ConcurrentHashMap.newKeySet();

  private Redactor(Optional<RedactionKey> key) {
    this.key = key;
    this.marks = key.map(Mark::new);
  }

  /** Returns a redactor whose marks are comparable under {@code key}. */
  public static Redactor with(RedactionKey key) {
    return new Redactor(Optional.of(key));
  }

  /** Returns a redactor that changes nothing. */
  public static Redactor off() {
    return new Redactor(Optional.empty());
  }

  /** Returns the id of the key; none where nothing is redacted. */
  public Optional<String> keyId() {
    return key.map(RedactionKey::id);
  }

  /** Returns a text, JSON or not, without its secrets. */
  public String redact(String text) {
    return redact(text, 0);
  }

  /** Returns a text that is known to be valid JSON without its secrets. */
  public String redactJson(String json) {
    return marks.isEmpty() || !TextRedactor.mayHoldSecret(json)
        ? json
        : new JsonRedactor(this, json, 0).redact();
  }

  String redact(String text, int depth) {
    if (marks.isEmpty() || !TextRedactor.mayHoldSecret(text)) {
      return text;
    }
    return isJson(text, depth)
        ? new JsonRedactor(this, text, depth).redact()
        : redactText(withoutEmbedded(text, depth));
  }

  /** A log line often ends in JSON, whose fields tell more than its text. */
  private String withoutEmbedded(String text, int depth) {
    StringBuilder result = new StringBuilder(text.length());
    int copied = 0;
    for (EmbeddedJson.Place place : EmbeddedJson.in(text)) {
      String json = text.substring(place.start(), place.end());
      result.append(text, copied, place.start());
      result.append(new JsonRedactor(this, json, depth).redact());
      copied = place.end();
    }
    return copied == 0 ? text : result.append(text, copied, text.length()).toString();
  }

  private static boolean isJson(String text, int depth) {
    String stripped = text.strip();
    if (depth > DEEPEST || stripped.length() < 2) {
      return false;
    }
    char first = stripped.charAt(0);
    char last = stripped.charAt(stripped.length() - 1);
    boolean wrapped =
        (first == '{' && last == '}')
            || (first == '[' && last == ']')
            || (first == '"' && last == '"');
    return wrapped && Json.parse(text).isPresent();
  }

  /** Names of fields are few: those that are no secret are remembered. */
  String redactName(String name) {
    if (plainNames.contains(name)) {
      return name;
    }
    String redacted = redactText(name);
    boolean plain = redacted.equals(name) && name.length() <= LONGEST_NAME;
    if (plain && plainNames.size() < MOST_NAMES) {
      plainNames.add(name);
    }
    return redacted;
  }

  private String redactText(String text) {
    // Made here, and not before the first answer is on its way: its rules take long to begin with.
    return marks.map(mark -> new TextRedactor(mark).redact(text)).orElse(text);
  }

  String mark(String kind, String secret) {
    return marks.orElseThrow().of(kind, secret);
  }
}
