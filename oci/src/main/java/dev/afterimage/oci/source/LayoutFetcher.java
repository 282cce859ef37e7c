// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.source;

import dev.afterimage.oci.image.BlobFetcher;
import dev.afterimage.oci.image.Descriptor;
import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.image.ImageJson;
import dev.afterimage.oci.image.RawManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Delivers what an OCI layout holds, be it a folder or in an archive. */
final class LayoutFetcher implements BlobFetcher {
  private final Files files;
  private final RawManifest root;

  /** The files of a layout, by their path in it. */
  interface Files {
    /** Opens a file from a byte on; none where there is none. */
    Optional<InputStream> open(String path, long offset) throws IOException;

    void close() throws IOException;
  }

  /**
   * Makes a fetcher.
   *
   * @param root the index to start from, served under the empty reference
   */
  LayoutFetcher(Files files, RawManifest root) {
    this.files = files;
    this.root = root;
  }

  @Override
  public RawManifest manifest(String reference) throws IOException {
    Optional<Digest> digest = Digest.parse(reference);
    return digest.isEmpty() ? root : new RawManifest(text(digest.get()), Optional.empty());
  }

  private String text(Digest digest) throws IOException {
    try (InputStream in = open(digest, 0)) {
      return text(in);
    }
  }

  static String text(InputStream in) throws IOException {
    return new String(in.readNBytes(ImageJson.MOST_BYTES + 1), StandardCharsets.UTF_8);
  }

  @Override
  public InputStream blob(Descriptor descriptor, long offset) throws IOException {
    return open(descriptor.digest(), offset);
  }

  private InputStream open(Digest digest, long offset) throws IOException {
    String path = "blobs/" + digest.algorithm() + "/" + digest.hex();
    return files
        .open(path, offset)
        .orElseThrow(
            () ->
                new ImageException(
                    "the layout has no blob " + digest + "; it was copied in part, copy it again"));
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
