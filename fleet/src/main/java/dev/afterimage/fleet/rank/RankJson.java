// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rank;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.contrast.Partition;
import dev.afterimage.core.contrast.diff.Combination;
import dev.afterimage.core.contrast.diff.Counts;
import dev.afterimage.core.contrast.diff.Finding;
import dev.afterimage.core.contrast.diff.Term;
import dev.afterimage.core.contrast.stats.RiskRatio;
import java.math.BigDecimal;
import java.time.Instant;

/** Writes a ranking as JSON; numbers have six significant digits. */
public final class RankJson {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Ranking ranking;

  private RankJson(Ranking ranking) {
    this.ranking = ranking;
  }

  /** Returns the JSON. */
  public static String write(Ranking ranking) {
    try {
      return JSON.writeValueAsString(new RankJson(ranking).root()) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is JSON", e);
    }
  }

  private ObjectNode root() {
    ObjectNode root = JSON.createObjectNode();
    root.put("schema", "afterimage/fleet-rank/1");
    root.put("over", ranking.question().unit().table());
    section(ranking.all(), root);
    ArrayNode groups = root.putArray("groups");
    for (Ranking.Group group : ranking.groups()) {
      ObjectNode node = groups.addObject();
      node.put("fingerprint", group.fingerprint());
      node.put("count", group.failed());
      node.put("first", Instant.ofEpochMilli(group.firstMs()).toString());
      node.put("last", Instant.ofEpochMilli(group.lastMs()).toString());
      group.section().ifPresent(section -> section(section, node));
    }
    return root;
  }

  private void section(Ranking.Section section, ObjectNode into) {
    into.put("failed", section.result().failed());
    into.put("ok", section.result().ok());
    number(into, "tried", section.result().tried());
    ArrayNode places = into.putArray("places");
    section.places().forEach(places::add);
    ArrayNode findings = into.putArray("findings");
    section.result().findings().forEach(finding -> finding(finding, findings.addObject()));
    section.change().ifPresent(change -> change(change, into.putObject("since")));
  }

  private void finding(Finding finding, ObjectNode node) {
    terms(finding, node.putArray("terms"));
    counts(finding.counts(), node);
    RiskRatio ratio = finding.counts().interval(finding.proof().designEffect());
    number(node, "riskRatio", ratio.value());
    ArrayNode interval = node.putArray("interval");
    interval.add(RankText.number(ratio.low())).add(RankText.number(ratio.high()));
    number(node, "support", (double) finding.counts().failed() / finding.counts().knownFailed());
    number(node, "log10P", finding.proof().logP() / StrictMath.log(10));
    number(node, "q", finding.proof().q());
    number(node, "designEffect", finding.proof().designEffect());
    ArrayNode folded = node.putArray("folded");
    for (Finding.Folded other : finding.folded()) {
      ObjectNode child = folded.addObject();
      child.put("text", text(other.combination()));
      counts(other.counts(), child);
      child.put("sharedFailed", other.shared());
    }
  }

  private String text(Combination combination) {
    return String.join(
        " and ",
        combination.terms().stream()
            .map(term -> RankText.text(term, ranking.attributes(), java.util.Map.of()))
            .toList());
  }

  private void terms(Finding finding, ArrayNode terms) {
    for (Term term : finding.combination().terms()) {
      ObjectNode node = terms.addObject();
      node.put("attribute", ranking.attributes().get(term.attribute()).name());
      if (term instanceof Term.Is is) {
        node.put("is", is.value());
        continue;
      }
      if (term instanceof Term.AtLeast atLeast) {
        number(node, "atLeast", atLeast.cut());
      } else {
        number(node, "below", ((Term.Below) term).cut());
      }
      Partition.Threshold threshold = finding.thresholds().get(term.attribute());
      if (threshold != null) {
        ArrayNode interval = node.putArray("interval");
        interval.add(RankText.number(threshold.from())).add(RankText.number(threshold.to()));
      }
    }
  }

  private static void counts(Counts counts, ObjectNode node) {
    node.put("failedInside", counts.failed());
    node.put("okInside", counts.ok());
    node.put("failedOutside", counts.failedOutside());
    node.put("okOutside", counts.outside() - counts.failedOutside());
  }

  private static void change(Ranking.ChangePoint change, ObjectNode node) {
    node.put("kind", change.kind());
    node.put("subject", change.subject());
    node.put("name", change.name());
    node.put("at", Instant.ofEpochMilli(change.atMs()).toString());
    counts(change.counts(), node);
    number(node, "p", change.p());
  }

  /** Infinity is no number in JSON: it is written as a text, as in the report. */
  private static void number(ObjectNode node, String name, double value) {
    String text = RankText.number(value);
    if (Double.isFinite(value)) {
      node.put(name, new BigDecimal(text));
    } else {
      node.put(name, text);
    }
  }
}
