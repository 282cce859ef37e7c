// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.line;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes Python apart into statements, by brackets, quotes and indentation. */
final class PythonScanner {
  private static final Pattern BLOCK =
      Pattern.compile("(?:async\\s+)?(def|class)\\s+([^\\W\\d]\\w*)");

  private final List<CodeLine> lines = new ArrayList<>();
  private final Deque<Block> blocks = new ArrayDeque<>();

  private record Block(int indent, boolean function, String name) {}

  private PythonScanner() {}

  static List<CodeLine> scan(String source) {
    PythonScanner scanner = new PythonScanner();
    StringBuilder statement = new StringBuilder();
    int number = 1;
    int first = 1;
    int depth = 0;
    String bare = Blanked.python(source);
    for (String line : bare.split("\n", -1)) {
      if (statement.length() == 0) {
        first = number;
      }
      statement.append(line);
      depth = Math.max(0, depth + depth(line));
      boolean continued = depth > 0 || line.endsWith("\\");
      if (!continued) {
        scanner.add(first, number, statement.toString());
        statement.setLength(0);
      }
      number++;
    }
    return scanner.lines;
  }

  private static int depth(String line) {
    int depth = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      depth += "([{".indexOf(c) >= 0 ? 1 : 0;
      depth -= ")]}".indexOf(c) >= 0 ? 1 : 0;
    }
    return depth;
  }

  private void add(int first, int last, String bare) {
    if (bare.isBlank()) {
      return;
    }
    int indent = 0;
    while (Character.isWhitespace(bare.charAt(indent))) {
      indent++;
    }
    while (!blocks.isEmpty() && blocks.peek().indent() >= indent) {
      blocks.pop();
    }
    boolean atImport = blocks.stream().noneMatch(Block::function);
    List<String> scope = new ArrayList<>();
    for (Iterator<Block> outer = blocks.descendingIterator(); outer.hasNext(); ) {
      scope.add(outer.next().name());
    }
    Matcher block = BLOCK.matcher(bare.strip());
    if (block.lookingAt()) {
      boolean function = block.group(1).equals("def");
      String name = block.group(2);
      blocks.push(new Block(indent, function, name));
      scope.add(name);
    }
    lines.add(new CodeLine(first, last, bare.strip(), atImport, scope));
  }
}
