// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.afterimage.lab.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code States.Format('{} of {}', $.a, States.ArrayLength($.b))}. */
final class IntrinsicParser {
  /** A part of an expression. */
  sealed interface Term {}

  /** A value that stands there. */
  record Literal(JsonNode value) implements Term {}

  /** A path. */
  record Path(String text) implements Term {}

  /** A call of a function. */
  record Function(String name, List<Term> arguments) implements Term {}

  private final String text;
  private int at;

  IntrinsicParser(String text) {
    this.text = text;
  }

  Function parse() {
    Function function = function();
    if (at < text.length()) {
      throw new IllegalArgumentException("Unexpected text after the function");
    }
    return function;
  }

  private Function function() {
    int open = text.indexOf('(', at);
    if (open < 0) {
      throw new IllegalArgumentException("A function without parentheses");
    }
    String name = text.substring(at, open).trim();
    at = open + 1;
    List<Term> arguments = new ArrayList<>();
    skipSpace();
    while (peek() != ')') {
      arguments.add(term());
      skipSpace();
      if (peek() == ',') {
        at++;
        skipSpace();
      } else if (peek() != ')') {
        throw new IllegalArgumentException("A comma is missing");
      }
    }
    at++;
    skipSpace();
    return new Function(name, arguments);
  }

  private Term term() {
    if (peek() == '\'') {
      return new Literal(TextNode.valueOf(quoted()));
    }
    if (text.startsWith("States.", at)) {
      return function();
    }
    int begin = at;
    int depth = 0;
    while (depth > 0 || (peek() != ',' && peek() != ')')) {
      char c = peek();
      depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
      at++;
    }
    String word = text.substring(begin, at).trim();
    return word.startsWith("$") ? new Path(word) : new Literal(Json.parse(word));
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    while (peek() != '\'') {
      if (peek() == '\\') {
        at++;
      }
      value.append(peek());
      at++;
    }
    at++;
    return value.toString();
  }

  private char peek() {
    if (at >= text.length()) {
      throw new IllegalArgumentException("The expression ends too early");
    }
    return text.charAt(at);
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
