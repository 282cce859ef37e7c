// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.compare.Change;
import dev.afterimage.core.compare.Divergence;
import dev.afterimage.core.compare.SilentLoss;
import dev.afterimage.core.content.RaisedLine;
import dev.afterimage.core.contrast.diff.Counts;
import dev.afterimage.core.diagnosis.Diagnosis;
import dev.afterimage.core.diagnosis.FailureReport;
import dev.afterimage.core.diagnosis.fleet.FleetRate;
import dev.afterimage.core.history.Failure;
import dev.afterimage.core.history.Run;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs, changes, divergence and failure as JSON. */
final class JsonRuns {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonRuns() {}

  static ObjectNode run(Diagnosis.RunInfo info) {
    Run run = info.run();
    ObjectNode node = JSON.objectNode();
    JsonRefs.put(node, "name", Optional.of(run.name()).filter(name -> !name.isEmpty()));
    JsonRefs.put(node, "arn", run.identity().arn());
    JsonRefs.put(
        node,
        "stateMachine",
        Optional.of(run.identity().stateMachine()).filter(name -> !name.isEmpty()));
    node.put("status", run.status().name());
    node.put("start", Moments.utc(run.times().start()));
    JsonRefs.putMoment(node, "stop", run.times().stop());
    node.put("durationMs", run.times().duration().map(Duration::toMillis).orElse(null));
    node.put("events", run.source().events().size());
    node.put("redrives", run.source().redrives());
    ObjectNode outcome = node.putObject("outcome");
    info.outcome().forEach(outcome::set);
    node.put("chosenBecause", info.chosenBecause());
    return node;
  }

  static ArrayNode changes(Diagnosis diagnosis) {
    ArrayNode nodes = JSON.arrayNode();
    for (Change change : diagnosis.comparison().changes()) {
      ObjectNode node = nodes.addObject();
      node.put("kind", Names.of(change.kind()));
      node.put("subject", change.field().subject());
      node.put("field", change.field().name());
      node.set("a", change.values().a());
      node.set("b", change.values().b());
      JsonRefs.putMoment(node, "at", change.origin().at());
      JsonRefs.put(node, "by", change.origin().by());
      node.put("relevant", change.relevant());
      node.set("fleet", fleet(diagnosis.judged().fleet().changes().get(change)));
      node.set("evidence", JsonRefs.refs(change.evidence()));
    }
    return nodes;
  }

  private static JsonNode fleet(@Nullable FleetRate rate) {
    if (rate == null) {
      return JSON.nullNode();
    }
    Counts counts = rate.counts();
    ObjectNode node = JSON.objectNode();
    node.put("text", rate.text());
    node.put("failedWith", counts.failed());
    node.put("runsWith", counts.inside());
    node.put("failedWithout", counts.failedOutside());
    node.put("runsWithout", counts.outside());
    node.put("failedAlike", rate.alike());
    node.put("pValue", Numbers.rounded(rate.pValue()));
    node.set("evidence", JsonRefs.refs(rate.evidence()));
    return node;
  }

  static JsonNode divergence(Optional<Divergence> divergence) {
    if (divergence.isEmpty()) {
      return JSON.nullNode();
    }
    ObjectNode node = JSON.objectNode();
    node.put("step", divergence.get().step());
    node.put("kind", Names.of(divergence.get().kind()));
    node.put("text", divergence.get().text());
    node.set("evidence", JsonRefs.refs(divergence.get().evidence()));
    return node;
  }

  static ArrayNode silentLosses(List<SilentLoss> losses) {
    ArrayNode nodes = JSON.arrayNode();
    for (SilentLoss loss : losses) {
      ObjectNode node = nodes.addObject();
      node.put("kind", Names.of(loss.kind()));
      node.put("step", loss.step());
      JsonRefs.put(node, "field", Optional.of(loss.field()).filter(field -> !field.isEmpty()));
      node.put("text", loss.text());
      node.set("evidence", JsonRefs.refs(loss.evidence()));
    }
    return nodes;
  }

  static JsonNode failure(Optional<FailureReport> report, Optional<RaisedLine> raised) {
    if (report.isEmpty()) {
      return JSON.nullNode();
    }
    Failure.Leaf leaf = report.get().failure().leaf();
    ObjectNode node = JSON.objectNode();
    JsonRefs.put(node, "error", leaf.error());
    JsonRefs.put(node, "cause", Optional.of(leaf.text().cause()).filter(text -> !text.isEmpty()));
    JsonRefs.put(node, "step", Optional.of(leaf.path()).filter(path -> !path.isEmpty()));
    node.put("eventId", leaf.event().id());
    node.put("at", Moments.utc(leaf.event().at()));
    node.put(
        "afterStartMs",
        Duration.between(report.get().run().times().start(), leaf.event().at()).toMillis());
    node.put("owner", Names.of(report.get().owner()));
    ArrayNode groups = node.putArray("groups");
    report.get().groups().forEach(group -> groups.add(group(group)));
    ObjectNode collateral = node.putObject("collateral");
    collateral.put("aborted", report.get().failure().aborted().size());
    collateral.put("neverStarted", report.get().failure().neverStarted());
    node.set("evidence", JsonRefs.refs(List.of(leaf.event().ref())));
    node.set("source", JsonContent.source(raised));
    return node;
  }

  private static ObjectNode group(FailureReport.Group group) {
    ObjectNode node = JSON.objectNode();
    node.put("error", group.error());
    node.put("message", group.message());
    node.put("count", group.count());
    ArrayNode steps = node.putArray("steps");
    group.steps().forEach(steps::add);
    node.put("first", Moments.utc(group.first()));
    node.put("last", Moments.utc(group.last()));
    return node;
  }
}
