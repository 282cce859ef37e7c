// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.aws.ask.CollectException;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.aws.call.CallListener;
import dev.afterimage.aws.plan.CallPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {
  @TempDir Path temp;
  private TestingLab lab;

  @BeforeEach
  void serve() throws IOException {
    lab = TestingLab.of("seed");
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private CallPlan plan(List<String> runs) throws Exception {
    Clock clock = Clock.fixed(lab.now(), ZoneOffset.UTC);
    return new Planner(clock, CallListener.NONE).plan(lab.named(runs), true);
  }

  @Test
  void plan_onlyDescribesListsAndMeasures() throws Exception {
    CallPlan plan = plan(lab.runs());
    assertThat(lab.actions())
        .hasSize(plan.made())
        .allMatch(
            action ->
                action.matches("[a-z]+:(Describe|List).*")
                    || action.equals("cloudwatch:GetMetricData")
                    || action.equals("states:GetExecutionHistory"));
    assertThat(lab.server().calls().of("states:GetExecutionHistory"))
        .hasSize(2)
        .allMatch(call -> call.call().input().path("maxResults").asInt() == 1)
        .allMatch(call -> call.call().input().path("reverseOrder").asBoolean());
  }

  @Test
  void plan_isNearToWhatCollectingTakes() throws Exception {
    CallPlan plan = plan(lab.runs());
    lab.server().calls().clear();
    lab.collect(temp.resolve("case"));
    int made = lab.actions().size();
    assertThat((double) plan.total()).isBetween(made * 0.5, made * 2.0);
    assertThat(plan.calls().get(ApiCall.GET_EXECUTION_HISTORY)).isEqualTo(2L);
    assertThat(plan.logs()).hasSize(7);
    assertThat(plan.logBytes()).isPositive();
  }

  @Test
  void plan_ofOneRunCountsItsBaseline() throws Exception {
    CallPlan plan = plan(List.of(lab.runs().get(1)));
    assertThat(plan.runs())
        .extracting(CallPlan.PlannedRun::arn)
        .containsExactlyElementsOf(lab.runs());
    assertThat(plan.runs()).allMatch(run -> run.events().orElse(0) > 100);
  }

  @Test
  void deniedHistory_isUnknownAndSaid() throws Exception {
    lab.weather().deny("states:GetExecutionHistory");
    CallPlan plan = plan(lab.runs());
    assertThat(plan.runs()).allMatch(run -> run.events().isEmpty());
    assertThat(plan.unknown()).anyMatch(what -> what.contains("states:GetExecutionHistory"));
  }

  @Test
  void deniedMetrics_leaveBytesUnknown() throws Exception {
    lab.weather().deny("cloudwatch:GetMetricData");
    assertThat(plan(lab.runs()).logs()).allMatch(volume -> volume.bytes().isEmpty());
  }

  @Test
  void deniedDescription_isRefused() {
    lab.weather().deny("states:DescribeExecution");
    assertThatThrownBy(() -> plan(lab.runs()))
        .isInstanceOf(CollectException.class)
        .hasMessageContaining("states:DescribeExecution");
  }
}
