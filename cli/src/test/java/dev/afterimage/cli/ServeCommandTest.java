// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
  @TempDir private Path folder;

  private static String awaitLine(StringWriter out) throws InterruptedException {
    for (int i = 0; i < 400; i++) {
      String text = out.toString();
      if (text.endsWith("\n")) {
        return text.strip();
      }
      Thread.sleep(25);
    }
    throw new AssertionError("serve printed no address");
  }

  @Test
  void serve_printsItsAddress_answers_andStops() throws Exception {
    StringWriter out = new StringWriter();
    FutureTask<Integer> serve =
        new FutureTask<>(
            () ->
                Main.run(
                    new PrintWriter(out, true),
                    new PrintWriter(new StringWriter()),
                    "serve",
                    "--evidence",
                    TestingCli.example().toString()));
    Thread thread = new Thread(serve, "serve");
    thread.start();
    URI address = URI.create(awaitLine(out));
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    thread.interrupt();

    assertThat(address.getHost()).isEqualTo("127.0.0.1");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(serve.get(20, TimeUnit.SECONDS)).isZero();
  }

  @Test
  void missingFolder_isSaidSo() {
    TestingCli.Result result =
        TestingCli.run("serve", "--evidence", folder.resolve("none").toString());

    assertThat(result.status()).isEqualTo(5);
    assertThat(result.err()).contains("no such file or folder").hasLineCount(1);
  }

  @Test
  void wrongPort_isAWrongCommandLine() {
    assertThat(TestingCli.run("serve", "--port", "70000").status()).isEqualTo(2);
    assertThat(TestingCli.run("serve", "--port", "x").status()).isEqualTo(2);
  }
}
