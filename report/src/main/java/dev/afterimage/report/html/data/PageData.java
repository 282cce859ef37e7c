// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.afterimage.core.evidence.EvidenceException;
import dev.afterimage.core.evidence.FileId;
import dev.afterimage.core.evidence.Location;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Step;
import dev.afterimage.report.Moments;
import dev.afterimage.report.html.subject.RefTable;
import dev.afterimage.report.html.subject.Subject;
import dev.afterimage.report.html.timeline.Columns;
import dev.afterimage.report.html.timeline.Lanes;
import dev.afterimage.report.html.timeline.TimelineData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the page's script reads, packed.
 *
 * <p>The timeline and the table of places are always there. Source records, then steps in full,
 * follow for as long as the budget lasts; the rest is named by file and pointer.
 */
public final class PageData {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** For the words about what was left out. */
  private static final int SLACK = 2_000;

  private final Subject subject;
  private final List<Lanes.Row> rows;
  private final String timeline;

  /** Collects the timeline; what it cites gets its numbers here. */
  public PageData(Subject subject) {
    this.subject = subject;
    this.rows = Lanes.of(subject.situation(), subject.diagnosis().comparison().alignment());
    this.timeline = TimelineData.of(subject, rows).toString();
  }

  /** How much of what the page could hold it does hold. */
  public record Held(int records, int allRecords, int steps, int allSteps) {
    /** Whether anything had to be left out. */
    public boolean isShort() {
      return records < allRecords || steps < allSteps;
    }
  }

  /** The chunks of the page, and how much they hold. */
  public record Packed(List<Chunk> chunks, Held held) {
    public Packed {
      chunks = List.copyOf(chunks);
    }
  }

  /** Returns the number of rows of the timeline. */
  public int rows() {
    return rows.size();
  }

  /**
   * Packs.
   *
   * @param paths the evidence, to read the cited records from
   * @param bytes what the chunks may take
   */
  public Packed pack(List<Path> paths, long bytes) throws EvidenceException {
    List<Ref> refs = subject.refs().refs();
    Map<Ref, Excerpt> excerpts = Excerpts.read(paths, refs);
    List<Excerpt> records = List.copyOf(new LinkedHashMap<>(inOrder(refs, excerpts)).keySet());
    List<Integer> steps = StepPriorities.of(subject, rows);
    int index = index(refs, excerpts, records, List.of()).bytes();
    Budget budget = new Budget(bytes - SLACK - index - 8L * steps.size());
    budget.require(timeline);
    budget.require(places());
    List<Optional<Budget.Place>> ofRecords = budget.add(records.size(), i -> json(records.get(i)));
    List<Optional<Budget.Place>> ofSteps =
        budget.add(steps.size(), i -> StepDetail.of(rows.get(steps.get(i))).toString());
    ObjectNode table = indexNode(refs, excerpts, records, ofRecords);
    table.set("steps", steps(steps, ofSteps));
    List<Chunk> chunks = new ArrayList<>(budget.chunks());
    chunks.add(Chunk.pack("index", table.toString()));
    return new Packed(
        chunks, new Held(held(ofRecords), records.size(), held(ofSteps), steps.size()));
  }

  private static Map<Excerpt, Boolean> inOrder(List<Ref> refs, Map<Ref, Excerpt> excerpts) {
    Map<Excerpt, Boolean> order = new LinkedHashMap<>();
    for (Ref ref : refs) {
      Excerpt excerpt = excerpts.get(ref);
      if (excerpt != null) {
        order.put(excerpt, true);
      }
    }
    return order;
  }

  private static int held(List<Optional<Budget.Place>> places) {
    return (int) places.stream().filter(Optional::isPresent).count();
  }

  private static String json(Excerpt excerpt) {
    return excerpt.json() ? excerpt.text() : TextNode.valueOf(excerpt.text()).toString();
  }

  private Chunk index(
      List<Ref> refs,
      Map<Ref, Excerpt> excerpts,
      List<Excerpt> records,
      List<Optional<Budget.Place>> places) {
    return Chunk.pack("index", indexNode(refs, excerpts, records, places).toString());
  }

  private static ObjectNode indexNode(
      List<Ref> refs,
      Map<Ref, Excerpt> excerpts,
      List<Excerpt> records,
      List<Optional<Budget.Place>> places) {
    ObjectNode index = JSON.objectNode();
    Map<FileId, Integer> files = new LinkedHashMap<>();
    Map<Excerpt, Integer> numbers = new LinkedHashMap<>();
    records.forEach(record -> numbers.put(record, numbers.size()));
    ArrayNode table = index.putArray("refs");
    for (Ref ref : refs) {
      ObjectNode node = table.addObject();
      node.put("file", files.computeIfAbsent(ref.file(), f -> files.size()));
      if (ref.location() instanceof Location.Pointer pointer) {
        node.put("pointer", pointer.value());
      } else if (ref.location() instanceof Location.Bytes bytes) {
        node.putArray("bytes").add(bytes.from()).add(bytes.to());
      }
      ref.inner().ifPresent(inner -> node.put("inner", inner));
      ref.at().ifPresent(at -> node.put("at", Moments.utc(at)));
      Excerpt excerpt = excerpts.get(ref);
      if (excerpt != null) {
        node.put("record", numbers.get(excerpt));
      }
    }
    ArrayNode paths = index.putArray("files");
    files.keySet().forEach(file -> paths.add(file.path()));
    ArrayNode held = index.putArray("records");
    for (int i = 0; i < records.size(); i++) {
      ObjectNode record = held.addObject();
      record.put("pointer", records.get(i).pointer());
      if (i < places.size()) {
        places.get(i).ifPresent(at -> record.put("chunk", at.chunk()).put("index", at.index()));
      }
    }
    return index;
  }

  private static ObjectNode steps(List<Integer> rows, List<Optional<Budget.Place>> places) {
    Columns table = new Columns();
    for (int i = 0; i < rows.size(); i++) {
      if (places.get(i).isPresent()) {
        table.put("row", rows.get(i));
        table.put("chunk", places.get(i).get().chunk());
        table.put("index", places.get(i).get().index());
        table.end();
      }
    }
    return table.json();
  }

  /** Where each step stands in the evidence: what the page does not hold can be found there. */
  private String places() {
    Map<String, Integer> files = new LinkedHashMap<>();
    Columns table = new Columns();
    for (Lanes.Row row : rows) {
      place("a", row.a(), table, files);
      place("b", row.b(), table, files);
      table.end();
    }
    ObjectNode node = table.json();
    ArrayNode names = node.putArray("files");
    files.keySet().forEach(names::add);
    return node.toString();
  }

  private static void place(
      String side, Optional<Step> step, Columns table, Map<String, Integer> files) {
    table.put(
        side + "file",
        step.map(s -> s.span().ref().file().path())
            .map(path -> files.computeIfAbsent(path, p -> files.size()))
            .orElse(-1));
    table.put(side + "in", step.map(s -> RefTable.place(s.span().ref())).orElse(""));
    table.put(side + "out", step.map(s -> RefTable.place(s.end().ref())).orElse(""));
  }
}
