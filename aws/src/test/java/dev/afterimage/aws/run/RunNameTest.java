// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunNameTest {
  private static final String ARN =
      "arn:aws:states:eu-west-1:111122223333:execution:orders:7d1f0c8e";

  private static RunName parse(String text) {
    return RunName.parse(text, Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ARN,
        ARN + "#redrive=2",
        "  " + ARN + "  ",
        "https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/"
            + ARN,
        "https://eu-west-1.console.aws.amazon.com/states/home#/executions/details/arn%3Aaws%3Astates%3A"
            + "eu-west-1%3A111122223333%3Aexecution%3Aorders%3A7d1f0c8e"
      })
  void execution_byArnOrUrl(String text) {
    assertThat(parse(text)).isEqualTo(new RunName.ByArn(ARN, Optional.empty()));
  }

  @Test
  void expressUrl_tellsTheStart() {
    String arn = "arn:aws:states:eu-west-1:111122223333:express:orders:7d1f:0c8e";
    RunName name =
        parse(
            "https://console.aws.amazon.com/states/home#/express-executions/details/"
                + arn
                + "?startDate=1763348157826");
    assertThat(name)
        .isEqualTo(new RunName.ByArn(arn, Optional.of(Instant.ofEpochMilli(1763348157826L))));
  }

  @Test
  void machineAndExecution_areToldApart() {
    assertThat(parse("orders:7d1f")).isEqualTo(new RunName.OfMachine("orders", "7d1f"));
    assertThat(parse("orders:last-failed")).isEqualTo(new RunName.Last("orders", false));
    assertThat(parse("orders:last-success")).isEqualTo(new RunName.Last("orders", true));
  }

  @Test
  void machineByArn_isKept() {
    String machine = "arn:aws:states:eu-west-1:111122223333:stateMachine:orders";
    assertThat(parse(machine + ":last-failed")).isEqualTo(new RunName.Last(machine, false));
  }

  @Test
  void nameAlone_takesTheMachineThatIsGiven() {
    assertThat(parse("7d1f")).isEqualTo(new RunName.Alone("7d1f"));
    assertThat(RunName.parse("7d1f", Optional.of("orders")))
        .isEqualTo(new RunName.OfMachine("orders", "7d1f"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "#redrive=1",
        ":7d1f",
        "orders:",
        "arn:aws:lambda:eu-west-1:111122223333:function:orders",
        "arn:aws:states:eu-west-1:111122223333:activity:orders",
        "https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/statemachines"
      })
  void whatNamesNoRun_isRefused(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("\n");
  }
}
