// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.registry;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.endpoint.http.HttpRequest;
import dev.afterimage.lab.endpoint.http.Parameters;
import dev.afterimage.lab.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Presigned links to layers: good for a while, and for no other layer. */
public final class LayerLinks {

  /**
   * What a link leads to.
   *
   * @param region the Region whose registry holds the layer
   * @param digest the layer's digest
   */
  public record Target(String region, String digest) {
    public Target {
      requireNonNull(region, "region is null");
      requireNonNull(digest, "digest is null");
    }
  }

  private static final Pattern PATH =
      Pattern.compile("/prod-([a-z0-9-]+)-starport-layer-bucket/([0-9a-f]{64})");
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String SIGNATURE = "X-Amz-Signature";
  private static final String MAC = "HmacSHA256";

  private final InstantSource clock;
  private final SecretKeySpec key;

  /** Links that are signed with a key of their own, which ends with this process. */
  public LayerLinks(InstantSource clock) {
    this.clock = requireNonNull(clock, "clock is null");
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    this.key = new SecretKeySpec(secret, MAC);
  }

  /** Returns whether a path is that of a link. */
  public static boolean isLink(String path) {
    return PATH.matcher(path).matches();
  }

  /** Returns path and query of a link that is good for {@code lifetime} from now. */
  public String link(Target target, String accessKey, Duration lifetime) {
    String now = BASIC.format(clock.instant());
    String path =
        "/prod-%s-starport-layer-bucket/%s"
            .formatted(target.region(), target.digest().replace("sha256:", ""));
    String query =
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=%s%%2F%s%%2F%s%%2Fs3%%2Faws4_request&X-Amz-Date=%s&X-Amz-Expires=%d&X-Amz-SignedHeaders=host"
            .formatted(accessKey, now.substring(0, 8), target.region(), now, lifetime.toSeconds());
    return path + "?" + query + "&" + SIGNATURE + "=" + sign(path + "?" + query);
  }

  /**
   * Returns what a request's link leads to.
   *
   * @throws ServiceException where the link is not one of ours as it was given out, or is too old
   */
  public Target check(HttpRequest request) throws ServiceException {
    Matcher path = PATH.matcher(request.path());
    int cut = request.query().indexOf("&" + SIGNATURE + "=");
    if (!path.matches() || cut < 0) {
      throw new ServiceException("AccessDenied", 403, "Access Denied");
    }
    String signed = request.path() + "?" + request.query().substring(0, cut);
    String signature = request.query().substring(cut + SIGNATURE.length() + 2);
    if (!isEqual(sign(signed), signature)) {
      throw new ServiceException(
          "SignatureDoesNotMatch",
          403,
          "The request signature we calculated does not match the signature you provided. Check your key and signing method.");
    }
    Map<String, String> query = Parameters.parse(request.query());
    Instant from = BASIC.parse(query.getOrDefault("X-Amz-Date", ""), Instant::from);
    Instant until = from.plusSeconds(Long.parseLong(query.getOrDefault("X-Amz-Expires", "0")));
    if (!clock.instant().isBefore(until)) {
      throw expired(until);
    }
    return new Target(path.group(1), "sha256:" + path.group(2));
  }

  private ServiceException expired(Instant until) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return new ServiceException(
        "AccessDenied",
        403,
        "Request has expired",
        Json.object().put("Expires", until.toString()).put("ServerTime", now.toString()));
  }

  private String sign(String text) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + MAC, e);
    }
  }

  private static boolean isEqual(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
