// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads manifests and indexes from their JSON, and says of anything else what it is. */
final class ManifestReader {
  private ManifestReader() {}

  /** An index: the manifests to choose from. */
  record Index(List<Descriptor> manifests) {
    Index {
      manifests = List.copyOf(manifests);
    }
  }

  /** A manifest: one image. */
  record Manifest(Descriptor config, List<Descriptor> layers) {
    Manifest {
      layers = List.copyOf(layers);
    }
  }

  /** Whether it is an index; the media type may be missing, then the fields decide. */
  static boolean isIndex(RawManifest raw) throws ImageException {
    JsonNode node = ImageJson.object(raw.text(), "the manifest");
    String type = mediaType(raw, node);
    if (MediaTypes.isSchema1(type) || node.path("schemaVersion").asInt(2) == 1) {
      throw new ImageException(
          "the manifest is of Docker's schema 1, which names no content; push the image again");
    }
    return MediaTypes.isIndex(type) || (!MediaTypes.isManifest(type) && node.has("manifests"));
  }

  private static String mediaType(RawManifest raw, JsonNode node) {
    return ImageJson.text(node, "mediaType").or(raw::mediaType).orElse("");
  }

  static Index index(RawManifest raw) throws ImageException {
    JsonNode node = ImageJson.object(raw.text(), "the index");
    return new Index(descriptors(node.path("manifests")));
  }

  static Manifest manifest(RawManifest raw) throws ImageException {
    JsonNode node = ImageJson.object(raw.text(), "the manifest");
    if (!node.path("config").isObject() || !node.path("layers").isArray()) {
      throw new ImageException(
          "the manifest has no configuration or no layers: it is not an image's manifest");
    }
    Descriptor config = descriptor(node.path("config"));
    Manifest manifest = new Manifest(config, descriptors(node.path("layers")));
    boolean artifact = node.has("artifactType") || !MediaTypes.isImageConfig(config.mediaType());
    if (artifact && manifest.layers().stream().noneMatch(l -> MediaTypes.isLayer(l.mediaType()))) {
      throw new ImageException(
          "it is an artifact ("
              + ImageJson.text(node, "artifactType").orElse(config.mediaType())
              + "), not a container image");
    }
    return manifest;
  }

  private static List<Descriptor> descriptors(JsonNode list) throws ImageException {
    List<Descriptor> descriptors = new ArrayList<>();
    for (JsonNode node : list) {
      descriptors.add(descriptor(node));
    }
    return descriptors;
  }

  private static Descriptor descriptor(JsonNode node) throws ImageException {
    Digest digest =
        Digest.parse(node.path("digest").asText(""))
            .orElseThrow(
                () -> new ImageException("a digest in the manifest is neither sha256 nor sha512"));
    return new Descriptor(
        node.path("mediaType").asText(""),
        digest,
        node.path("size").asLong(-1),
        ImageJson.map(node.path("annotations")),
        ImageJson.texts(node.path("urls")),
        platform(node.path("platform")));
  }

  private static Optional<Platform> platform(JsonNode node) {
    return node.isObject()
        ? Optional.of(
            new Platform(
                node.path("os").asText("unknown"),
                node.path("architecture").asText("unknown"),
                ImageJson.text(node, "variant")))
        : Optional.empty();
  }
}
