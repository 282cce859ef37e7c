// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.UnauthorizedResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Lets only the user's own browser in: the name the page is asked by, the page that asks, and a
 * token that is new at each start.
 */
final class Gate {
  private static final int TOKEN_BYTES = 24;

  private final String token;
  private volatile Set<String> hosts = Set.of();
  private volatile String cookie = "";

  Gate() {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** Tells the port, once it is known. Cookies are for all ports of a host: each has its own. */
  void port(int port) {
    hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
    cookie = "afterimage-" + port;
  }

  String token() {
    return token;
  }

  /** Whether a request carries the token in its address, as the first one does. */
  boolean isFirst(Context context) {
    return isToken(context.queryParam("token"));
  }

  /** Returns the header that keeps the token in the browser. */
  String setCookie() {
    return cookie + "=" + token + "; Path=/; HttpOnly; SameSite=Strict";
  }

  /** Refuses a request that is not the user's own. */
  void check(Context context) {
    if (!hosts.contains(Optional.ofNullable(context.header("Host")).orElse(""))) {
      throw new ForbiddenResponse("this page answers on loopback only; use the printed address");
    }
    if (isOfOtherOrigin(context) || isSentByOtherSite(context)) {
      throw new ForbiddenResponse("another site's page asked for this");
    }
    if (!isFirst(context) && !isToken(context.cookie(cookie))) {
      throw new UnauthorizedResponse(
          "the token is missing or of an earlier start; open the address that serve has printed");
    }
  }

  /** What does something must say where it comes from; every browser does. */
  private boolean isOfOtherOrigin(Context context) {
    Optional<String> origin = Optional.ofNullable(context.header("Origin"));
    boolean reads = Set.of("GET", "HEAD").contains(context.method().name());
    return origin.isEmpty()
        ? !reads
        : hosts.stream().noneMatch(host -> origin.get().equals("http://" + host));
  }

  /** A link may lead here from anywhere; whatever else another site's page loads may not. */
  private static boolean isSentByOtherSite(Context context) {
    String site = Optional.ofNullable(context.header("Sec-Fetch-Site")).orElse("none");
    boolean link =
        "navigate".equals(context.header("Sec-Fetch-Mode"))
            && "document".equals(context.header("Sec-Fetch-Dest"))
            && context.method().name().equals("GET");
    return !link && !site.equals("none") && !site.equals("same-origin");
  }

  private boolean isToken(@org.jspecify.annotations.Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }
}
