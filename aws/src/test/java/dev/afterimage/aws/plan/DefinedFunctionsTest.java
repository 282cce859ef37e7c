// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DefinedFunctionsTest {
  @Test
  void functions_areFoundInEachForm() {
    DefinedFunctions functions =
        DefinedFunctions.in(
            """
            {"States": {
              "A": {"Resource": "arn:aws:lambda:eu-west-1:111122223333:function:direct"},
              "B": {"Resource": "arn:aws:states:::lambda:invoke",
                    "Parameters": {"FunctionName": "plain"}},
              "C": {"Type": "Parallel", "Branches": [{"States": {"D": {
                    "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "Arguments":
                    {"FunctionName": "arn:aws:lambda:eu-west-1:111122223333:function:deep:3"}}}}]}}}
            """);
    assertThat(functions.names()).containsExactly("deep", "direct", "plain");
    assertThat(functions.hasComputed()).isFalse();
  }

  @Test
  void computedNames_areSaid() {
    assertThat(DefinedFunctions.in("{\"FunctionName.$\": \"$.f\"}").hasComputed()).isTrue();
    assertThat(DefinedFunctions.in("{\"FunctionName\": \"{% $f %}\"}").hasComputed()).isTrue();
    assertThat(DefinedFunctions.in("{\"FunctionName\": \"{% $f %}\"}").names()).isEmpty();
  }

  @Test
  void otherServices_areNoFunctions() {
    DefinedFunctions functions =
        DefinedFunctions.in(
            "{\"Resource\": \"arn:aws:states:::dynamodb:putItem\", \"Comment\": \"FunctionName\"}");
    assertThat(functions.names()).isEmpty();
    assertThat(functions.hasComputed()).isFalse();
  }

  @Test
  void whatIsNoDefinition_namesNone() {
    assertThat(DefinedFunctions.in("<redacted>").names()).isEmpty();
  }
}
