// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.image;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * Delivers the manifests and blobs of one repository: an OCI layout, a registry, or ECR's own calls
 * (BatchGetImage and GetDownloadUrlForLayer). Nothing it delivers is believed before its digest was
 * checked, which is the caller's work.
 */
public interface BlobFetcher extends Closeable {
  /**
   * Returns a manifest or an index.
   *
   * @param reference a tag or a digest
   * @throws ImageException where there is none, with what to do
   */
  RawManifest manifest(String reference) throws IOException;

  /**
   * Opens a blob.
   *
   * @param offset the first byte wanted, so that a broken transfer can go on
   * @throws ImageException where there is none, with what to do
   */
  InputStream blob(Descriptor descriptor, long offset) throws IOException;
}
