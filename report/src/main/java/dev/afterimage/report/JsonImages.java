// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.provenance.FunctionImages;
import dev.afterimage.core.provenance.FunctionState;
import dev.afterimage.core.provenance.ImageInForce;
import dev.afterimage.core.provenance.Provenance;
import java.util.List;

/** Images as JSON. */
final class JsonImages {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonImages() {}

  static ObjectNode images(Provenance provenance) {
    ObjectNode node = JSON.objectNode();
    node.put("verdict", Names.of(provenance.verdict()));
    node.put("because", provenance.because().text());
    node.set("evidence", JsonRefs.refs(provenance.because().evidence()));
    ArrayNode functions = node.putArray("functions");
    provenance.functions().forEach(function -> functions.add(function(function)));
    return node;
  }

  private static ObjectNode function(FunctionImages images) {
    ObjectNode node = JSON.objectNode();
    node.put("function", images.function());
    JsonRefs.put(node, "packageType", images.type().map(JsonImages::name));
    node.put("verdict", Names.of(images.verdict()));
    node.set("a", images(images.a()));
    node.set("b", images(images.b()));
    node.put("because", images.proof().text());
    node.set("evidence", JsonRefs.refs(images.proof().evidence()));
    return node;
  }

  private static String name(FunctionState.PackageType type) {
    return switch (type) {
      case IMAGE -> "Image";
      case ZIP -> "Zip";
    };
  }

  private static ArrayNode images(List<ImageInForce> images) {
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
    }
    return nodes;
  }
}
