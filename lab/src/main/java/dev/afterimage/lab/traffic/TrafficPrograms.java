// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.traffic;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.code.Dictionary;
import dev.afterimage.lab.code.Effect;
import dev.afterimage.lab.code.Language;
import dev.afterimage.lab.code.Level;
import dev.afterimage.lab.code.LogStyle;
import dev.afterimage.lab.code.ProcessView;
import dev.afterimage.lab.code.Program;
import dev.afterimage.lab.code.Step;
import dev.afterimage.lab.code.Steps;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.sim.Randoms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** The code of the seven functions, with what is hidden in it. */
final class TrafficPrograms {
  static final List<String> PARTS =
      List.of(
          "list-pending", "poll", "normalize", "split", "process-chunk", "merge", "mark-complete");

  private static final int CHUNK = 900;
  private static final String CLOCK = "clock";

  private final Randoms randoms;
  private final Hidden hidden;
  private final boolean shuffled;
  private final Map<String, String> causes = new TreeMap<>();

  TrafficPrograms(Randoms randoms, Hidden hidden, boolean shuffled) {
    this.randoms = requireNonNull(randoms, "randoms is null");
    this.hidden = requireNonNull(hidden, "hidden is null");
    this.shuffled = shuffled;
  }

  /** Returns why each failed run failed: the first cause that struck it. */
  Map<String, String> causes() {
    return causes;
  }

  Program of(String part, int revision) {
    List<Step> init = new ArrayList<>();
    init.add(Steps.compute(Duration.ofMillis(400)));
    init.add(Steps.keep(88));
    init.add(
        p -> {
          p.process().put(CLOCK, p.now());
          return Effect.NEXT;
        });
    List<Step> handler =
        switch (part) {
          case "list-pending" -> list();
          case "poll" -> poll();
          case "normalize" -> normalize(revision);
          case "split" -> List.of(answer(TrafficPrograms::split));
          case "process-chunk" ->
              List.of(
                  Steps.pause(Duration.ofSeconds(3)),
                  answer(p -> Json.object().put("embeddings", p.event().path("lines").asInt())));
          case "merge" ->
              List.of(
                  answer(
                      p ->
                          Json.object()
                              .put("total_embeddings", sum(p, "chunk_results", "embeddings"))));
          default ->
              List.of(answer(p -> Json.object().put("marked", p.event().path("batches").asInt())));
        };
    return new Program(
        Language.PYTHON,
        LogStyle.PYTHON_LOGGING,
        new Dictionary("en", randoms.within(part)),
        init,
        handler);
  }

  private static Step answer(Function<ProcessView, JsonNode> value) {
    return Steps.answer(value);
  }

  private static List<Step> list() {
    return List.of(
        Steps.pause(Duration.ofMillis(80)),
        answer(
            p -> {
              ArrayNode batches = p.event().path("batches").deepCopy();
              batches.forEach(
                  batch -> ((ObjectNode) batch).put("run", p.event().path("run").asText()));
              return Json.object().set("batches", batches);
            }));
  }

  private List<Step> poll() {
    return List.of(
        Steps.say(Level.INFO, "begin", p -> new Object[] {batch(p)}),
        Steps.pause(Duration.ofMillis(350)),
        Steps.say(
            Level.INFO,
            "budget",
            p -> new Object[] {p.process().get(CLOCK), hidden.oldestGoodAge(), age(p)}),
        strike("poison-item", p -> batch(p).equals(hidden.poison()), "field.bad"),
        strike("stale-init-state", p -> age(p) > hidden.oldestGoodAge(), "budget.spent"),
        answer(
            p ->
                Json.object()
                    .put("batch_id", batch(p))
                    .put("lines", p.event().path("lines").asInt())
                    .put("run", run(p))));
  }

  private List<Step> normalize(int revision) {
    return List.of(
        Steps.pause(Duration.ofMillis(600)),
        strike(
            "code-changed",
            p -> revision == hidden.badRevision() && p.random().chance(hidden.badShare()),
            "rule.broken"),
        answer(
            p ->
                Json.object()
                    .put("lines", sum(p, "poll_results", "lines"))
                    .put("batches", p.event().path("poll_results").size())
                    .put("run", run(p))));
  }

  /** Lets a cause strike; where labels are shuffled, chance strikes in its place. */
  private Step strike(String cause, Predicate<ProcessView> condition, String concept) {
    return p -> {
      boolean strikes = shuffled ? p.random().chance(0.012) : condition.test(p);
      if (!strikes) {
        return Effect.NEXT;
      }
      causes.putIfAbsent(run(p), shuffled ? "chance" : cause);
      return Steps.raise(concept, q -> new Object[] {"value", batch(q), "?"}).run(p);
    };
  }

  private static String run(ProcessView p) {
    JsonNode event = p.event();
    return event.path("run").asText(event.path("poll_results").path(0).path("run").asText(""));
  }

  private static String batch(ProcessView p) {
    return p.event().path("batch_id").asText("-");
  }

  private static long age(ProcessView p) {
    Instant clock = p.process().get(CLOCK) instanceof Instant taken ? taken : p.now();
    return Duration.between(clock, p.now()).toSeconds();
  }

  private static JsonNode split(ProcessView p) {
    ArrayNode chunks = Json.array();
    for (int left = p.event().path("lines").asInt(); left > 0; left -= CHUNK) {
      chunks.addObject().put("chunk_id", chunks.size()).put("lines", Math.min(left, CHUNK));
    }
    return Json.object().set("chunks", chunks);
  }

  private static int sum(ProcessView p, String array, String field) {
    int sum = 0;
    for (JsonNode item : p.event().path(array)) {
      sum += item.path(field).asInt();
    }
    return sum;
  }
}
