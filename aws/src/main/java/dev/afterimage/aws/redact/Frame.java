// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.redact;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** An object or array while JSON is read: what its place says of the values in it. */
final class Frame {
  private static final Set<String> ENVIRONMENT =
      Set.of("environment", "env", "environmentvariables", "environmentvariablesoverride");
  private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*");

  /** Words that end the names of fields which say something of a secret without telling it. */
  private static final Set<String> ABOUT =
      Set.of(
          "arn",
          "id",
          "name",
          "type",
          "region",
          "expiration",
          "expires",
          "version",
          "status",
          "date",
          "provider");

  private final boolean array;
  private final boolean secret;
  private final boolean environment;
  private final boolean variables;

  /** What holds this frame, or of an array its items. */
  private final String holder;

  private String key = "";
  private String name = "";
  private boolean secure;

  private Frame(boolean array, Frame parent) {
    this.array = array;
    this.holder = parent.array ? parent.holder : parent.key;
    this.environment = isEnvironment(holder) || (parent.array && parent.environment);
    this.variables = parent.environment && holder.equalsIgnoreCase("variables");
    this.secret = parent.secret || KeyNames.holdsSecrets(holder);
  }

  private Frame() {
    this.array = false;
    this.holder = "";
    this.environment = false;
    this.variables = false;
    this.secret = false;
  }

  private static boolean isEnvironment(String holder) {
    return (holder.startsWith("e") || holder.startsWith("E"))
        && ENVIRONMENT.contains(holder.toLowerCase(Locale.ROOT));
  }

  /** Returns the frame around the whole text. */
  static Frame top() {
    return new Frame();
  }

  Frame below(boolean isArray) {
    return new Frame(isArray, this);
  }

  boolean isArray() {
    return array;
  }

  void key(String next) {
    key = next;
  }

  /** Remembers a value that says what the next ones are. */
  void seen(String value) {
    if (key.equalsIgnoreCase("name") || key.equalsIgnoreCase("key")) {
      name = value;
    }
    secure |= key.equals("Type") && value.equals("SecureString");
  }

  boolean isPasswordNext() {
    return KeyNames.isPassword(array ? holder : key);
  }

  /** Returns the kind of secret that a value must be for its place; none where its text decides. */
  Optional<String> kindOf(String value) {
    if (Mark.isMark(value)) {
      return Optional.empty();
    }
    String named = array ? holder : key;
    boolean pair = !array && key.equalsIgnoreCase("value");
    if (isVariable(pair)) {
      return PlainValues.isSetting(pair ? name : named, value)
          ? Optional.empty()
          : Optional.of("environment");
    }
    if (pair && (secure || KeyNames.isSecret(name)) && !PlainValues.isPlain(value)) {
      return Optional.of(Kinds.ofName(name));
    }
    return isSecret(named, value) ? Optional.of(Kinds.ofName(named)) : Optional.empty();
  }

  private boolean isVariable(boolean pair) {
    return variables
        || (environment && !array && (pair ? !name.isEmpty() : VARIABLE.matcher(key).matches()));
  }

  private boolean isSecret(String named, String value) {
    boolean isNamed = KeyNames.isSecret(named);
    if (!(isNamed || secret) || PlainValues.isPlain(value)) {
      return false;
    }
    List<String> words = KeyNames.words(named);
    String last = words.isEmpty() ? "" : words.get(words.size() - 1);
    if (isNamed) {
      // The tokens of a text are words; those of a session are not.
      return !last.equals("tokens") || PlainValues.looksSecret(value);
    }
    return secret && !ABOUT.contains(last);
  }
}
