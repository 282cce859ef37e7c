// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.registry;

import static java.util.Objects.requireNonNull;

/**
 * What a user shows to a registry.
 *
 * @param user name; {@code <token>} where the secret is an identity token
 */
public record Credentials(String user, String secret) {
  private static final String TOKEN = "<token>";

  public Credentials {
    requireNonNull(user, "user is null");
    requireNonNull(secret, "secret is null");
  }

  static Credentials identityToken(String token) {
    return new Credentials(TOKEN, token);
  }

  boolean isIdentityToken() {
    return user.equals(TOKEN);
  }

  /** Keeps the secret out of messages. */
  @Override
  public String toString() {
    return "Credentials of " + user;
  }
}
