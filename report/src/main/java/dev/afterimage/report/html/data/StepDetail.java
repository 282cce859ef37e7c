// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.compare.JsonDiff;
import dev.afterimage.core.compare.Volatile;
import dev.afterimage.core.history.Attempt;
import dev.afterimage.core.history.Payload;
import dev.afterimage.core.history.Step;
import dev.afterimage.report.Moments;
import dev.afterimage.report.html.timeline.Lanes;
import java.util.List;
import java.util.Optional;

/**
 * One row of the timeline in full: both steps, their attempts, and what differs of their payloads.
 */
final class StepDetail {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MOST_FIELDS = 60;
  private static final int MOST_VALUE = 400;
  private static final int MOST_PAYLOAD = 16_000;
  private static final int MOST_CAUSE = 6_000;

  private StepDetail() {}

  /** The payloads of two steps, compared. */
  record Difference(List<JsonDiff.Difference> fields, int noise) {
    static final Difference NONE = new Difference(List.of(), 0);

    /** Compares two payloads; what differs between any two runs is counted apart. */
    static Difference of(Optional<Payload> a, Optional<Payload> b) {
      Optional<JsonNode> left = a.flatMap(Payload::json);
      Optional<JsonNode> right = b.flatMap(Payload::json);
      if (left.isEmpty() || right.isEmpty()) {
        return NONE;
      }
      List<JsonDiff.Difference> all = JsonDiff.of(left.get(), right.get());
      List<JsonDiff.Difference> material =
          all.stream().filter(field -> !Volatile.isNoise(field.a(), field.b())).toList();
      return new Difference(material, all.size() - material.size());
    }
  }

  static ObjectNode of(Lanes.Row row) {
    ObjectNode node = JSON.objectNode();
    row.a().ifPresent(step -> node.set("a", step(step)));
    row.b().ifPresent(step -> node.set("b", step(step)));
    payloads(node, "input", row.a().map(Step::input), row.b().map(Step::input));
    payloads(node, "output", row.a().map(Step::output), row.b().map(Step::output));
    return node;
  }

  private static ObjectNode step(Step step) {
    ObjectNode node = JSON.objectNode();
    node.put("status", step.end().status().name());
    node.put("entered", Moments.utc(step.span().entered()));
    step.span().left().ifPresent(at -> node.put("left", Moments.utc(at)));
    step.end().error().ifPresent(error -> node.put("error", error));
    step.end().cause().ifPresent(cause -> node.put("cause", Cut.of(cause, MOST_CAUSE)));
    ArrayNode attempts = node.putArray("attempts");
    step.attempts().forEach(attempt -> attempts.add(attempt(attempt)));
    return node;
  }

  private static ObjectNode attempt(Attempt attempt) {
    ObjectNode node = JSON.objectNode();
    node.put("number", attempt.number());
    node.put("status", attempt.end().status().name());
    node.put("scheduled", Moments.utc(attempt.times().scheduled()));
    attempt.times().started().ifPresent(at -> node.put("started", Moments.utc(at)));
    attempt.times().ended().ifPresent(at -> node.put("ended", Moments.utc(at)));
    attempt.target().function().ifPresent(function -> node.put("function", function.name()));
    attempt.end().error().ifPresent(error -> node.put("error", error));
    attempt.end().cause().ifPresent(cause -> node.put("cause", Cut.of(cause, MOST_CAUSE)));
    return node;
  }

  private static void payloads(
      ObjectNode node, String name, Optional<Payload> a, Optional<Payload> b) {
    Difference difference = Difference.of(a, b);
    ObjectNode payload = node.putObject(name);
    payload.put("noise", difference.noise());
    payload.put("all", difference.fields().size());
    ArrayNode fields = payload.putArray("fields");
    for (JsonDiff.Difference field : difference.fields()) {
      if (fields.size() < MOST_FIELDS) {
        fields.addArray().add(field.pointer()).add(value(field.a())).add(value(field.b()));
      }
    }
    Optional<String> textA = a.flatMap(Payload::text);
    Optional<String> textB = b.flatMap(Payload::text);
    textB.ifPresent(text -> payload.put("b", Cut.of(text, MOST_PAYLOAD)));
    if (textA.isPresent() && textA.equals(textB)) {
      payload.put("same", true);
    } else {
      textA.ifPresent(text -> payload.put("a", Cut.of(text, MOST_PAYLOAD)));
    }
  }

  private static String value(JsonNode value) {
    return value.isMissingNode() ? "" : Cut.of(value.toString(), MOST_VALUE);
  }
}
