// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.image.MediaTypes;
import dev.afterimage.oci.testing.TestingImage;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A registry on this machine with a token service and a blob store on another port, which fails
 * where it sees the registry's credentials.
 */
final class TestingRegistry implements Closeable {
  private static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString("me:pw".getBytes(StandardCharsets.UTF_8));

  final AtomicInteger busyAnswers = new AtomicInteger();
  final AtomicInteger cutTransfers = new AtomicInteger();
  final List<String> leaked = new CopyOnWriteArrayList<>();
  final List<String> ranges = new CopyOnWriteArrayList<>();

  private final HttpServer registry = server();
  private final HttpServer store = server();
  private final Map<Digest, byte[]> blobs = new HashMap<>();
  private final Map<String, byte[]> tags = new HashMap<>();

  TestingRegistry(TestingImage image) throws IOException {
    blobs.putAll(image.blobs());
    tags.put("v1", image.manifestBytes());
    registry.createContext("/token", this::token);
    registry.createContext("/v2/", this::api);
    store.createContext("/", this::blob);
    registry.start();
    store.start();
  }

  private static HttpServer server() throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  String host() {
    return "127.0.0.1:" + registry.getAddress().getPort();
  }

  void tag(String tag, byte[] manifest) {
    tags.put(tag, manifest);
  }

  private void token(HttpExchange exchange) throws IOException {
    boolean known = BASIC.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    answer(exchange, known ? 200 : 401, "{\"token\":\"t0k\"}".getBytes(StandardCharsets.UTF_8));
  }

  private void api(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (busyAnswers.getAndDecrement() > 0) {
      exchange.getResponseHeaders().set("Retry-After", "0");
      answer(exchange, 429, new byte[0]);
    } else if (!"Bearer t0k".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      String challenge =
          "Bearer realm=\"http://"
              + host()
              + "/token\",service=\"reg\",scope=\"repository:app:pull\"";
      exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
      answer(exchange, 401, new byte[0]);
    } else if (path.contains("/manifests/")) {
      manifest(exchange, path.substring(path.lastIndexOf('/') + 1));
    } else {
      String target = "http://127.0.0.1:" + store.getAddress().getPort() + path;
      exchange.getResponseHeaders().set("Location", target);
      answer(exchange, 307, new byte[0]);
    }
  }

  private void manifest(HttpExchange exchange, String reference) throws IOException {
    byte[] body = Digest.parse(reference).map(blobs::get).orElseGet(() -> tags.get(reference));
    exchange.getResponseHeaders().set("Content-Type", MediaTypes.OCI_MANIFEST);
    answer(exchange, body == null ? 404 : 200, body == null ? new byte[0] : body);
  }

  private void blob(HttpExchange exchange) throws IOException {
    if (exchange.getRequestHeaders().containsKey("Authorization")) {
      leaked.add(exchange.getRequestURI().getPath());
    }
    String path = exchange.getRequestURI().getPath();
    byte[] blob =
        Digest.parse(path.substring(path.lastIndexOf('/') + 1)).map(blobs::get).orElse(new byte[0]);
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    if (range != null) {
      ranges.add(range);
    }
    byte[] rest = Arrays.copyOfRange(blob, from, blob.length);
    if (rest.length > 100 && cutTransfers.getAndDecrement() > 0) {
      exchange.sendResponseHeaders(range == null ? 200 : 206, rest.length);
      exchange.getResponseBody().write(rest, 0, cutTransfers.get() > 100 ? 0 : rest.length / 2);
      exchange.getResponseBody().flush();
      exchange.close();
    } else {
      answer(exchange, range == null ? 200 : 206, rest);
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    registry.stop(0);
    store.stop(0);
  }
}
