// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.line;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes JavaScript, TypeScript and Java apart into statements, by their braces. */
final class BraceScanner {
  private static final Pattern CLASS =
      Pattern.compile("\\b(?:class|interface|enum|record|object)\\s+([A-Za-z_$][\\w$]*)[^;(]*$");
  private static final Pattern CONTROL =
      Pattern.compile(
          "(?:^|[^\\w$.])(?:if|for|while|switch|catch|with|synchronized|try)\\s*\\([^{}]*\\)\\s*$"
              + "|(?:^|\\s)(?:else|try|finally|do)\\s*$");
  private static final Pattern FUNCTION =
      Pattern.compile("=>\\s*$|\\)\\s*(?::[^={}]*|throws[\\w\\s.,]*)?$");
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "([A-Za-z_$][\\w$]*)\\s*(?::[^=]*)?=\\s*(?:async\\b\\s*)?(?:function\\b|\\(|[\\w$]+\\s*=>)");
  private static final Pattern DECLARED = Pattern.compile("([A-Za-z_$][\\w$]*)\\s*\\(");
  private static final Pattern HANDLER =
      Pattern.compile("implements\\b.*\\bRequest(?:Stream)?Handler\\b");

  private final boolean java;
  private final List<CodeLine> lines = new ArrayList<>();
  private final Deque<Block> blocks = new ArrayDeque<>();
  private final StringBuilder statement = new StringBuilder();
  private boolean blank = true;
  private int number = 1;
  private int first = 1;
  private int parentheses;

  private enum Kind {
    PLAIN,
    FUNCTION,
    CLASS,
    /** A class of which Lambda makes one object per process. */
    HANDLER,
    STATIC
  }

  private record Block(Kind kind, String name, int parentheses) {}

  private BraceScanner(boolean java) {
    this.java = java;
  }

  static List<CodeLine> scan(String source, boolean java) {
    BraceScanner scanner = new BraceScanner(java);
    Blanked.braces(source).chars().forEach(c -> scanner.take((char) c));
    scanner.end();
    return scanner.lines;
  }

  private void take(char c) {
    switch (c) {
      case '{' -> open();
      case '}' -> close();
      case ';' -> {
        append(c);
        endUnlessNested();
      }
      case '\n' -> {
        statement.append(' ');
        if (!java) {
          endUnlessNested();
        }
        number++;
      }
      default -> {
        parentheses += c == '(' || c == '[' ? 1 : 0;
        parentheses -= c == ')' || c == ']' ? 1 : 0;
        append(c);
      }
    }
  }

  private void append(char c) {
    if (blank) {
      first = number;
      blank = Character.isWhitespace(c);
    }
    statement.append(c);
  }

  private void endUnlessNested() {
    int outer = blocks.isEmpty() ? 0 : blocks.peek().parentheses();
    if (parentheses <= outer) {
      end();
    }
  }

  private void end() {
    String bare = statement.toString().strip();
    statement.setLength(0);
    blank = true;
    if (!bare.isEmpty() && !bare.equals(";")) {
      lines.add(new CodeLine(first, number, bare, atImport(bare), scope()));
    }
  }

  private void open() {
    String head = statement.toString().strip();
    Block block = block(head);
    append('{');
    end();
    blocks.push(block);
  }

  private Block block(String head) {
    Matcher type = CLASS.matcher(head);
    if (type.find()) {
      Kind kind = HANDLER.matcher(head).find() ? Kind.HANDLER : Kind.CLASS;
      return new Block(kind, type.group(1), parentheses);
    }
    if (java && head.equals("static")) {
      return new Block(Kind.STATIC, "", parentheses);
    }
    boolean function = FUNCTION.matcher(head).find() && !CONTROL.matcher(head).find();
    if (!function) {
      return new Block(Kind.PLAIN, "", parentheses);
    }
    return new Block(Kind.FUNCTION, name(head), parentheses);
  }

  private String name(String head) {
    for (Pattern pattern : List.of(ASSIGNED, DECLARED)) {
      Matcher name = pattern.matcher(head);
      if (name.find() && !name.group(1).equals("function") && !name.group(1).equals("async")) {
        return name.group(1);
      }
    }
    return "<anonymous:" + first + ">";
  }

  private void close() {
    end();
    if (!blocks.isEmpty()) {
      parentheses = blocks.pop().parentheses();
    }
  }

  /** A field runs once per process where it is static, or its object is made once. */
  private boolean atImport(String bare) {
    if (blocks.stream().anyMatch(block -> block.kind() == Kind.FUNCTION)) {
      return false;
    }
    for (Block block : blocks) {
      if (block.kind() == Kind.STATIC || block.kind() == Kind.HANDLER) {
        return true;
      }
      if (block.kind() == Kind.CLASS) {
        return bare.matches("(?s).*\\bstatic\\b.*=.*");
      }
    }
    return !java;
  }

  private List<String> scope() {
    List<String> scope = new ArrayList<>();
    for (Iterator<Block> outer = blocks.descendingIterator(); outer.hasNext(); ) {
      Block block = outer.next();
      if (block.kind() != Kind.PLAIN && !block.name().isEmpty()) {
        scope.add(block.name());
      }
    }
    return scope;
  }
}
