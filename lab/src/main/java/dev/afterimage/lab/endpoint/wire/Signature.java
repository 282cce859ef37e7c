// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.wire;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.endpoint.http.HttpRequest;
import dev.afterimage.lab.endpoint.http.Parameters;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request's signature says. It is read and not verified: whoever reaches the port may call.
 *
 * @param accessKey the caller's access key id
 * @param region the Region that the credentials are scoped to
 * @param service the service that they are scoped to, by its signing name
 */
public record Signature(String accessKey, String region, String service) {
  private static final Pattern HEADER =
      Pattern.compile(
          "AWS4-HMAC-SHA256 +Credential=([^/, ]+)/\\d{8}/([^/, ]+)/([^/, ]+)/aws4_request, *"
              + "SignedHeaders=[^, ]+, *Signature=[0-9a-f]{64}");
  private static final Pattern CREDENTIAL =
      Pattern.compile("([^/ ]+)/\\d{8}/([^/ ]+)/([^/ ]+)/aws4_request");

  public Signature {
    requireNonNull(accessKey, "accessKey is null");
    requireNonNull(region, "region is null");
    requireNonNull(service, "service is null");
  }

  /** Returns whether a request carries any signature, well formed or not. */
  public static boolean isSigned(HttpRequest request) {
    return request.header("authorization").isPresent() || !presigned(request).isEmpty();
  }

  /** Returns what a request's signature says; empty where it is missing or malformed. */
  public static Optional<Signature> of(HttpRequest request) {
    Matcher matcher =
        request
            .header("authorization")
            .map(HEADER::matcher)
            .orElseGet(() -> CREDENTIAL.matcher(presigned(request)));
    return matcher.matches()
        ? Optional.of(new Signature(matcher.group(1), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  private static String presigned(HttpRequest request) {
    return Parameters.parse(request.query()).getOrDefault("X-Amz-Credential", "");
  }

  /** Returns the service that a request is signed for, by its IAM prefix; empty where unsigned. */
  static Optional<String> serviceOf(HttpRequest request) {
    return of(request)
        .map(Signature::service)
        .map(name -> WireService.signedAs(name).map(WireService::name).orElse(name));
  }
}
