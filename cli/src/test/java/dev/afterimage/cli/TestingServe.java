// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code afterimage serve} in a thread, asked as the user's browser asks. */
final class TestingServe implements AutoCloseable {
  private static final int PATIENCE = 1200;

  private final FutureTask<Integer> command;
  private final Thread thread;
  private final URI address;
  private final HttpClient browser =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  private TestingServe(FutureTask<Integer> command, Thread thread, URI address) {
    this.command = command;
    this.thread = thread;
    this.address = address;
  }

  /** Starts the command, waits for its address, and opens it. */
  static TestingServe start(String... args) throws IOException, InterruptedException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    FutureTask<Integer> command =
        new FutureTask<>(
            () -> Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args));
    Thread thread = new Thread(command, "serve");
    thread.start();
    TestingServe serve = new TestingServe(command, thread, awaitAddress(out, err));
    serve.get("/?" + serve.address.getQuery());
    return serve;
  }

  private static URI awaitAddress(StringWriter out, StringWriter err) throws InterruptedException {
    for (int i = 0; i < PATIENCE; i++) {
      if (out.toString().endsWith("\n")) {
        return URI.create(out.toString().strip());
      }
      Thread.sleep(25);
    }
    throw new AssertionError("serve printed no address; " + err);
  }

  URI address() {
    return address;
  }

  /** Returns the page's own origin. */
  Optional<URI> origin() {
    return Optional.of(URI.create("http://" + address.getAuthority()));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).build();
    return browser.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Returns the list of runs, once it has those of these names. */
  String listOf(String... names) throws IOException, InterruptedException {
    String list = get("/").body();
    for (int i = 0; i < 200 && !Arrays.stream(names).allMatch(list::contains); i++) {
      Thread.sleep(50);
      list = get("/").body();
    }
    return list;
  }

  /** Returns the key of the choice with a label in a list of runs. */
  static String key(String list, String label) {
    Matcher choice =
        Pattern.compile("value=\"([^\"]+)\" aria-label=\"" + Pattern.quote(label) + "\"")
            .matcher(list);
    if (!choice.find()) {
      throw new AssertionError("the list has no " + label + ": " + list);
    }
    return choice.group(1);
  }

  /** Sends a form from a page of an origin. */
  HttpResponse<String> post(String path, String form, Optional<URI> origin)
      throws IOException, InterruptedException {
    return browser.send(form(path, form, origin), HttpResponse.BodyHandlers.ofString());
  }

  /** Sends a form without the token. */
  HttpResponse<String> stranger(String path, String form) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(form(path, form, origin()), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest form(String path, String form, Optional<URI> origin) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    origin.ifPresent(from -> request.header("Origin", from.toString()));
    return request.build();
  }

  /** Ends the command as Ctrl-C does, and returns its status. */
  int stop() throws Exception {
    thread.interrupt();
    return command.get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
