// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.redact;

import java.util.List;

/** Names kinds of secrets by the names of the fields that hold them. */
final class Kinds {
  private Kinds() {}

  static String ofName(String name) {
    if (KeyNames.isPassword(name)) {
      return "password";
    }
    List<String> words = KeyNames.words(name);
    String last = words.isEmpty() ? "" : words.get(words.size() - 1);
    return switch (last) {
      case "token", "tokens", "jwt", "bearer" -> "token";
      case "key", "keys", "apikey" -> "key";
      case "cookie", "cookies" -> "cookie";
      case "authorization" -> "authorization";
      default -> "secret";
    };
  }
}
