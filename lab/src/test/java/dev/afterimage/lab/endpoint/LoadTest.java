// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.lab.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many clients at once, on connections that stay open. */
class LoadTest {
  private static final int CLIENTS = 24;
  private static final int CALLS = 50;

  private static List<Integer> statuses(LabServer server, int client) {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      statuses.add(
          TestingHttp.get(
                  server.url() + "/2015-03-31/functions/f-" + client + "-" + i,
                  Map.of("Authorization", TestingHttp.signed("lambda", TestingAccount.REGION)))
              .statusCode());
    }
    return statuses;
  }

  private static List<Integer> load(LabServer server)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<List<Integer>>> running = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        int number = client;
        running.add(threads.submit(() -> statuses(server, number)));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<List<Integer>> future : running) {
        statuses.addAll(future.get());
      }
      return statuses;
    } finally {
      threads.shutdown();
    }
  }

  private static TestingService lambda() {
    return new TestingService("lambda")
        .answer("GetFunction", Json.object("filler", "y".repeat(20_000)));
  }

  @Test
  void everyClient_isAnswered_andEveryCallIsOnRecord() throws Exception {
    TestingService lambda = lambda();
    Weather weather = new Weather().latency(Duration.ofMillis(2));
    try (LabServer server = LabServer.start(TestingAccount.of(lambda), weather, 0)) {
      assertThat(load(server)).hasSize(CLIENTS * CALLS).containsOnly(200);
      assertThat(lambda.calls()).hasSize(CLIENTS * CALLS);
      assertThat(server.calls().calls()).hasSize(CLIENTS * CALLS);
      assertThat(server.calls().repeated()).isEmpty();
    }
  }

  @Test
  void throttling_countsExactly_whoeverAsks() throws Exception {
    try (LabServer server =
        LabServer.start(TestingAccount.of(lambda()), new Weather().throttleEvery(3), 0)) {
      assertThat(load(server)).filteredOn(status -> status == 429).hasSize(CLIENTS * CALLS / 3);
      assertThat(server.calls().calls())
          .filteredOn(RecordedCall::isAnswered)
          .hasSize(CLIENTS * CALLS * 2 / 3);
    }
  }

  @Test
  void close_endsOpenConnections() throws IOException {
    LabServer server = LabServer.start(TestingAccount.of(lambda()), new Weather(), 0);
    String url = server.url() + "/2015-03-31/functions/f";
    Map<String, String> headers =
        Map.of("Authorization", TestingHttp.signed("lambda", TestingAccount.REGION));
    assertThat(TestingHttp.get(url, headers).statusCode()).isEqualTo(200);
    server.close();
    assertThatThrownBy(() -> TestingHttp.get(url, headers))
        .isInstanceOf(UncheckedIOException.class);
  }
}
