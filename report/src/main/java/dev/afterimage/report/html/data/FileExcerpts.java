// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.EvidenceFile;
import dev.afterimage.core.evidence.Location;
import dev.afterimage.core.evidence.Ref;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Reads the records of one file that refs lead to; the rest of it is skipped. */
final class FileExcerpts {
  /** Numbers are shown as they stand in the file. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final int MOST_BYTES = 1 << 16;

  private final EvidenceFile file;
  private final List<Ref> refs;
  private final TreeSet<String> wanted = new TreeSet<>();
  private final Map<String, Excerpt> records = new HashMap<>();

  FileExcerpts(EvidenceFile file, List<Ref> refs) {
    this.file = file;
    this.refs = refs;
    for (Ref ref : refs) {
      if (ref.location() instanceof Location.Pointer pointer) {
        wanted.add(pointer.value());
      }
    }
  }

  Map<Ref, Excerpt> read() {
    Map<Ref, Excerpt> found = new HashMap<>();
    try {
      if (!wanted.isEmpty()) {
        records(isLines());
      }
      for (Ref ref : refs) {
        if (ref.location() instanceof Location.Bytes bytes) {
          found.put(ref, span(bytes));
        } else if (ref.location() instanceof Location.Pointer pointer) {
          record(pointer.value(), found, ref);
        }
      }
    } catch (IOException e) {
      // What cannot be read again is named by file and pointer alone.
      return found;
    }
    return found;
  }

  private void record(String pointer, Map<Ref, Excerpt> found, Ref ref) {
    for (String at = pointer; ; at = at.substring(0, at.lastIndexOf('/'))) {
      Excerpt excerpt = records.get(at);
      if (excerpt != null) {
        found.put(ref, excerpt);
      }
      if (excerpt != null || at.isEmpty()) {
        return;
      }
    }
  }

  /** Whether more than one value stands at the top: pointers begin with the line then. */
  private boolean isLines() throws IOException {
    try (InputStream in = file.open();
        JsonParser parser = JSON.createParser(in)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.nextToken() != null;
    }
  }

  private void records(boolean lines) throws IOException {
    try (InputStream in = file.open();
        JsonParser parser = JSON.createParser(in)) {
      while (parser.nextToken() != null) {
        String base = lines ? "/" + (parser.currentTokenLocation().getLineNr() - 1) : "";
        if (!isWanted(base)) {
          parser.skipChildren();
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
          items(parser, base);
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
          object(parser, base);
        }
      }
    }
  }

  /** Whether a ref leads here or below. */
  private boolean isWanted(String pointer) {
    String below = wanted.ceiling(pointer + "/");
    return pointer.isEmpty()
        || wanted.contains(pointer)
        || (below != null && below.startsWith(pointer + "/"));
  }

  /** The items of an array at the top are records of their own; what stands beside it is one. */
  private void object(JsonParser parser, String base) throws IOException {
    ObjectNode head = JSON.getNodeFactory().objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      String pointer = base + "/" + key.replace("~", "~0").replace("/", "~1");
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        head.put(key, "… " + items(parser, pointer) + " items");
      } else {
        head.set(key, JSON.readTree(parser));
      }
    }
    put(base, head);
  }

  private int items(JsonParser parser, String pointer) throws IOException {
    int index = 0;
    for (; parser.nextToken() != JsonToken.END_ARRAY; index++) {
      String at = pointer + "/" + index;
      if (isWanted(at)) {
        put(at, JSON.readTree(parser));
      } else {
        parser.skipChildren();
      }
    }
    return index;
  }

  private void put(String pointer, JsonNode record) throws IOException {
    records.put(pointer, new Excerpt(pointer, JSON.writeValueAsString(Cut.of(record)), true));
  }

  private Excerpt span(Location.Bytes bytes) throws IOException {
    try (InputStream in = file.open()) {
      in.skipNBytes(bytes.from());
      long length = Math.max(bytes.to() - bytes.from(), 1 << 11);
      byte[] read = in.readNBytes((int) Math.min(length, MOST_BYTES));
      return new Excerpt("", new String(read, StandardCharsets.UTF_8), false);
    }
  }
}
