// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.api.Call;
import dev.afterimage.lab.endpoint.http.Body;
import dev.afterimage.lab.endpoint.http.HttpReply;
import dev.afterimage.lab.endpoint.http.HttpRequest;
import dev.afterimage.lab.endpoint.http.LoopbackHost;
import dev.afterimage.lab.endpoint.http.Parameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Takes requests off the network, lets a front serve them, and sends or cuts off the replies. */
final class Exchange extends Handler.Abstract {
  private static final int MAX_BODY = 8 << 20;

  private final List<Front> fronts;
  private final Weather weather;
  private final CallLog log;

  Exchange(List<Front> fronts, Weather weather, CallLog log) {
    this.fronts = List.copyOf(fronts);
    this.weather = requireNonNull(weather, "weather is null");
    this.log = requireNonNull(log, "log is null");
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    Instant start = Instant.now();
    byte[] body = Request.asInputStream(request).readNBytes(MAX_BODY + 1);
    HttpRequest whole = read(request, body);
    Optional<HttpReply> refusal = refusal(whole);
    if (refusal.isPresent()) {
      send(response, refusal.get(), callback);
      return true;
    }
    Served served = serve(whole);
    Duration left = weather.latencyOf(served.call()).minus(Duration.between(start, Instant.now()));
    Runnable finish = () -> finish(request, response, callback, new Timed(served, start));
    if (left.isNegative() || left.isZero()) {
      finish.run();
    } else {
      getServer().getScheduler().schedule(finish, left.toNanos(), TimeUnit.NANOSECONDS);
    }
    return true;
  }

  private record Timed(Served served, Instant start) {}

  private static HttpRequest read(Request request, byte[] body) {
    Map<String, String> headers = new TreeMap<>();
    request
        .getHeaders()
        .forEach(field -> headers.put(field.getName(), requireNonNull(field.getValue(), "")));
    String path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("/");
    String query = Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
    return new HttpRequest(request.getMethod(), path, query, headers, Body.of(body));
  }

  private static Optional<HttpReply> refusal(HttpRequest request) {
    if (!LoopbackHost.isLoopback(request.header("host").orElse(""))) {
      return plain(421, "This endpoint answers to 127.0.0.1 and localhost alone.");
    }
    if (request.body().size() > MAX_BODY) {
      return plain(413, "The body is larger than 8 MiB.");
    }
    try {
      Parameters.segments(request.path());
      Parameters.parse(request.query());
      if (request.isForm()) {
        Parameters.parse(request.text());
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return plain(400, "The percent-encoding is broken: " + e.getMessage());
    }
  }

  private static Optional<HttpReply> plain(int status, String text) {
    return Optional.of(HttpReply.of(status, "text/plain;charset=UTF-8", text + "\n"));
  }

  private Served serve(HttpRequest request) {
    return fronts.stream()
        .filter(front -> front.takes(request))
        .findFirst()
        .orElseThrow()
        .serve(request);
  }

  /** The call is on record before the client can see the reply. */
  private void finish(Request request, Response response, Callback callback, Timed timed) {
    Served served = timed.served();
    Call call = served.call();
    int status = served.reply().status();
    boolean cut = served.error().isEmpty() && weather.cutsNext(call);
    String error = cut ? RecordedCall.CUT : served.error();
    log.add(new RecordedCall(call, timed.start(), Instant.now(), status, error));
    if (cut) {
      cut(request, response, served.reply(), callback);
    } else {
      send(response, served.reply(), callback);
    }
  }

  private static void send(Response response, HttpReply reply, Callback callback) {
    head(response, reply);
    response.write(true, reply.body().first(reply.body().size()), callback);
  }

  private static void head(Response response, HttpReply reply) {
    response.setStatus(reply.status());
    reply.headers().forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().size());
  }

  /** Sends the head and half of the body, then resets the connection. */
  private static void cut(Request request, Response response, HttpReply reply, Callback callback) {
    head(response, reply);
    ByteBuffer half = reply.body().first(reply.body().size() / 2);
    Runnable end =
        () -> {
          reset(request.getConnectionMetaData().getConnection().getEndPoint());
          callback.failed(new IOException("the connection was reset on demand"));
        };
    response.write(false, half, Callback.from(end, failure -> callback.failed(failure)));
  }

  private static void reset(EndPoint endPoint) {
    if (endPoint.getTransport() instanceof SocketChannel channel) {
      try {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      } catch (IOException e) {
        throw new UncheckedIOException("a connection cannot be reset", e);
      }
    }
    endPoint.close();
  }
}
