// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The second pass over a file: its values, one record at a time, as far as it parses. */
final class FileReader {
  private final EvidenceFile file;
  private final FileScan scan;
  private final Optional<ManifestCall> call;

  /** One value at the top of a file, read. */
  record ReadAnswer(Answer answer, List<Item> items) {}

  /** One record of an answer, before its answer is known. */
  record Item(ObjectNode body, Ref ref) {}

  FileReader(EvidenceFile file, FileScan scan, Optional<ManifestCall> call) {
    this.file = file;
    this.scan = scan;
    this.call = call;
  }

  /** Reads the values that a rule recognises; returns how many were of no known kind. */
  int read(Consumer<ReadAnswer> sink) {
    int unknown = 0;
    try (InputStream in = file.open();
        JsonParser parser = Json.FACTORY.createParser(in)) {
      for (RootValue root : scan.roots()) {
        if (parser.nextToken() == null) {
          break;
        }
        Optional<RootValue.Shape> shape = shape(root);
        if (shape.isEmpty()) {
          parser.skipChildren();
          unknown++;
        } else {
          new RootReader(parser, shape.get(), base(root)).read(sink);
        }
      }
    } catch (IOException e) {
      // The scan has told what is wrong with the file; what came before stands.
      return unknown;
    }
    return unknown;
  }

  /** An empty array may be of more than one kind: what was asked for decides. */
  private Optional<RootValue.Shape> shape(RootValue root) {
    Optional<RootValue.Shape> told = root.shape();
    if (told.isPresent() && call.isPresent() && isEmptyArray(root, told.get())) {
      boolean logs = call.get().api().startsWith("logs:");
      if (logs && told.get().kind() == Kind.HISTORY_EVENT) {
        return Optional.of(new RootValue.Shape(Kind.LOG_EVENT, told.get().below()));
      }
    }
    return told;
  }

  private static boolean isEmptyArray(RootValue root, RootValue.Shape shape) {
    return shape.below().map(root.arrays()::get).map(keys -> keys.isEmpty()).orElse(false);
  }

  private Ref base(RootValue root) {
    if (!scan.isAddressable()) {
      return Ref.of(file.id(), new Location.Bytes(0, 0));
    }
    Location.Pointer top = Location.Pointer.ROOT;
    return Ref.of(file.id(), scan.isLines() ? top.child(root.line()) : top);
  }

  /** Reads one value at the top, whose first token is the current one. */
  private final class RootReader {
    private final JsonParser parser;
    private final RootValue.Shape shape;
    private final Ref base;
    private final List<Item> items = new ArrayList<>();
    private final ObjectNode head = JsonNodeFactory.instance.objectNode();
    private final long from;

    RootReader(JsonParser parser, RootValue.Shape shape, Ref base) {
      this.parser = parser;
      this.shape = shape;
      this.base = base;
      this.from = offset();
    }

    void read(Consumer<ReadAnswer> sink) throws IOException {
      try {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
          items(base);
        } else {
          object();
        }
      } finally {
        finish(sink);
      }
    }

    private void object() throws IOException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        boolean array = parser.nextToken() == JsonToken.START_ARRAY;
        if (array && shape.below().filter(key::equals).isPresent()) {
          items(base.child(key));
        } else {
          head.set(key, Json.STREAM.readTree(parser));
        }
      }
    }

    private void items(Ref array) throws IOException {
      int index = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
        long start = offset();
        JsonNode node = Json.STREAM.readTree(parser);
        Ref ref = at(array.child(index++), start);
        if (node instanceof ObjectNode object) {
          items.add(new Item(object, ref));
        } else if (node.isArray()) {
          items.add(new Item(QueryRows.object(node), ref));
        }
      }
    }

    private void finish(Consumer<ReadAnswer> sink) {
      Ref ref = at(base, from);
      Answer answer = new Answer(shape.kind(), ref, head, call);
      if (shape.kind() == Kind.QUOTA && head.path("Quota") instanceof ObjectNode quota) {
        items.add(new Item(quota, ref.child("Quota")));
      } else if (shape.below().isEmpty() && items.isEmpty() && !head.isEmpty()) {
        items.add(new Item(head, ref));
      }
      sink.accept(new ReadAnswer(answer, items));
    }

    /** Where pointers do not lead there, the bytes do: from {@code start} to here. */
    private Ref at(Ref pointer, long start) {
      return scan.isAddressable()
          ? pointer
          : Ref.of(
              file.id(),
              new Location.Bytes(start, Math.max(start, parser.currentLocation().getByteOffset())));
    }

    private long offset() {
      return Math.max(0, parser.currentTokenLocation().getByteOffset());
    }
  }
}
