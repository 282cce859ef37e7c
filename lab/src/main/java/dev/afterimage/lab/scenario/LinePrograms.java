// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.code.Effect;
import dev.afterimage.lab.code.Frame;
import dev.afterimage.lab.code.Language;
import dev.afterimage.lab.code.Level;
import dev.afterimage.lab.code.LogStyle;
import dev.afterimage.lab.code.Phrases;
import dev.afterimage.lab.code.ProcessView;
import dev.afterimage.lab.code.Program;
import dev.afterimage.lab.code.Step;
import dev.afterimage.lab.code.Steps;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.sim.RandomStream;
import dev.afterimage.lab.sim.Randoms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The code of the seven functions of the ingest. */
final class LinePrograms {
  static final List<String> PARTS =
      List.of(
          "list-pending", "poll", "normalize", "split", "process-chunk", "merge", "mark-complete");

  private static final int BATCHES = 27;
  private static final int EMBEDDINGS = 26_708;
  private static final double SHARE_OF_TIMEOUT = 0.95;
  private static final String DEFAULT_TIMEOUT = "900";
  private static final int CHUNK = 800;

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("helper", "poll batch"),
          Map.entry("armed", "guard for line_polling_handler is set, clock taken"),
          Map.entry("guard", "guard clock={0} cap={1}s gone={2}s left={3}s"),
          Map.entry("begin", "asking for batch {0}"),
          Map.entry("done", "batch {0}: {1} lines"),
          Map.entry("overdue", "Operation line_polling_handler exceeded timeout limits"),
          Map.entry("error.overdue", "RuntimeError"),
          Map.entry("unfinished", "batch {0} still in progress"),
          Map.entry("error.unfinished", "BatchNotReady"),
          Map.entry("listed", "{0} batches wait"),
          Map.entry("normalised", "{0} lines from {1} batches"),
          Map.entry("cut", "{0} chunks of at most {1} lines"),
          Map.entry("embedded", "chunk {0}: {1} embeddings"),
          Map.entry("merged", "merged {0} chunks into {1} embeddings"),
          Map.entry("marked", "{0} batches marked"));

  private final Randoms randoms;
  private final boolean guardSpeaks;
  private final Map<String, Integer> batches = new TreeMap<>();
  private final String late;

  LinePrograms(Randoms randoms, boolean guardSpeaks) {
    this.randoms = randoms;
    this.guardSpeaks = guardSpeaks;
    RandomStream data = randoms.stream("batches");
    int left = EMBEDDINGS;
    for (int i = 0; i < BATCHES; i++) {
      int lines = i == BATCHES - 1 ? left : EMBEDDINGS / BATCHES + data.between(-180, 180);
      batches.put("batch_" + data.hex(24), lines);
      left -= lines;
    }
    this.late = data.pick(List.copyOf(batches.keySet()));
  }

  /** Returns the program of a part; one batch is still being written until a moment. */
  Program of(String part, Instant pendingUntil) {
    List<Step> init =
        new ArrayList<>(List.of(Steps.compute(Duration.ofMillis(780)), Steps.keep(118)));
    List<Step> handler =
        switch (part) {
          case "list-pending" -> listPending();
          case "poll" -> poll(init, pendingUntil);
          case "normalize" -> normalize();
          case "split" -> split();
          case "process-chunk" -> processChunk();
          case "merge" -> merge();
          default -> markComplete();
        };
    return new Program(
        Language.PYTHON,
        LogStyle.PYTHON_LOGGING,
        new Phrases(WORDS),
        init,
        handler,
        part.equals("poll") ? stacks(new PollSource()) : Map.of());
  }

  private static Map<String, List<Frame>> stacks(PollSource source) {
    Phrases words = new Phrases(WORDS);
    return Map.of(
        words.errorName("overdue"), source.overdue(),
        words.errorName("unfinished"), source.unfinished());
  }

  private List<Step> listPending() {
    return List.of(
        Steps.call("dynamodb"),
        Steps.pause(Duration.ofMillis(140)),
        Steps.say(Level.INFO, "listed", p -> new Object[] {batches.size()}),
        Steps.answer(
            p -> {
              ArrayNode list = Json.array();
              batches
                  .keySet()
                  .forEach(
                      id ->
                          list.addObject()
                              .put("batch_id", id)
                              .put("openai_batch_id", "batch_" + randoms.stream(id).hex(16)));
              return Json.object().set("batches", list);
            }));
  }

  /** The guard takes its clock when the module is loaded, and looks at it in every request. */
  private List<Step> poll(List<Step> init, Instant pendingUntil) {
    init.add(
        p -> {
          p.process().put("clock", p.now());
          return Effect.NEXT;
        });
    if (guardSpeaks) {
      init.add(Steps.say("armed"));
    }
    List<Step> handler = new ArrayList<>();
    handler.add(Steps.say(Level.INFO, "begin", p -> new Object[] {batchId(p)}));
    handler.add(Steps.call("api.openai.com"));
    if (guardSpeaks) {
      handler.add(Steps.say(Level.INFO, "guard", LinePrograms::guardValues));
    }
    handler.add(
        p ->
            gone(p) > cap(p)
                ? new Effect.Call(List.of(Steps.raise("overdue", q -> new Object[0])))
                : Effect.NEXT);
    handler.add(
        p ->
            batchId(p).equals(late)
                    && p.now().isBefore(pendingUntil)
                    && !pendingUntil.equals(Instant.MAX)
                ? new Effect.Call(
                    List.of(Steps.raise("unfinished", q -> new Object[] {batchId(q)})))
                : Effect.NEXT);
    handler.add(Steps.call("s3"));
    handler.add(Steps.pause(Duration.ofMillis(3_900)));
    handler.add(Steps.say(Level.INFO, "done", p -> new Object[] {batchId(p), lines(batchId(p))}));
    handler.add(
        Steps.answer(
            p -> Json.object().put("batch_id", batchId(p)).put("lines", lines(batchId(p)))));
    return handler;
  }

  private static Object[] guardValues(ProcessView p) {
    return new Object[] {
      seconds(p.process().get("clock")), cap(p), gone(p), Math.round((cap(p) - gone(p)) * 10) / 10.0
    };
  }

  /** Returns a moment as Python prints its clock. */
  private static String seconds(@Nullable Object moment) {
    return moment instanceof Instant taken
        ? String.format(Locale.ROOT, "%.6f", taken.toEpochMilli() / 1000.0)
        : "";
  }

  private static double cap(ProcessView p) {
    String set = p.env("FUNCTION_TIMEOUT");
    return SHARE_OF_TIMEOUT * Integer.parseInt(set.isEmpty() ? DEFAULT_TIMEOUT : set);
  }

  private static double gone(ProcessView p) {
    Instant clock = p.process().get("clock") instanceof Instant taken ? taken : p.now();
    return Math.round(Duration.between(clock, p.now()).toMillis() / 100.0) / 10.0;
  }

  private static String batchId(ProcessView p) {
    return p.event().path("batch_id").asText();
  }

  private int lines(String batch) {
    return batches.getOrDefault(batch, 0);
  }

  private static List<Step> normalize() {
    return List.of(
        Steps.call("s3"),
        Steps.compute(Duration.ofSeconds(6)),
        Steps.say(
            Level.INFO,
            "normalised",
            p -> new Object[] {sum(p, "poll_results", "lines"), size(p, "poll_results")}),
        Steps.answer(
            p ->
                Json.object()
                    .put("lines", sum(p, "poll_results", "lines"))
                    .put("batches", size(p, "poll_results"))));
  }

  private static List<Step> split() {
    return List.of(
        Steps.compute(Duration.ofSeconds(2)),
        Steps.say(Level.INFO, "cut", p -> new Object[] {chunks(p.event()).size(), CHUNK}),
        Steps.answer(p -> Json.object().set("chunks", chunks(p.event()))));
  }

  private static ArrayNode chunks(JsonNode event) {
    ArrayNode chunks = Json.array();
    for (int left = event.path("lines").asInt(); left > 0; left -= CHUNK) {
      chunks.addObject().put("chunk_id", chunks.size()).put("lines", Math.min(left, CHUNK));
    }
    return chunks;
  }

  private static List<Step> processChunk() {
    return List.of(
        Steps.call("s3"),
        Steps.call("api.openai.com"),
        Steps.pause(Duration.ofSeconds(58)),
        Steps.say(
            Level.INFO,
            "embedded",
            p ->
                new Object[] {p.event().path("chunk_id").asInt(), p.event().path("lines").asInt()}),
        Steps.answer(
            p ->
                Json.object()
                    .put("chunk_id", p.event().path("chunk_id").asInt())
                    .put("embeddings", p.event().path("lines").asInt())));
  }

  private static List<Step> merge() {
    return List.of(
        Steps.compute(Duration.ofSeconds(9)),
        Steps.say(
            Level.INFO,
            "merged",
            p -> new Object[] {size(p, "chunk_results"), sum(p, "chunk_results", "embeddings")}),
        Steps.answer(
            p -> Json.object().put("total_embeddings", sum(p, "chunk_results", "embeddings"))));
  }

  private static List<Step> markComplete() {
    return List.of(
        Steps.call("dynamodb"),
        Steps.say(Level.INFO, "marked", p -> new Object[] {p.event().path("batches").asInt()}),
        Steps.answer(
            p -> {
              ObjectNode answer = Json.object();
              return answer.put("marked", p.event().path("batches").asInt());
            }));
  }

  private static int sum(ProcessView p, String array, String field) {
    int sum = 0;
    for (JsonNode item : p.event().path(array)) {
      sum += item.path(field).asInt();
    }
    return sum;
  }

  private static int size(ProcessView p, String array) {
    return p.event().path(array).size();
  }
}
