// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.call;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;

/**
 * How an account is reached: as the AWS CLI's options of the same names say.
 *
 * @param profile the profile of the shared configuration; none is the default chain
 * @param region the Region where nothing else names one
 * @param endpointUrl where calls go in place of AWS
 * @param keys credentials in place of the chain's
 */
public record Access(
    Optional<String> profile,
    Optional<String> region,
    Optional<URI> endpointUrl,
    Optional<Keys> keys) {

  /** The default chain of credentials and Regions. */
  public static final Access DEFAULT =
      new Access(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Long-term credentials; an account of one's own on loopback takes any. */
  public record Keys(String accessKeyId, String secretAccessKey) {
    public Keys {
      requireNonNull(accessKeyId, "accessKeyId is null");
      requireNonNull(secretAccessKey, "secretAccessKey is null");
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
      return "Keys[" + accessKeyId + "]";
    }
  }

  public Access {
    requireNonNull(profile, "profile is null");
    requireNonNull(region, "region is null");
    requireNonNull(endpointUrl, "endpointUrl is null");
    requireNonNull(keys, "keys is null");
  }
}
