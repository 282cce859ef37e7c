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
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code serve} command, running beside the test, with a browser's cookies. */
final class TestingServe implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  private final Thread thread;
  private final URI address;

  private TestingServe(Thread thread, URI address) {
    this.thread = thread;
    this.address = address;
  }

  static TestingServe of(Path folder) throws InterruptedException {
    StringWriter out = new StringWriter();
    PrintWriter err = new PrintWriter(new StringWriter());
    String[] command = {"serve", "--evidence", folder.toString()};
    FutureTask<Integer> serve =
        new FutureTask<>(() -> Main.run(new PrintWriter(out, true), err, command));
    Thread thread = new Thread(serve, "serve");
    thread.start();
    for (int i = 0; i < 400 && !out.toString().endsWith("\n"); i++) {
      Thread.sleep(25);
    }
    return new TestingServe(thread, URI.create(out.toString().strip()));
  }

  String get(String path) throws IOException, InterruptedException {
    URI uri = path.isEmpty() ? address : address.resolve(path);
    return client
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** Returns the list of runs, once it has those of these names. */
  String listOf(String... names) throws IOException, InterruptedException {
    String list = get("");
    for (int i = 0; i < 200 && !Arrays.stream(names).allMatch(list::contains); i++) {
      Thread.sleep(50);
      list = get("/");
    }
    return list;
  }

  /** Returns the key of the choice with a label. */
  static String key(String list, String label) {
    Matcher choice =
        Pattern.compile("value=\"([^\"]+)\" aria-label=\"" + Pattern.quote(label) + "\"")
            .matcher(list);
    if (!choice.find()) {
      throw new AssertionError("the list has no " + label + ": " + list);
    }
    return choice.group(1);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
