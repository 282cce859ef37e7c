// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.lab.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WeatherTest {
  private static final String ACTION = "states:ListStateMachines";

  private final Weather weather = new Weather();
  private LabServer server;

  @BeforeEach
  void start() throws IOException {
    TestingService states =
        new TestingService("states")
            .answer("ListStateMachines", Json.object("filler", "x".repeat(100_000)))
            .answer("ListExecutions", Json.object());
    server = LabServer.start(TestingAccount.of(states), weather, 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> ask(String operation, String body) {
    return TestingHttp.post(
        server.url().toString(),
        Map.of(
            "Authorization",
            TestingHttp.signed("states", TestingAccount.REGION),
            "X-Amz-Target",
            "AWSStepFunctions." + operation),
        body);
  }

  private int status(String operation) {
    return ask(operation, "{}").statusCode();
  }

  @Test
  void fairWeather_answersEverything() {
    assertThat(IntStream.range(0, 9).map(i -> status("ListStateMachines"))).containsOnly(200);
    assertThat(server.calls().of(ACTION)).hasSize(9).allMatch(RecordedCall::isAnswered);
  }

  @Test
  void latency_isTheLeastThatAnAnswerTakes() {
    weather.latency(Duration.ofMillis(120)).latency("states:ListExecutions", Duration.ZERO);
    status("ListStateMachines");
    status("ListExecutions");
    assertThat(server.calls().of(ACTION).get(0).duration()).isGreaterThan(Duration.ofMillis(119));
    assertThat(weather.latencyOf(server.calls().of("states:ListExecutions").get(0).call()))
        .isZero();
  }

  @Test
  void throttling_hitsEachNthCall() {
    weather.throttleEvery(3);
    assertThat(IntStream.range(0, 9).map(i -> status("ListStateMachines")))
        .containsExactly(200, 200, 400, 200, 200, 400, 200, 200, 400);
    assertThat(server.calls().calls())
        .filteredOn(call -> !call.isAnswered())
        .extracting(RecordedCall::error)
        .containsExactly("ThrottlingException", "ThrottlingException", "ThrottlingException");
  }

  @Test
  void throttling_ends() {
    weather.throttleEvery(1);
    assertThat(status("ListStateMachines")).isEqualTo(400);
    weather.throttleEvery(0);
    assertThat(status("ListStateMachines")).isEqualTo(200);
  }

  @Test
  void negativeNumber_isRefused() {
    assertThatThrownBy(() -> weather.throttleEvery(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> weather.cutEvery(-2)).hasMessageContaining("-2");
  }

  @Test
  void denial_holdsForItsActionAlone() {
    weather.deny(ACTION);
    assertThat(status("ListStateMachines")).isEqualTo(400);
    assertThat(status("ListExecutions")).isEqualTo(200);
    weather.allow(ACTION);
    assertThat(status("ListStateMachines")).isEqualTo(200);
  }

  @Test
  void wildcard_coversAService_andNothingElse() {
    weather.deny("state*:List*");
    assertThat(status("ListStateMachines")).isEqualTo(400);
    weather.allow("state*:List*").deny("logs:*").deny("states:List");
    assertThat(status("ListStateMachines")).isEqualTo(200);
  }

  @Test
  void firstAnswerToEachRequest_isCutOff() {
    weather.cutFirst(ACTION);
    for (String body : List.of("{}", "{\"nextToken\":\"a\"}")) {
      assertThatThrownBy(() -> ask("ListStateMachines", body))
          .isInstanceOf(UncheckedIOException.class);
      assertThat(ask("ListStateMachines", body).statusCode()).isEqualTo(200);
      assertThat(ask("ListStateMachines", body).statusCode()).isEqualTo(200);
    }
    assertThat(status("ListExecutions")).isEqualTo(200);
    assertThat(server.calls().of(ACTION))
        .extracting(RecordedCall::error)
        .containsExactly(RecordedCall.CUT, "", "", RecordedCall.CUT, "", "");
    assertThat(server.calls().repeated().values()).containsExactly(2, 2);
  }

  @Test
  void eachNthAnswer_isCutOff() {
    weather.cutEvery(2);
    assertThat(status("ListStateMachines")).isEqualTo(200);
    assertThatThrownBy(() -> status("ListStateMachines")).isInstanceOf(UncheckedIOException.class);
    weather.cutEvery(0);
    assertThat(status("ListStateMachines")).isEqualTo(200);
  }

  @Test
  void error_isNeverCutOff() {
    weather.cutEvery(1).deny("*");
    assertThat(status("ListStateMachines")).isEqualTo(400);
  }

  @Test
  void cutAnswer_isResetInItsMiddle() throws IOException {
    weather.cutEvery(1);
    try (Socket socket = new Socket(server.url().getHost(), server.url().getPort())) {
      socket.setSoTimeout(10_000);
      String request =
          "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nX-Amz-Target: AWSStepFunctions.ListStateMachines\r\nAuthorization: "
              + TestingHttp.signed("states", TestingAccount.REGION)
              + "\r\n\r\n{}";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void emptyAnswer_canBeCutOff() {
    weather.cutFirst("states:ListExecutions");
    assertThatThrownBy(() -> status("ListExecutions")).isInstanceOf(UncheckedIOException.class);
    assertThat(status("ListExecutions")).isEqualTo(200);
  }
}
