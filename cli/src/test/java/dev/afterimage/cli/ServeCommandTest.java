// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
  @TempDir private Path folder;

  @Test
  void serve_printsItsAddress_answers_andStops() throws Exception {
    try (TestingServe serve =
        TestingServe.start("serve", "--evidence", TestingCli.example().toString())) {
      assertThat(serve.address().getHost()).isEqualTo("127.0.0.1");
      assertThat(serve.get("/").statusCode()).isEqualTo(200);
      assertThat(serve.get("/").body()).contains("href=\"/collect\"");
      assertThat(serve.stop()).isZero();
    }
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

  @Test
  void wrongOptionsOfCollecting_areSaidAtTheStart() {
    assertThat(TestingCli.run("serve", "--deadline", "0").status()).isEqualTo(2);
    assertThat(TestingCli.run("serve", "--endpoint-url", "x").status()).isEqualTo(2);
    assertThat(TestingCli.run("serve", "--reveal", "--redaction-key", "k").status()).isEqualTo(2);
  }
}
