// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Live commands that look into images: they are read from ECR, here the lab's, over HTTP. */
class LiveContentTest {
  private static final String LINE = "timeout_guard.py:8";
  private static final String CODE = "STARTED_AT = time.time()";

  @TempDir Path temp;
  private TestingLive lab;

  @BeforeEach
  void serve() throws IOException {
    lab = new TestingLive(temp);
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private Path keep() {
    return temp.resolve("case");
  }

  private TestingCli.Result compare(Path keep, String... more) {
    List<String> all =
        new ArrayList<>(List.of("compare", lab.good(), lab.bad(), "--keep", keep.toString()));
    all.addAll(List.of(more));
    return lab.run(all.toArray(String[]::new));
  }

  @Test
  void compare_printsFileLineAndCodeThatTakesTheStartTimeAtImport() {
    TestingCli.Result live = compare(keep());
    assertThat(live.status()).as(live.err()).isZero();
    assertThat(live.out()).contains(LINE, CODE);
    assertThat(lab.actions()).contains("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"case", "case.zip"})
  void caseThatIsKept_holdsWhatTheImageSaid(String name) {
    TestingCli.Result live = compare(temp.resolve(name), "--format", "json");
    lab.close();
    TestingCli.Result offline =
        TestingCli.run(
            "compare",
            lab.good(),
            lab.bad(),
            "--evidence",
            temp.resolve(name).toString(),
            "--format",
            "json");
    assertThat(live.out()).contains(CODE);
    assertThat(offline.out()).isEqualTo(live.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"})
  void deniedImage_isAGapWithTheActionAndNoFailure(String action) {
    lab.weather().deny(action);
    TestingCli.Result live = compare(keep(), "--format", "json");
    assertThat(live.status()).as(live.err()).isZero();
    assertThat(live.json().at("/rootCause/id").asText()).isEqualTo("stale-init-state");
    assertThat(live.json().path("gaps").toString()).contains(action, "the image of");
    assertThat(live.out()).doesNotContain(CODE);
  }

  @Test
  void imageLargerThanItsBudget_isAGapAndIsNotRead() {
    TestingCli.Result live = compare(keep(), "--max-image-bytes", "1", "--format", "json");
    assertThat(live.status()).as(live.err()).isZero();
    assertThat(live.json().path("gaps").toString()).contains("--max-image-bytes");
    assertThat(lab.actions()).doesNotContain("ecr:GetDownloadUrlForLayer");
  }

  @Test
  void plan_namesTheBudgetOfImages() {
    TestingCli.Result plan = lab.run("plan", lab.bad(), "--max-image-bytes", "30MiB");
    assertThat(plan.out()).contains("--max-image-bytes").contains("30.0 MiB");
  }
}
