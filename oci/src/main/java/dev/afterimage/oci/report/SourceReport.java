// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.oci.diff.Secrets;
import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.line.ModuleState;
import dev.afterimage.oci.line.RaisingLine;
import dev.afterimage.oci.line.SourcePlace;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The line of an image that raised an error, as JSON, {@code source/1}: an answer that a case can
 * hold beside those of AWS. It names the image by its digests and the error by its hash, so that it
 * is tied to a run by what it is about, and it holds no secret that is known by name or shape.
 */
public final class SourceReport {
  private static final String VERSION = "source/1";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SourceReport() {}

  /**
   * Returns the report; it ends with a line break.
   *
   * @param error what the line was searched by
   * @param raised none where no source of the image fits
   */
  public static String json(Image image, String error, Optional<RaisingLine> raised) {
    ObjectNode root = MAPPER.createObjectNode().put("afterimage", VERSION);
    ObjectNode named = root.putObject("image").put("reference", image.name());
    put(named, "digest", image.identity().manifest());
    put(named, "indexDigest", image.identity().index());
    named.put("imageId", image.identity().config().toString());
    root.put("error", error.lines().map(Secrets::line).collect(Collectors.joining("\n")));
    root.put("errorSha256", Digest.of(error.getBytes(StandardCharsets.UTF_8)).hex());
    ArrayNode states = MAPPER.createArrayNode();
    if (raised.isPresent()) {
      raised(root.putObject("raised"), raised.get());
      raised.get().state().forEach(state -> state(states.addObject(), state));
    } else {
      root.putNull("raised");
    }
    root.set("state", states);
    return JsonRenderer.text(root);
  }

  private static void put(ObjectNode node, String field, Optional<?> value) {
    node.put(field, value.map(Object::toString).orElse(null));
  }

  private static void raised(ObjectNode node, RaisingLine line) {
    node.put("how", line.how() == RaisingLine.How.TRACE ? "trace" : "text");
    place(node, line.place());
    node.put("function", line.function());
    node.put("layer", line.place().layer());
    put(node, "createdBy", line.place().instruction().map(Secrets::line));
    ArrayNode excerpt = node.putArray("excerpt");
    int number = line.place().excerptStart();
    for (String text : line.place().excerpt()) {
      excerpt.addObject().put("line", number++).put("text", text);
    }
    if (line.raisedIn().isPresent()) {
      place(node.putObject("raisedIn"), line.raisedIn().get());
    } else {
      node.putNull("raisedIn");
    }
  }

  private static void place(ObjectNode node, SourcePlace place) {
    node.put("path", place.path()).put("line", place.line());
  }

  private static void state(ObjectNode node, ModuleState state) {
    node.put("kind", state.kind().id()).put("name", state.name());
    place(node, state.place());
    node.put("code", state.code());
    if (state.through().isPresent()) {
      place(node.putObject("through"), state.through().get());
    } else {
      node.putNull("through");
    }
    node.put("usedByRaiser", state.usedByRaiser());
  }
}
