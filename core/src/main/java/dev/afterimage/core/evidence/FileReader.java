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
  private int unknown;
  private int used;

  /** One value at the top of a file, read. */
  record ReadAnswer(Answer answer, List<Item> items) {}

  /** One record of an answer, before its answer is known. */
  record Item(ObjectNode body, Ref ref) {}

  FileReader(EvidenceFile file, FileScan scan, Optional<ManifestCall> call) {
    this.file = file;
    this.scan = scan;
    this.call = call;
  }

  /**
   * What was read of a file.
   *
   * @param unknown how many of its values are of no known kind
   * @param used how many are of a known one, and hold something whole
   */
  record Counts(int unknown, int used) {}

  /** Reads the values that a rule recognises. */
  Counts read(Consumer<ReadAnswer> sink) {
    try (InputStream in = file.open()) {
      if (scan.lines()) {
        lines(new LineReader(in), sink);
      } else {
        values(in, sink);
      }
    } catch (IOException e) {
      // The scan has told what is wrong with the file; what came before stands.
      return new Counts(unknown, used);
    }
    return new Counts(unknown, used);
  }

  private void values(InputStream in, Consumer<ReadAnswer> sink) throws IOException {
    try (JsonParser parser = Json.FACTORY.createParser(in)) {
      for (RootValue root : scan.roots()) {
        if (parser.nextToken() == null) {
          break;
        }
        root(new Source(parser, 0), root, sink);
      }
    }
  }

  private void lines(LineReader lines, Consumer<ReadAnswer> sink) throws IOException {
    Optional<LineReader.Line> line = lines.next();
    for (RootValue root : scan.roots()) {
      while (line.isPresent() && line.get().number() < root.line()) {
        line = lines.next();
      }
      if (line.isPresent()) {
        line(line.get(), root, sink);
      }
    }
  }

  private void line(LineReader.Line line, RootValue root, Consumer<ReadAnswer> sink) {
    try (JsonParser parser = Json.FACTORY.createParser(line.open())) {
      parser.nextToken();
      root(new Source(parser, line.offset()), root, sink);
    } catch (IOException e) {
      // A broken line costs itself; the scan has told of it.
      return;
    }
  }

  private void root(Source source, RootValue root, Consumer<ReadAnswer> sink) throws IOException {
    Optional<RootValue.Shape> shape = shape(root);
    if (root.cut() && isOneRecord(root, shape)) {
      // Half a record would speak of its missing fields as if AWS had left them out.
      return;
    }
    if (shape.isPresent()) {
      used++;
      new RootReader(source, root, shape.get()).read(sink);
    } else {
      source.parser().skipChildren();
      unknown++;
    }
  }

  private static boolean isOneRecord(RootValue root, Optional<RootValue.Shape> shape) {
    return shape.filter(told -> told.below().isEmpty()).isPresent() && !root.bare();
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
    Location.Pointer top = Location.Pointer.ROOT;
    return Ref.of(file.id(), scan.lines() ? top.child(root.line()) : top);
  }

  /** A parser and the place in the file that it starts at. */
  private record Source(JsonParser parser, long offset) {}

  /** Reads one value at the top, whose first token is the current one. */
  private final class RootReader {
    private final JsonParser parser;
    private final long before;
    private final RootValue root;
    private final RootValue.Shape shape;
    private final Ref base;
    private final List<Item> items = new ArrayList<>();
    private final ObjectNode head = JsonNodeFactory.instance.objectNode();
    private final long from;

    RootReader(Source source, RootValue root, RootValue.Shape shape) {
      this.parser = source.parser();
      this.before = source.offset();
      this.root = root;
      this.shape = shape;
      this.base = base(root);
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
      Answer answer = new Answer(shape.kind(), ref, head, call, !root.cut());
      if (shape.kind() == Kind.QUOTA && head.path("Quota") instanceof ObjectNode quota) {
        items.add(new Item(quota, ref.child("Quota")));
      } else if (shape.below().isEmpty() && items.isEmpty() && !head.isEmpty()) {
        items.add(new Item(head, ref));
      }
      sink.accept(new ReadAnswer(answer, items));
    }

    /** Where pointers do not lead there, the bytes do: from {@code start} to here. */
    private Ref at(Ref pointer, long start) {
      long end = before + Math.max(0, parser.currentLocation().getByteOffset());
      return scan.isAddressable(root)
          ? pointer
          : Ref.of(file.id(), new Location.Bytes(start, Math.max(start, end)));
    }

    private long offset() {
      return before + Math.max(0, parser.currentTokenLocation().getByteOffset());
    }
  }
}
