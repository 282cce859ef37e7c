// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules of Chrome's trace event format for what we write: complete events ("X") and metadata
 * ("M"). An unknown key, phase, unit or name of metadata, a number as text, a track without a name,
 * and slices that do not nest are problems: a viewer drops or misplaces such events without a word.
 */
final class TestingTraceFormat {
  private static final Set<String> TOP = Set.of("traceEvents", "displayTimeUnit");
  private static final Set<String> COMPLETE =
      Set.of("ph", "name", "cat", "pid", "tid", "ts", "dur", "cname", "args");
  private static final Set<String> NEEDED = Set.of("ph", "name", "cat", "pid", "tid", "ts", "dur");
  private static final Map<String, String> METADATA =
      Map.of(
          "process_name", "name",
          "process_labels", "labels",
          "process_sort_index", "sort_index",
          "thread_name", "name",
          "thread_sort_index", "sort_index");

  /** The reserved names of colours that the viewers know. */
  private static final Set<String> COLOURS =
      Set.of("good", "bad", "terrible", "black", "grey", "white", "yellow", "olive");

  private final List<String> problems = new ArrayList<>();
  private final Map<String, List<JsonNode>> tracks = new HashMap<>();
  private final Set<String> named = new HashSet<>();

  private TestingTraceFormat() {}

  /** Returns what is wrong with a trace. */
  static List<String> problems(JsonNode trace) {
    TestingTraceFormat format = new TestingTraceFormat();
    format.keys(trace, TOP, Set.of("traceEvents"));
    format.check(
        Set.of("ms", "ns").contains(trace.path("displayTimeUnit").asText("ms")), "unit", trace);
    format.check(!trace.path("traceEvents").isEmpty(), "no event", trace);
    trace.path("traceEvents").forEach(format::event);
    format.tracks.forEach(format::track);
    return format.problems;
  }

  private void check(boolean holds, String problem, JsonNode where) {
    if (!holds) {
      String text = where.toString();
      problems.add(problem + " in " + text.substring(0, Math.min(200, text.length())));
    }
  }

  private void keys(JsonNode node, Set<String> known, Set<String> needed) {
    Set<String> keys = new TreeSet<>();
    node.fieldNames().forEachRemaining(keys::add);
    check(known.containsAll(keys), "unknown key", node);
    check(keys.containsAll(needed), "missing key", node);
  }

  private void event(JsonNode event) {
    check(event.path("name").isTextual(), "name", event);
    check(isNumber(event.path("pid")) && isNumber(event.path("tid")), "pid or tid", event);
    check(event.path("args").isObject() || event.path("args").isMissingNode(), "args", event);
    switch (event.path("ph").asText()) {
      case "X" -> complete(event);
      case "M" -> metadata(event);
      default -> check(false, "phase", event);
    }
  }

  private static boolean isNumber(JsonNode node) {
    return node.isInt() && node.asInt() >= 0;
  }

  private void complete(JsonNode event) {
    keys(event, COMPLETE, NEEDED);
    for (String time : List.of("ts", "dur")) {
      check(event.path(time).isIntegralNumber() && event.path(time).asLong() >= 0, time, event);
    }
    check(event.path("cat").isTextual(), "cat", event);
    check(!event.has("cname") || COLOURS.contains(event.path("cname").asText()), "cname", event);
    tracks.computeIfAbsent(trackOf(event), track -> new ArrayList<>()).add(event);
  }

  private static String trackOf(JsonNode event) {
    return event.path("pid") + "/" + event.path("tid");
  }

  private void metadata(JsonNode event) {
    keys(event, Set.of("ph", "name", "pid", "tid", "args"), Set.of("ph", "name", "pid", "args"));
    String name = event.path("name").asText();
    JsonNode value = event.path("args").path(METADATA.getOrDefault(name, "?"));
    check(name.endsWith("_sort_index") ? value.isInt() : value.isTextual(), "metadata", event);
    named.add(name + " " + (name.startsWith("process") ? event.path("pid") : trackOf(event)));
  }

  private void track(String track, List<JsonNode> slices) {
    JsonNode first = slices.get(0);
    check(named.contains("process_name " + first.path("pid")), "process without a name", first);
    check(named.contains("thread_name " + track), "track without a name", first);
    Deque<Long> ends = new ArrayDeque<>();
    long last = 0;
    for (JsonNode slice : slices) {
      long start = slice.path("ts").asLong();
      long end = start + slice.path("dur").asLong();
      check(start >= last, "goes back", slice);
      last = start;
      while (!ends.isEmpty() && ends.peek() <= start) {
        ends.pop();
      }
      check(ends.isEmpty() || end <= ends.peek(), "does not nest", slice);
      ends.push(end);
    }
  }
}
