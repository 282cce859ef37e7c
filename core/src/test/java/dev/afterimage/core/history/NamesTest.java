// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and ARNs as AWS writes them. */
class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "poll, poll,",
    "poll:7, poll, 7",
    "poll:$LATEST, poll, $LATEST",
    "arn:aws:lambda:eu-west-1:123456789012:function:poll, poll,",
    "arn:aws:lambda:eu-west-1:123456789012:function:poll:live, poll, live",
    "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:poll:7, poll, 7",
    "arn:aws-cn:lambda:cn-north-1:123456789012:function:poll, poll,",
    "123456789012:function:poll:live, poll, live",
    "function:poll, poll,"
  })
  void functionName_isReadInEveryForm(String text, String name, String qualifier) {
    FunctionName function = FunctionName.parse(text).orElseThrow();

    assertThat(function.name()).isEqualTo(name);
    assertThat(function.qualifier().orElse(null)).isEqualTo(qualifier);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:b:c:d:e:f:g:h:i", "arn:aws:sqs:eu-west-1:1:queue:x:y:z:a"})
  void otherText_isNoFunctionName(String text) {
    assertThat(FunctionName.parse(text)).isEmpty();
  }

  @Test
  void qualifierBeside_countsWhereTheNameHasNone() {
    FunctionName bare = FunctionName.parse("poll").orElseThrow();
    FunctionName seven = FunctionName.parse("poll:7").orElseThrow();

    assertThat(bare.qualified(java.util.Optional.of("live")).qualifier()).contains("live");
    assertThat(seven.qualified(java.util.Optional.of("live")).qualifier()).contains("7");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:states:r:1:execution:orders:n, orders, n",
    "arn:aws:states:r:1:express:orders:n:u-1:s-2, orders, n",
    "arn:aws:states:r:1:execution:orders/Label:n, orders, n"
  })
  void executionArn_namesItsMachine(String arn, String machine, String name) {
    assertThat(Arns.stateMachineOfExecution(arn))
        .isEqualTo("arn:aws:states:r:1:stateMachine:" + machine);
    assertThat(Arns.nameOfExecution(arn)).isEqualTo(name);
  }

  @Test
  void express_isToldByItsArn() {
    assertThat(Arns.isExpress("arn:aws:states:r:1:express:orders:n:u:s")).isTrue();
    assertThat(Arns.isExpress("arn:aws:states:r:1:execution:express:n")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:states:r:1:stateMachine:orders, arn:aws:states:r:1:stateMachine:orders",
    "arn:aws:states:r:1:stateMachine:orders:7, arn:aws:states:r:1:stateMachine:orders",
    "arn:aws:states:r:1:stateMachine:orders:live, arn:aws:states:r:1:stateMachine:orders",
    "arn:aws:states:r:1:stateMachine:orders/Label, arn:aws:states:r:1:stateMachine:orders"
  })
  void versionAliasAndLabel_areNoPartOfTheMachine(String arn, String machine) {
    assertThat(Arns.unqualified(arn)).isEqualTo(machine);
  }

  @Test
  void regionAndAccount_areParts() {
    assertThat(Arns.region("arn:aws:states:r:1:execution:m:n")).contains("r");
    assertThat(Arns.account("arn:aws:states:r:1:execution:m:n")).contains("1");
    assertThat(Arns.region("n")).isEmpty();
    assertThat(Arns.account("arn:aws:states:r::execution:m:n")).isEmpty();
  }

  @Property
  void anyText_neverThrows(@ForAll String text) {
    assertThat(Arns.stateMachineOfExecution(text)).isNotNull();
    assertThat(Arns.nameOfExecution(text)).isNotNull();
    assertThat(Arns.unqualified(text)).isNotNull();
    assertThat(FunctionName.parse(text)).isNotNull();
  }
}
