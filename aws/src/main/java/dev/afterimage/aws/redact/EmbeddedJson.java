// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.redact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/** Finds the JSON objects and lists that stand in a text between other words. */
final class EmbeddedJson {
  private static final JsonFactory JSON = new JsonFactory();

  /** Text with more openings than that is no log line with a payload. */
  private static final int MOST_TRIES = 32;

  private EmbeddedJson() {}

  /** Where an object or list stands in a text. */
  record Place(int start, int end) {}

  static List<Place> in(String text) {
    List<Place> places = new ArrayList<>();
    int at = opening(text, 0);
    for (int tries = 0; at >= 0 && tries < MOST_TRIES; tries++) {
      int end = endOf(text, at);
      if (end > at) {
        places.add(new Place(at, end));
      }
      at = opening(text, Math.max(end, at + 1));
    }
    return places;
  }

  private static int opening(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '{' || text.charAt(i) == '[') {
        return i;
      }
    }
    return -1;
  }

  /** Returns where the value that starts at a place ends; -1 where it is no JSON. */
  private static int endOf(String text, int start) {
    StringReader reader = new StringReader(text.substring(start));
    try (JsonParser parser = JSON.createParser(reader)) {
      int depth = 0;
      do {
        JsonToken token = parser.nextToken();
        if (token == null) {
          return -1;
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      } while (depth > 0);
      return start + (int) parser.currentLocation().getCharOffset();
    } catch (IOException e) {
      return -1;
    }
  }
}
