// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.content.ImageContent;
import dev.afterimage.core.provenance.FunctionImages;
import dev.afterimage.core.provenance.FunctionState;
import dev.afterimage.core.provenance.ImageHistory;
import dev.afterimage.core.provenance.ImageInForce;
import dev.afterimage.core.provenance.OpenProof;
import dev.afterimage.core.provenance.Provenance;
import dev.afterimage.core.provenance.timeline.Chain;
import dev.afterimage.core.provenance.timeline.Chains;
import dev.afterimage.core.provenance.timeline.TagDrift;
import dev.afterimage.core.provenance.timeline.TagDrifts;
import dev.afterimage.core.provenance.timeline.Timeline;
import dev.afterimage.core.provenance.timeline.Timelines;
import java.util.List;

/** Images as JSON. */
final class JsonImages {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonImages() {}

  static ObjectNode images(Provenance provenance, ImageContent content) {
    ObjectNode node = JSON.objectNode();
    node.put("verdict", Names.of(provenance.verdict()));
    node.put("because", provenance.because().text());
    node.set("evidence", JsonRefs.refs(provenance.because().evidence()));
    ArrayNode functions = node.putArray("functions");
    provenance
        .functions()
        .forEach(
            function -> {
              ObjectNode one = function(provenance.history(), function);
              one.set("content", JsonContent.difference(content.of(function.function())));
              functions.add(one);
            });
    return node;
  }

  private static ObjectNode function(ImageHistory history, FunctionImages images) {
    ObjectNode node = JSON.objectNode();
    node.put("function", images.function());
    JsonRefs.put(node, "packageType", images.type().map(JsonImages::name));
    node.put("verdict", Names.of(images.verdict()));
    node.set("a", images(history, images.function(), images.a()));
    node.set("b", images(history, images.function(), images.b()));
    node.put("because", images.proof().text());
    node.set("evidence", JsonRefs.refs(images.proof().evidence()));
    node.set(
        "tagDrift",
        TagDrifts.of(history, images).<JsonNode>map(JsonImages::drift).orElse(JSON.nullNode()));
    node.set("timeline", timeline(Timelines.of(history, images)));
    return node;
  }

  private static ObjectNode drift(TagDrift drift) {
    ObjectNode node = JSON.objectNode();
    node.put("image", drift.image());
    JsonRefs.put(node, "target", drift.target());
    JsonRefs.put(node, "deployed", drift.deployed());
    drift.ran().a().forEach(node.putArray("a")::add);
    drift.ran().b().forEach(node.putArray("b")::add);
    node.put("drifted", drift.drifted());
    node.set("evidence", JsonRefs.refs(drift.evidence()));
    return node;
  }

  static ArrayNode timeline(Timeline timeline) {
    ArrayNode nodes = JSON.arrayNode();
    for (Timeline.Entry entry : timeline.entries()) {
      ObjectNode node = nodes.addObject();
      node.put("at", Moments.utc(entry.at()));
      node.put("kind", Names.of(entry.kind()));
      node.put("text", entry.text());
      JsonRefs.put(node, "digest", entry.digest());
      JsonRefs.put(node, "by", entry.by());
      node.set("evidence", JsonRefs.refs(entry.evidence()));
    }
    return nodes;
  }

  private static ArrayNode chain(Chain chain) {
    ArrayNode nodes = JSON.arrayNode();
    for (Chain.Link link : chain.links()) {
      ObjectNode node = nodes.addObject();
      node.put("kind", Names.of(link.kind()));
      node.put("text", link.text());
      JsonRefs.putMoment(node, "at", link.at());
      JsonRefs.put(node, "by", link.by());
      node.set("evidence", JsonRefs.refs(link.evidence()));
    }
    return nodes;
  }

  private static String name(FunctionState.PackageType type) {
    return switch (type) {
      case IMAGE -> "Image";
      case ZIP -> "Zip";
    };
  }

  static ArrayNode images(ImageHistory history, String function, List<ImageInForce> images) {
    ArrayNode nodes = JSON.arrayNode();
    for (ImageInForce image : images) {
      ObjectNode node = nodes.addObject();
      JsonRefs.put(node, "uri", image.description().uri());
      JsonRefs.put(node, "digest", image.digest());
      JsonRefs.putMoment(node, "pushedAt", image.description().pushedAt());
      ArrayNode tags = node.putArray("tags");
      image.description().tags().forEach(tags::add);
      JsonRefs.put(node, "repository", image.description().repository());
      node.put("version", image.version());
      node.put("grade", Names.of(image.proof().grade()));
      node.put("because", image.proof().because());
      node.set("evidence", JsonRefs.refs(image.proof().evidence()));
      image.uses().sandboxes().forEach(node.putArray("sandboxes")::add);
      image.uses().steps().forEach(node.putArray("steps")::add);
      node.set("chain", chain(Chains.of(history, function, image)));
      OpenProof open = OpenProof.of(history, function, image, images);
      open.alternatives().forEach(node.putArray("alternatives")::add);
      node.set("wouldProve", wouldProve(open));
    }
    return nodes;
  }

  private static ArrayNode wouldProve(OpenProof open) {
    ArrayNode nodes = JSON.arrayNode();
    for (OpenProof.Call call : open.calls()) {
      nodes
          .addObject()
          .put("text", call.text())
          .put("call", OpenImages.command(call))
          .put("iamAction", call.iamAction());
    }
    return nodes;
  }
}
