// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads an image's configuration from its JSON. */
final class ConfigReader {
  private static final List<String> OTHERS =
      List.of("ExposedPorts", "Volumes", "StopSignal", "Healthcheck", "OnBuild", "Shell");

  private ConfigReader() {}

  static ImageConfig read(String text) throws ImageException {
    JsonNode node = ImageJson.object(text, "the configuration");
    List<Digest> diffIds = new ArrayList<>();
    for (String id : ImageJson.texts(node.path("rootfs").path("diff_ids"))) {
      diffIds.add(
          Digest.parse(id)
              .orElseThrow(() -> new ImageException("a diffID of the configuration is no digest")));
    }
    JsonNode config = node.path("config");
    return new ImageConfig(
        platform(node),
        ImageJson.text(node, "created"),
        run(config),
        new TreeMap<>(ImageJson.map(config.path("Labels"))),
        diffIds,
        history(node.path("history")));
  }

  private static Platform platform(JsonNode node) {
    return new Platform(
        ImageJson.text(node, "os").orElse("unknown"),
        ImageJson.text(node, "architecture").orElse("unknown"),
        ImageJson.text(node, "variant"));
  }

  private static RunConfig run(JsonNode config) {
    TreeMap<String, String> others = new TreeMap<>();
    OTHERS.stream()
        .filter(name -> isSet(config.path(name)))
        .forEach(name -> others.put(name, config.path(name).toString()));
    return new RunConfig(
        environment(ImageJson.texts(config.path("Env"))),
        ImageJson.texts(config.path("Entrypoint")),
        ImageJson.texts(config.path("Cmd")),
        config.path("User").asText(""),
        config.path("WorkingDir").asText(""),
        others);
  }

  private static boolean isSet(JsonNode value) {
    return !value.isMissingNode()
        && !value.isNull()
        && !(value.isContainerNode() && value.isEmpty())
        && !(value.isTextual() && value.textValue().isEmpty());
  }

  /** Of a variable that is set twice the last value holds. */
  private static SortedMap<String, String> environment(List<String> lines) {
    SortedMap<String, String> environment = new TreeMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      environment.put(
          equals < 0 ? line : line.substring(0, equals),
          equals < 0 ? "" : line.substring(equals + 1));
    }
    return environment;
  }

  private static List<HistoryLine> history(JsonNode list) {
    HistoryLine[] lines = new HistoryLine[list.size()];
    Arrays.setAll(lines, i -> line(list.get(i)));
    return List.of(lines);
  }

  private static HistoryLine line(JsonNode node) {
    return new HistoryLine(
        ImageJson.text(node, "created_by").orElse(""),
        ImageJson.text(node, "created"),
        ImageJson.text(node, "comment"),
        node.path("empty_layer").asBoolean(false));
  }
}
