// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.image;

import dev.afterimage.core.evidence.Gap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an image through a fetcher: index, manifest, configuration, layers. */
public final class ImageReader {
  private static final int DEEPEST_INDEX = 4;
  private static final int MOST_LAYERS = 1000;

  private final String name;
  private final BlobFetcher fetcher;
  private final Optional<Platform> wanted;
  private final List<Gap> notes = new ArrayList<>();

  private ImageReader(String name, BlobFetcher fetcher, Optional<Platform> wanted) {
    this.name = name;
    this.fetcher = fetcher;
    this.wanted = wanted;
  }

  /**
   * Reads the image that a tag or digest names.
   *
   * @param name how the user named the image
   * @param wanted which platform of an index; where it is not told, the only one or linux/amd64
   * @throws ImageException where it is no image, or not what its digest says
   */
  public static Image read(
      String name, BlobFetcher fetcher, String reference, Optional<Platform> wanted)
      throws IOException {
    return new ImageReader(name, fetcher, wanted).read(reference);
  }

  /**
   * Reads a configuration.
   *
   * @throws ImageException where it is none
   */
  public static ImageConfig config(String text) throws ImageException {
    return ConfigReader.read(text);
  }

  private Image read(String reference) throws IOException {
    RawManifest raw = manifest(reference);
    Optional<Digest> index = Optional.empty();
    for (int depth = 0; ManifestReader.isIndex(raw); depth++) {
      if (depth == DEEPEST_INDEX) {
        throw new ImageException(
            name + ": indexes are nested more than " + DEEPEST_INDEX + " deep");
      }
      index = index.isPresent() ? index : Optional.of(raw.digest());
      raw = manifest(choose(ManifestReader.index(raw)).digest().toString());
    }
    return image(raw, index);
  }

  private RawManifest manifest(String reference) throws IOException {
    RawManifest raw = fetcher.manifest(reference);
    if (raw.text().length() > ImageJson.MOST_BYTES) {
      throw new ImageException(
          name + ": the manifest has more than " + ImageJson.MOST_BYTES + " bytes and is not read");
    }
    Optional<Digest> expected = Digest.parse(reference);
    if (expected.isPresent()) {
      Digest stated = expected.get();
      byte[] bytes = raw.text().getBytes(StandardCharsets.UTF_8);
      check(stated, stated.finish(updated(stated, bytes)), "manifest");
    }
    return raw;
  }

  private static MessageDigest updated(Digest stated, byte[] bytes) {
    MessageDigest hasher = stated.hasher();
    hasher.update(bytes);
    return hasher;
  }

  private void check(Digest stated, Digest found, String what) throws ImageException {
    if (!found.equals(stated)) {
      throw new ImageException(
          name
              + ": the "
              + what
              + " "
              + stated
              + " has the digest "
              + found
              + ": it was altered or damaged; fetch it from another place");
    }
  }

  private Descriptor choose(ManifestReader.Index index) throws ImageException {
    List<Descriptor> images = index.manifests().stream().filter(d -> !d.isAttestation()).toList();
    if (images.isEmpty()) {
      throw new ImageException(name + ": the index names no image");
    }
    if (images.size() == 1 && (wanted.isEmpty() || images.get(0).platform().isEmpty())) {
      return images.get(0);
    }
    Platform platform = wanted.orElse(Platform.LINUX_AMD64);
    return images.stream()
        .filter(d -> d.platform().filter(p -> p.satisfies(platform)).isPresent())
        .findFirst()
        .orElseThrow(() -> new ImageException(noPlatform(platform, images)));
  }

  private String noPlatform(Platform platform, List<Descriptor> images) {
    List<String> there =
        images.stream().map(d -> d.platform().map(Platform::toString).orElse("?")).toList();
    return name
        + ": the index has no image for "
        + platform
        + "; it has "
        + String.join(", ", there);
  }

  private Image image(RawManifest raw, Optional<Digest> index) throws IOException {
    ManifestReader.Manifest manifest = ManifestReader.manifest(raw);
    ImageConfig config = ConfigReader.read(blobText(manifest.config()));
    LayerList list = new LayerList(config);
    List<Descriptor> blobs =
        manifest.layers().stream().filter(l -> !l.mediaType().contains("in-toto")).toList();
    list.checkCount(blobs.size());
    if (blobs.size() > MOST_LAYERS) {
      throw new ImageException(name + ": it has more than " + MOST_LAYERS + " layers");
    }
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < blobs.size(); i++) {
      Descriptor blob = blobs.get(i);
      Layer.Source source = () -> new ResumingInputStream(fetcher, blob);
      layers.add(list.layer(i, Optional.of(blob), source, absent(blob)));
    }
    notes.addAll(list.notes());
    return new Image(
        name,
        new Image.Identity(Optional.of(raw.digest()), index, manifest.config().digest()),
        config,
        layers,
        notes);
  }

  private static Optional<String> absent(Descriptor blob) {
    if (MediaTypes.isEncrypted(blob.mediaType())) {
      return Optional.of("it is encrypted");
    }
    return MediaTypes.isForeign(blob.mediaType()) && !blob.urls().isEmpty()
        ? Optional.of("it is a foreign layer, to be fetched from " + blob.urls().get(0))
        : Optional.empty();
  }

  private String blobText(Descriptor descriptor) throws IOException {
    if (descriptor.size() > ImageJson.MOST_BYTES) {
      throw new ImageException(
          name + ": the configuration has " + descriptor.size() + " bytes and is not read");
    }
    try (InputStream in = new ResumingInputStream(fetcher, descriptor)) {
      byte[] bytes = in.readNBytes(ImageJson.MOST_BYTES + 1);
      Digest stated = descriptor.digest();
      check(stated, stated.finish(updated(stated, bytes)), "configuration");
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
