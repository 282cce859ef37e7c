// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a file holds, told from one pass over its tokens, before any of its values is read.
 *
 * @param roots the values at its top, as far as the file parses
 * @param problem why it does not parse to its end; empty where it does
 * @param lines whether each value stands on a line of its own, so that a pointer starts with its
 *     line
 */
record FileScan(List<RootValue> roots, Optional<String> problem, boolean lines) {
  FileScan {
    roots =
        roots.size() > 1 ? roots.stream().map(RootValue::amongOthers).toList() : List.copyOf(roots);
  }

  /** Reads through a file, and once more line by line where it is not one whole value. */
  static FileScan of(EvidenceFile file) {
    FileScan values = values(file);
    boolean one = values.roots.size() == 1 && values.problem.isEmpty();
    return one || (values.roots.isEmpty() && values.problem.isEmpty())
        ? values
        : LineScan.of(file, values).orElse(values);
  }

  private static FileScan values(EvidenceFile file) {
    List<RootValue> roots = new ArrayList<>();
    try (InputStream in = file.open();
        JsonParser parser = Json.FACTORY.createParser(in)) {
      return new FileScan(roots, scan(parser, 0, roots), false);
    } catch (IOException e) {
      return new FileScan(roots, Optional.of(Json.reason(e)), false);
    }
  }

  /** Adds the values that a parser gives; returns why it does not come to the end. */
  static Optional<String> scan(JsonParser parser, int line, List<RootValue> roots) {
    Scanner scanner = new Scanner(parser, line);
    try {
      while (parser.nextToken() != null) {
        scanner.root(roots);
      }
      return Optional.empty();
    } catch (IOException e) {
      scanner.unfinished().ifPresent(roots::add);
      return Optional.of(Json.reason(e));
    }
  }

  /** Whether a pointer leads to a value: it is whole, and alone in the file or on its line. */
  boolean isAddressable(RootValue root) {
    return !root.cut() && (lines || (roots.size() == 1 && problem.isEmpty()));
  }

  /** The walk over the tokens of one file, or of one line. */
  private static final class Scanner {
    private final JsonParser parser;
    private final int line;
    private boolean array;
    private boolean open;
    private Set<String> keys = new HashSet<>();
    private Map<String, Set<String>> arrays = new HashMap<>();

    Scanner(JsonParser parser, int line) {
      this.parser = parser;
      this.line = line;
    }

    /** Scans the value whose first token is the current one. */
    void root(List<RootValue> roots) throws IOException {
      keys = new HashSet<>();
      arrays = new HashMap<>();
      array = parser.currentToken() == JsonToken.START_ARRAY;
      open = true;
      if (array) {
        firstItem(keys);
      } else if (parser.currentToken() == JsonToken.START_OBJECT) {
        object();
      }
      roots.add(new RootValue(line, array, false, false, keys, arrays));
      open = false;
    }

    /** Returns the value that the end of the file cut off. */
    Optional<RootValue> unfinished() {
      return open && !keys.isEmpty()
          ? Optional.of(new RootValue(line, array, false, true, keys, arrays))
          : Optional.empty();
    }

    private void object() throws IOException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        keys.add(key);
        if (parser.nextToken() == JsonToken.START_ARRAY) {
          Set<String> itemKeys = new HashSet<>();
          arrays.put(key, itemKeys);
          firstItem(itemKeys);
        } else {
          parser.skipChildren();
        }
      }
    }

    /** Collects the keys of the first object in the array that starts here, then skips the rest. */
    private void firstItem(Set<String> itemKeys) throws IOException {
      int depth = 1;
      while (depth > 0) {
        JsonToken token = parser.nextToken();
        if (token == null) {
          return;
        }
        if (token == JsonToken.START_OBJECT && itemKeys.isEmpty()) {
          keysOfObject(itemKeys);
        } else if (token.isStructStart()) {
          depth++;
        } else if (token.isStructEnd()) {
          depth--;
        }
      }
    }

    private void keysOfObject(Set<String> into) throws IOException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        into.add(parser.currentName());
        parser.nextToken();
        parser.skipChildren();
      }
    }
  }
}
