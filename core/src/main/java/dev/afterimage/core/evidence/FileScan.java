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
 */
record FileScan(List<RootValue> roots, Optional<String> problem) {
  FileScan {
    roots =
        roots.size() > 1 ? roots.stream().map(RootValue::amongOthers).toList() : List.copyOf(roots);
  }

  /** Reads through a file once. */
  static FileScan of(EvidenceFile file) {
    List<RootValue> roots = new ArrayList<>();
    try (InputStream in = file.open();
        JsonParser parser = Json.FACTORY.createParser(in)) {
      Scanner scanner = new Scanner(parser);
      try {
        while (parser.nextToken() != null) {
          scanner.root(roots);
        }
        return new FileScan(roots, Optional.empty());
      } catch (IOException e) {
        scanner.unfinished().ifPresent(roots::add);
        return new FileScan(roots, Optional.of(Json.reason(e)));
      }
    } catch (IOException e) {
      return new FileScan(roots, Optional.of(Json.reason(e)));
    }
  }

  /** Whether each value stands on a line of its own, so that a pointer starts with its line. */
  boolean isLines() {
    if (roots.size() < 2) {
      return false;
    }
    Set<Integer> lines = new HashSet<>();
    return roots.stream().allMatch(root -> lines.add(root.line()));
  }

  /** Whether pointers lead to the values: the file is one value, or a file of lines. */
  boolean isAddressable() {
    return isLines() || (roots.size() == 1 && problem.isEmpty());
  }

  /** The walk over the tokens of one file. */
  private static final class Scanner {
    private final JsonParser parser;
    private int line;
    private boolean array;
    private boolean open;
    private Set<String> keys = new HashSet<>();
    private Map<String, Set<String>> arrays = new HashMap<>();

    Scanner(JsonParser parser) {
      this.parser = parser;
    }

    /** Scans the value whose first token is the current one. */
    void root(List<RootValue> roots) throws IOException {
      keys = new HashSet<>();
      arrays = new HashMap<>();
      line = parser.currentTokenLocation().getLineNr() - 1;
      array = parser.currentToken() == JsonToken.START_ARRAY;
      open = true;
      if (array) {
        firstItem(keys);
      } else if (parser.currentToken() == JsonToken.START_OBJECT) {
        object();
      }
      roots.add(new RootValue(line, array, keys, arrays));
      open = false;
    }

    /** Returns the value that the end of the file cut off. */
    Optional<RootValue> unfinished() {
      return open && !keys.isEmpty()
          ? Optional.of(new RootValue(line, array, keys, arrays))
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
