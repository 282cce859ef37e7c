// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.content;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.provenance.ImageInForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@code afterimage image source} prints, {@code source/1}. */
final class SourceJson {
  private static final int MOST_STATES = 50;
  private static final int MOST_LINES = 40;

  private SourceJson() {}

  /** Returns the line that raised; none where the file tells of none. */
  static Optional<RaisedLine> read(EvidenceRecord record, ImageInForce image) {
    JsonNode raised = record.get("raised");
    Ref ref = record.ref("raised");
    return place(raised)
        .map(
            place ->
                new RaisedLine(
                    image,
                    raised.path("how").asText("").equals("trace")
                        ? RaisedLine.How.TRACE
                        : RaisedLine.How.TEXT,
                    place,
                    Json.text(raised, "function").orElse(""),
                    states(record),
                    ref));
  }

  private static Optional<CodePlace> place(JsonNode node) {
    Optional<String> path = Json.text(node, "path");
    Optional<Long> line = Json.whole(node, "line");
    if (path.isEmpty() || line.isEmpty()) {
      return Optional.empty();
    }
    List<CodePlace.ExcerptLine> excerpt = new ArrayList<>();
    for (JsonNode one : node.path("excerpt")) {
      Optional<Long> number = Json.whole(one, "line");
      if (number.isPresent() && excerpt.size() < MOST_LINES) {
        String text = Json.text(one, "text").orElse("");
        excerpt.add(new CodePlace.ExcerptLine(number.get().intValue(), text));
      }
    }
    CodePlace.Origin origin =
        new CodePlace.Origin(
            Json.whole(node, "layer").map(Long::intValue), Json.text(node, "createdBy"));
    return Optional.of(new CodePlace(path.get(), line.get().intValue(), excerpt, origin));
  }

  private static List<ModuleState> states(EvidenceRecord record) {
    List<ModuleState> states = new ArrayList<>();
    Ref list = record.ref("state");
    int index = 0;
    for (JsonNode node : record.get("state")) {
      Ref ref = list.child(index++);
      if (states.size() < MOST_STATES) {
        state(node, ref).ifPresent(states::add);
      }
    }
    return states;
  }

  /** A kind that is not known here tells nothing. */
  private static Optional<ModuleState> state(JsonNode node, Ref ref) {
    Optional<ModuleState.Kind> kind = ModuleState.Kind.of(node.path("kind").asText(""));
    Optional<CodePlace> taken = place(node);
    if (kind.isEmpty() || taken.isEmpty()) {
      return Optional.empty();
    }
    ModuleState.Statement code =
        new ModuleState.Statement(Json.text(node, "code").orElse(""), place(node.path("through")));
    return Optional.of(
        new ModuleState(
            kind.get(),
            Json.text(node, "name").orElse(""),
            taken.get(),
            code,
            node.path("usedByRaiser").asBoolean(false),
            ref));
  }
}
