// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.registry;

import dev.afterimage.oci.image.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * HTTP for registries: tries again where the server is busy or broken, and never follows a redirect
 * by itself. Plain HTTP goes to this machine only.
 */
final class Http {
  private static final int TRIES = 5;
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final long LONGEST_WAIT_SECONDS = 60;
  private static final Set<Integer> BUSY = Set.of(408, 429, 500, 502, 503, 504);

  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  private final Duration firstWait;

  /**
   * Makes a client.
   *
   * @param firstWait how long it waits before the second try; doubled for each further one
   */
  Http(Duration firstWait) {
    this.firstWait = firstWait;
  }

  /** Returns a request for an address, refused where it would go out in the clear. */
  static HttpRequest.Builder request(URI address) throws IOException {
    String scheme = String.valueOf(address.getScheme());
    String host = address.getHost();
    if (host == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw new ImageException(address + " is no address of a registry");
    }
    if (scheme.equals("http") && !isLoopback(host)) {
      throw new ImageException(
          "plain HTTP is used for this machine only, not for " + host + "; use HTTPS");
    }
    return HttpRequest.newBuilder(address).timeout(ANSWER);
  }

  static boolean isLoopback(String host) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    boolean literal = bare.matches("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
    try {
      return bare.equals("localhost")
          || (literal && InetAddress.getByName(bare).isLoopbackAddress());
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the answer, whatever its status, once the server is not busy. */
  HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    Duration wait = firstWait;
    for (int attempt = 1; ; attempt++) {
      try {
        HttpResponse<InputStream> response =
            client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (!BUSY.contains(response.statusCode()) || attempt == TRIES) {
          return response;
        }
        response.body().close();
        wait = retryAfter(response).orElse(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the transfer was interrupted");
      } catch (IOException e) {
        if (attempt == TRIES) {
          throw new ImageException(request.uri().getHost() + " cannot be reached: " + reason(e), e);
        }
      }
      pause(wait);
      wait = wait.multipliedBy(2);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static Optional<Duration> retryAfter(HttpResponse<InputStream> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,9}"))
        .map(text -> Math.min(Long.parseLong(text), LONGEST_WAIT_SECONDS))
        .map(Duration::ofSeconds);
  }

  private static void pause(Duration wait) throws IOException {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the transfer was interrupted");
    }
  }
}
