// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code lab serve}: its port, and its end. */
@Timeout(120)
class LabServeTest {
  private static final Pattern CREATED = Pattern.compile("\"creationDate\":\\s*([0-9]+)");
  private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+");

  @Test
  void serve_printsItsUrl_answers_andEndsWhenInterrupted() throws Exception {
    try (PipedReader pipe = new PipedReader(1 << 16);
        PrintWriter out = new PrintWriter(new PipedWriter(pipe))) {
      StringWriter err = new StringWriter();
      FutureTask<Integer> status =
          new FutureTask<>(
              () -> Main.run(out, new PrintWriter(err, true), "lab", "serve", "dropped-field"));
      Thread serving = new Thread(status, "serving");
      serving.start();
      URI url = url(new BufferedReader(pipe));

      String body = listMachines(url).body();
      assertThat(body).contains("\"stateMachines\"", "loss-flow");
      assertThat(created(body)).isBetween(Instant.now().minus(Duration.ofHours(2)), Instant.now());

      serving.interrupt();
      assertThat(status.get(30, TimeUnit.SECONDS)).isZero();
      assertThat(err.toString()).isEmpty();
    }
  }

  private static Instant created(String body) {
    Matcher matcher = CREATED.matcher(body);
    assertThat(matcher.find()).as(body).isTrue();
    return Instant.ofEpochSecond(Long.parseLong(matcher.group(1)));
  }

  private static URI url(BufferedReader out) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher matcher = URL.matcher(line);
      if (matcher.find()) {
        return URI.create(matcher.group());
      }
    }
    throw new AssertionError("no URL was printed");
  }

  private static HttpResponse<String> listMachines(URI url)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "AWSStepFunctions.ListStateMachines")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=lab/20260302/eu-west-1/states/aws4_request,"
                    + " SignedHeaders=host, Signature="
                    + "0".repeat(64))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void serve_saysThatAPortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      TestingCli.Result result =
          TestingCli.run(
              "lab", "serve", "dropped-field", "--port", String.valueOf(taken.getLocalPort()));

      assertThat(result.status()).isEqualTo(5);
      assertThat(result.err()).contains(String.valueOf(taken.getLocalPort())).hasLineCount(1);
    }
  }

  @Test
  void serve_refusesWhatIsNoPort_andNegativeWeather() {
    assertThat(TestingCli.run("lab", "serve", "--port", "70000").status()).isEqualTo(2);
    assertThat(TestingCli.run("lab", "serve", "--latency", "-1").status()).isEqualTo(2);
    assertThat(TestingCli.run("lab", "serve", "sead").status()).isEqualTo(2);
  }
}
