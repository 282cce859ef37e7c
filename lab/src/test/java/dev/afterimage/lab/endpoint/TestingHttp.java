// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A plain HTTP client that signs as AWS's clients do, with a signature that fits nothing. */
public final class TestingHttp {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private TestingHttp() {}

  /** Returns an Authorization header for a service in a Region. */
  public static String signed(String service, String region) {
    return "AWS4-HMAC-SHA256 Credential=AKIDTEST/20250304/%s/%s/aws4_request, SignedHeaders=host;x-amz-date, Signature=%s"
        .formatted(region, service, "0".repeat(64));
  }

  /** Gets. */
  public static HttpResponse<String> get(String url, Map<String, String> headers) {
    return send("GET", url, headers, "");
  }

  /** Posts text. */
  public static HttpResponse<String> post(String url, Map<String, String> headers, String body) {
    return send("POST", url, headers, body);
  }

  /** Sends any method. */
  public static HttpResponse<String> send(
      String method, String url, Map<String, String> headers, String body) {
    HttpRequest.BodyPublisher publisher =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).method(method, publisher);
    headers.forEach(request::header);
    try {
      return CLIENT.send(
          request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
