// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.registry;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.api.Caller;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The authorization tokens that were given out. Safe for use by several threads. */
public final class RegistryTokens {

  /**
   * Who holds a token.
   *
   * @param caller who asked for it
   * @param region the Region whose registry it opens
   * @param until when it ends
   */
  public record Holder(Caller caller, String region, Instant until) {
    public Holder {
      requireNonNull(caller, "caller is null");
      requireNonNull(region, "region is null");
      requireNonNull(until, "until is null");
    }
  }

  private static final Duration LIFETIME = Duration.ofHours(12);
  private static final int MAX_TOKENS = 10_000;
  private static final String USER = "AWS:";
  private static final String BASIC = "basic ";

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Holder> holders =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Holder> eldest) {
          return size() > MAX_TOKENS;
        }
      };

  /** No token yet. */
  public RegistryTokens(InstantSource clock) {
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** Returns when a token ends that is given out now. */
  public Instant end() {
    return clock.instant().plus(LIFETIME);
  }

  /** Gives out a token: user and password in Base64, as GetAuthorizationToken answers it. */
  public String issue(Caller caller, String region) {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    String token = encode(USER + HexFormat.of().formatHex(secret));
    synchronized (holders) {
      holders.put(token, new Holder(caller, region, end()));
    }
    return token;
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns who holds the token in an Authorization header, where it is a good one. */
  public Optional<Holder> holder(String authorization) {
    if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return Optional.empty();
    }
    synchronized (holders) {
      return Optional.ofNullable(holders.get(authorization.substring(BASIC.length()).trim()))
          .filter(holder -> clock.instant().isBefore(holder.until()));
    }
  }
}
