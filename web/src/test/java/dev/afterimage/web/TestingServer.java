// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** A server on loopback, asked over a plain socket: every header is what the test says. */
final class TestingServer implements AutoCloseable {
  private final WebServer server;

  private TestingServer(WebServer server) {
    this.server = server;
  }

  /** What the server answered. */
  record Answer(int status, String head, String body) {}

  static TestingServer of(Path folder) {
    return of(folder, WebPorts.NONE);
  }

  static TestingServer of(Path folder, WebPorts ports) {
    try {
      return new TestingServer(
          WebServer.start(new WebOptions(folder, 0, "test", 6_000_000, ports)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI address() {
    return server.address();
  }

  String host() {
    return "127.0.0.1:" + address().getPort();
  }

  /** Returns the header that holds the token. */
  String cookie() {
    String token = address().getQuery().substring("token=".length());
    return "Cookie: afterimage-" + address().getPort() + "=" + token + "\r\n";
  }

  /** Asks as the user's own browser would. */
  Answer get(String path) {
    return ask("GET", path, "Host: " + host() + "\r\n" + cookie(), "");
  }

  /** Sends a form as the user's own browser would. */
  Answer post(String path, String form) {
    String headers =
        "Host: "
            + host()
            + "\r\nOrigin: http://"
            + host()
            + "\r\n"
            + cookie()
            + "Content-Type: application/x-www-form-urlencoded\r\n";
    return ask("POST", path, headers, form);
  }

  /** Asks with the cookie and further headers. */
  Answer getWith(String path, String headers) {
    return ask("GET", path, cookie() + headers, "");
  }

  /** Asks with these headers alone. */
  Answer ask(String method, String path, String headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String request =
        String.format(
            Locale.ROOT,
            "%s %s HTTP/1.1\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n",
            method,
            path,
            headers,
            bytes.length);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address().getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return answer(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer answer(InputStream in) throws IOException {
    String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    int end = all.indexOf("\r\n\r\n");
    String head = all.substring(0, end);
    return new Answer(Integer.parseInt(head.substring(9, 12)), head, all.substring(end + 4));
  }

  /** Waits until every case has been read. */
  TestingServer settled() throws InterruptedException {
    for (int i = 0; i < 600; i++) {
      if (get("/state.json").body().contains("\"reading\":false")) {
        return this;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("the cases were not read within 30 s");
  }

  @Override
  public void close() {
    server.close();
  }
}
