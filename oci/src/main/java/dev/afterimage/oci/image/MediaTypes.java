// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.image;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The media types of images, as Docker and OCI name them. */
public final class MediaTypes {
  public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  public static final String DOCKER_LIST =
      "application/vnd.docker.distribution.manifest.list.v2+json";
  public static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";
  public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
  public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";

  private static final String SCHEMA1 = "application/vnd.docker.distribution.manifest.v1+";
  private static final Set<String> CONFIGS = Set.of(OCI_CONFIG, DOCKER_CONFIG);

  private MediaTypes() {}

  /** What a registry is asked for, for {@code Accept} headers and for ECR's BatchGetImage. */
  public static List<String> accepted() {
    return List.of(OCI_INDEX, OCI_MANIFEST, DOCKER_LIST, DOCKER_MANIFEST, SCHEMA1 + "prettyjws");
  }

  static boolean isSchema1(String type) {
    return type.startsWith(SCHEMA1);
  }

  static boolean isIndex(String type) {
    return type.equals(OCI_INDEX) || type.equals(DOCKER_LIST);
  }

  static boolean isManifest(String type) {
    return type.equals(OCI_MANIFEST) || type.equals(DOCKER_MANIFEST);
  }

  static boolean isImageConfig(String type) {
    return CONFIGS.contains(type);
  }

  /** Whether a blob is a file system layer, foreign and non-distributable ones included. */
  static boolean isLayer(String type) {
    return type.startsWith("application/vnd.oci.image.layer.")
        || type.startsWith("application/vnd.docker.image.rootfs.")
        || type.startsWith("application/vnd.docker.container.image.rootfs.");
  }

  static boolean isEncrypted(String type) {
    return type.toLowerCase(Locale.ROOT).contains("+encrypted");
  }

  static boolean isForeign(String type) {
    return type.contains(".foreign.") || type.contains(".nondistributable.");
  }
}
