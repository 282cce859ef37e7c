// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import dev.afterimage.lab.api.Account;
import dev.afterimage.lab.api.Service;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Accounts of made-up services, with one layer. */
public final class TestingAccount {
  /** The account's number. */
  public static final String ID = "123456789012";

  /** The Region. */
  public static final String REGION = "eu-central-1";

  /** The digest of the only layer. */
  public static final String LAYER = "sha256:" + "ab".repeat(32);

  /** The bytes of the only layer. */
  public static final String LAYER_TEXT = "the bytes of a layer";

  /** The time in the account. */
  public static final Instant NOW = Instant.parse("2025-03-04T05:06:07.089Z");

  private TestingAccount() {}

  /** Returns an account with these services. */
  public static Account of(Service... services) {
    return in(REGION, services);
  }

  /** Returns an account with these services in a Region. */
  public static Account in(String region, Service... services) {
    return new Account(
        new Account.Surroundings(ID, region, () -> NOW, TestingAccount::layer), List.of(services));
  }

  private static Optional<byte[]> layer(String digest) {
    return digest.equals(LAYER)
        ? Optional.of(LAYER_TEXT.getBytes(StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
