// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The Markdown report of the example has the seed report's sections and each of its facts. */
class MarkdownReportTest {
  private static final List<String> FACTS =
      List.of(
          "885ea78b-e884-4fe3-94ae-7e29736cc4fe",
          "a7bfaf55-8500-4e63-a4d8-bdea190d0c4a",
          "2025-11-16T18:55:57.826-08:00",
          "2025-11-16T19:01:02.121-08:00",
          "~5 minutes 4 seconds",
          "26,708",
          "2025-11-16T19:12:43.807-08:00",
          "2025-11-16T19:12:45.043-08:00",
          "~1.2 seconds",
          "embedding-line-poll-lambda-dev",
          "681647709217.dkr.ecr.us-east-1.amazonaws.com/embedding-line-poll-docker-repo-4146688@sha256:",
          "sha256:47ed87f9aaae891107c6ec326537468098b35583b441739f5c0df027638c5905",
          "2025-11-16T18:51:24.932-08:00",
          "`latest`, `cache`, `8fbaa10875b4`",
          "**SAME IMAGE**",
          "RuntimeError: Operation line_polling_handler exceeded timeout limits",
          "19:12:44.390  ListPendingBatches succeeded",
          "19:12:44.413  PollBatches Map started: 27 items, 27 iterations started",
          "10 attempts failed with RuntimeError",
          "4 minutes 32 seconds after the image",
          "21 minutes 18 seconds after the image");

  private static String report() {
    return TestingCli.run(
            "compare",
            "--evidence",
            TestingCli.example().toString(),
            "--outcome",
            "Final Embeddings=$.final_merge_result.total_embeddings",
            "--format",
            "markdown")
        .out();
  }

  @Test
  void sections_standInTheSeedsOrder() {
    List<String> sections =
        report().lines().filter(line -> line.startsWith("## ")).map(l -> l.substring(3)).toList();

    assertThat(sections)
        .containsExactly(
            "Summary",
            "Execution Details",
            "ECR Image Comparison",
            "Failure Analysis",
            "Possible Causes",
            "Recommendations",
            "Conclusion",
            "What Changed",
            "What Did Not Change",
            "Log Contrast",
            "First Divergence",
            "States",
            "Gaps",
            "Evidence",
            "Command");
  }

  @Test
  void facts_areThoseOfTheSeed() {
    assertThat(report()).contains(FACTS);
  }

  @Test
  void causes_eachHaveTheirReason() {
    String report = report();

    assertThat(report)
        .contains(
            "`stale-init-state`): confirmed",
            "`cold-storm`): refuted",
            "`fn-timeout`): refuted",
            "`throttle-reserved`): refuted",
            "`throttle-account`): refuted",
            "`net-no-route`): refuted",
            "`efs`): refuted",
            "`dep-5xx`): refuted",
            "`config-changed`): refuted");
    assertThat(report).doesNotContain("null", "Optional");
  }
}
