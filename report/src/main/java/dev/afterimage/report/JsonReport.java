// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.contrast.Partition;
import dev.afterimage.core.diagnosis.Diagnosis;
import dev.afterimage.core.diagnosis.Hypothesis;
import dev.afterimage.core.diagnosis.LogContrast;
import dev.afterimage.core.diagnosis.Recommendation;
import dev.afterimage.core.diagnosis.RootCause;
import dev.afterimage.core.diagnosis.WouldDecide;
import dev.afterimage.core.diagnosis.fleet.FleetTests;
import dev.afterimage.core.evidence.Gap;
import java.util.List;
import java.util.Optional;

/** The report as JSON, {@code afterimage/report/1}: contract, section 3. */
public final class JsonReport {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final ObjectWriter WRITER =
      new ObjectMapper()
          .writer(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private JsonReport() {}

  /** Returns the report as text; it ends with a line break. */
  public static String write(Diagnosis diagnosis, String version) {
    return print(node(diagnosis, version));
  }

  /** Returns a tree as text; it ends with a line break. */
  static String print(ObjectNode node) {
    try {
      return WRITER.writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON can always be written", e);
    }
  }

  /** Returns the report as a tree. */
  public static ObjectNode node(Diagnosis diagnosis, String version) {
    ObjectNode report = JSON.objectNode();
    report.put("schema", "afterimage/report/1");
    report.putObject("tool").put("name", "afterimage").put("version", version);
    ObjectNode runs = report.putObject("runs");
    runs.set("a", diagnosis.subject().a().<JsonNode>map(JsonRuns::run).orElse(JSON.nullNode()));
    runs.set("b", JsonRuns.run(diagnosis.subject().b()));
    report.set("images", JsonImages.images(diagnosis.provenance(), diagnosis.judged().content()));
    report.set("changes", JsonRuns.changes(diagnosis));
    report.set("divergence", JsonRuns.divergence(diagnosis.comparison().divergence()));
    report.set("silentLosses", JsonRuns.silentLosses(diagnosis.comparison().silentLosses()));
    report.set(
        "failure", JsonRuns.failure(diagnosis.failure(), diagnosis.judged().content().raised()));
    ArrayNode partitions = report.putArray("partitions");
    diagnosis
        .judged()
        .partitions()
        .forEach(p -> partitions.add(partition(p, diagnosis.judged().fleet())));
    ArrayNode contrast = report.putArray("logContrast");
    diagnosis.judged().logContrast().lines().forEach(line -> contrast.add(contrastLine(line)));
    ArrayNode hypotheses = report.putArray("hypotheses");
    diagnosis.judged().judgement().hypotheses().forEach(h -> hypotheses.add(hypothesis(h)));
    report.set("rootCause", rootCause(diagnosis.rootCause()));
    ArrayNode recommendations = report.putArray("recommendations");
    diagnosis.judged().recommendations().forEach(r -> recommendations.add(recommendation(r)));
    ArrayNode gaps = report.putArray("gaps");
    diagnosis.limits().gaps().forEach(gap -> gaps.add(gap(gap)));
    ArrayNode warnings = report.putArray("warnings");
    diagnosis.limits().warnings().forEach(warnings::add);
    return report;
  }

  private static ObjectNode partition(Partition partition, FleetTests fleet) {
    ObjectNode node = JSON.objectNode();
    node.put("attribute", partition.attribute());
    if (partition.condition() instanceof Partition.Threshold threshold) {
      ArrayNode interval = node.putArray("interval");
      interval.add(Numbers.rounded(threshold.from())).add(Numbers.rounded(threshold.to()));
    } else {
      node.putNull("interval");
    }
    if (partition.condition() instanceof Partition.OneOf oneOf) {
      ArrayNode values = node.putArray("values");
      oneOf.values().forEach(values::add);
    }
    node.put("failedInside", partition.table().failedInside());
    node.put("failedOutside", partition.table().failedOutside());
    node.put("okInside", partition.table().okInside());
    node.put("okOutside", partition.table().okOutside());
    node.put("excluded", partition.excluded());
    double ratio = partition.table().riskRatio();
    if (Double.isNaN(ratio)) {
      node.putNull("riskRatio");
    } else if (Double.isInfinite(ratio)) {
      node.put("riskRatio", "inf");
    } else {
      node.put("riskRatio", Numbers.rounded(ratio));
    }
    node.put("pValue", Numbers.rounded(partition.pValue()));
    ArrayNode collinear = node.putArray("collinearWith");
    partition.collinearWith().forEach(collinear::add);
    node.put("text", Words.partition(partition, fleet));
    return node;
  }

  private static ObjectNode contrastLine(LogContrast.Line line) {
    ObjectNode node = JSON.objectNode();
    node.put("template", line.template());
    node.put("example", line.example());
    node.put("ofFailures", line.isOfFailures());
    node.put("failedWith", line.table().failedInside());
    node.put("failedWithout", line.table().failedOutside());
    node.put("okWith", line.table().okInside());
    node.put("okWithout", line.table().okOutside());
    node.put("pValue", Numbers.rounded(line.table().pValue()));
    node.set("evidence", JsonRefs.refs(List.of(line.ref())));
    return node;
  }

  private static ObjectNode hypothesis(Hypothesis hypothesis) {
    ObjectNode node = JSON.objectNode();
    node.put("id", hypothesis.id());
    node.put("title", hypothesis.cause().title());
    node.put("verdict", Names.of(hypothesis.verdict()));
    node.put("confidence", Numbers.rounded(hypothesis.confidence()));
    ArrayNode supporting = node.putArray("for");
    hypothesis.supporting().forEach(claim -> supporting.add(JsonRefs.claim(claim)));
    ArrayNode opposing = node.putArray("against");
    hypothesis.opposing().forEach(claim -> opposing.add(JsonRefs.claim(claim)));
    ArrayNode decide = node.putArray("wouldDecide");
    hypothesis.wouldDecide().forEach(what -> decide.add(wouldDecide(what)));
    return node;
  }

  private static ObjectNode wouldDecide(WouldDecide what) {
    ObjectNode node = JSON.objectNode();
    node.put("text", what.text());
    JsonRefs.put(node, "call", what.call());
    JsonRefs.put(node, "iamAction", what.iamAction());
    JsonRefs.put(node, "experiment", what.experiment());
    return node;
  }

  private static JsonNode rootCause(Optional<RootCause> root) {
    if (root.isEmpty()) {
      return JSON.nullNode();
    }
    Hypothesis hypothesis = root.get().hypothesis();
    ObjectNode node = JSON.objectNode();
    node.put("id", hypothesis.id());
    node.put("title", hypothesis.cause().title());
    node.put("verdict", Names.of(hypothesis.verdict()));
    node.put("confidence", Numbers.rounded(hypothesis.confidence()));
    node.put("summary", root.get().summary());
    ArrayNode chain = node.putArray("chain");
    for (RootCause.Link link : root.get().chain()) {
      ObjectNode item = chain.addObject();
      item.put("id", link.id());
      item.put("text", link.text());
      item.put("weight", Numbers.rounded(link.weight()));
      item.set("evidence", JsonRefs.refs(link.evidence()));
    }
    return node;
  }

  private static ObjectNode recommendation(Recommendation recommendation) {
    ObjectNode node = JSON.objectNode();
    node.put("text", recommendation.text());
    JsonRefs.put(node, "command", recommendation.command());
    node.put("why", recommendation.why());
    node.put("readOnly", recommendation.readOnly());
    return node;
  }

  static ObjectNode gap(Gap gap) {
    ObjectNode node = JSON.objectNode();
    node.put("what", gap.what());
    node.put("why", gap.why());
    JsonRefs.put(node, "iamAction", gap.iamAction());
    node.put("effect", gap.effect());
    return node;
  }
}
