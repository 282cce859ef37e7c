// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.diagnosis.Trial;
import java.util.Set;
import java.util.TreeSet;

/** The values in what a trial was given that tell it from others. */
public final class Payloads {
  /** Shorter values can stand anywhere by accident. */
  private static final int LEAST_LENGTH = 5;

  private Payloads() {}

  /** Returns the texts of five letters or more with a digit in them: ids, keys, file names. */
  public static Set<String> values(Trial trial) {
    Set<String> values = new TreeSet<>();
    trial
        .call()
        .flatMap(call -> call.call().attempt().input().json())
        .ifPresent(input -> collect(input, values));
    return values;
  }

  private static void collect(JsonNode node, Set<String> into) {
    boolean telling =
        node.isTextual()
            && node.textValue().length() >= LEAST_LENGTH
            && node.textValue().chars().anyMatch(Character::isDigit);
    if (telling) {
      into.add(node.textValue());
    }
    node.forEach(child -> collect(child, into));
  }
}
