// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingRefs;
import dev.afterimage.core.testing.TestingTrail;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers and CloudTrail, looked up or delivered, show of a function. */
class FunctionStatesTest {
  private static final String NINE = "2026-03-01T09:00:00Z";

  private static TestingTrail configured(String more) {
    return new TestingTrail()
        .call(
            "lambda",
            "UpdateFunctionConfiguration20150331v2",
            NINE,
            "{'functionName': 'poll', 'timeout': 3, 'environment': {}}",
            "{'functionName': 'poll', 'codeSha256': 'x', 'version': '$LATEST', 'timeout': 3,"
                + " 'environment': {}, 'lastModified': '2026-03-01T09:00:00.000+0000'"
                + more
                + "}");
  }

  private static ObjectNode trail(String form, TestingTrail trail) {
    return form.equals("delivered") ? trail.records() : trail.answer();
  }

  private static List<FunctionState> states(TestingCase testing) {
    return ImageHistory.of(testing.evidence()).states().of("poll");
  }

  private static FunctionState only(String form, String more) {
    List<FunctionState> states =
        states(new TestingCase().file("t.json", trail(form, configured(more))));
    assertThat(states).hasSize(1);
    return states.get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"delivered", "looked up"})
  void stateOfCloudTrail_isPartial_howeverItCame(String form) {
    FunctionState state = only(form, "");

    assertThat(state.isFromTrail()).isTrue();
    assertThat(state.configuration().path("Timeout").intValue()).isEqualTo(3);
    assertThat(state.configuration().has("Environment")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"delivered", "looked up"})
  void stateOfCloudTrail_isNoAnswer(String form) {
    TestingCase testing = new TestingCase().file("t.json", trail(form, configured("")));

    assertThat(ImageHistory.of(testing.evidence()).states().answers("poll")).isEmpty();
  }

  @Test
  void stateOfAnAnswer_isWhole() {
    ObjectNode answer =
        TestingCase.json(
            "{'FunctionName': 'poll', 'Version': '$LATEST', 'CodeSha256': 'x', 'Timeout': 3}");

    assertThat(states(new TestingCase().file("f.json", answer)))
        .singleElement()
        .matches(state -> !state.isFromTrail());
  }

  @ParameterizedTest
  @ValueSource(strings = {"delivered", "looked up"})
  void namesInsideOfArraysAndObjects_areThoseOfAnAnswer(String form) {
    FunctionState state =
        only(
            form,
            ", 'vpcConfig': {'subnetIds': ['subnet-1'], 'ipv6AllowedForDualStack': false},"
                + " 'layers': [{'arn': 'arn:layer:1', 'codeSize': 5}],"
                + " 'fileSystemConfigs': [{'arn': 'arn:ap', 'localMountPath': '/mnt/x'}],"
                + " 'imageConfigResponse': {'imageConfig': {'entryPoint': ['/init']}},"
                + " 'kMSKeyArn': 'arn:key'");
    ObjectNode expected =
        TestingCase.json(
            "{'VpcConfig': {'SubnetIds': ['subnet-1'], 'Ipv6AllowedForDualStack': false},"
                + " 'Layers': [{'Arn': 'arn:layer:1', 'CodeSize': 5}],"
                + " 'FileSystemConfigs': [{'Arn': 'arn:ap', 'LocalMountPath': '/mnt/x'}],"
                + " 'ImageConfigResponse': {'ImageConfig': {'EntryPoint': ['/init']}},"
                + " 'KMSKeyArn': 'arn:key'}");

    expected
        .properties()
        .forEach(
            field ->
                assertThat(state.configuration().path(field.getKey())).isEqualTo(field.getValue()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"delivered", "looked up"})
  void refOfAField_leadsIntoTheEvent(String form) {
    TestingCase testing =
        new TestingCase().file("t.json", trail(form, configured(", 'kMSKeyArn': 'arn:key'")));
    FunctionState state = states(testing).get(0);
    ConfigurationInForce configuration = ConfigurationInForce.of(state, true);

    assertThat(configuration.partial()).isTrue();
    assertThat(TestingRefs.resolve(testing.files(), configuration.ref("Timeout")).asInt())
        .isEqualTo(3);
    assertThat(TestingRefs.resolve(testing.files(), configuration.ref("KMSKeyArn")).asText())
        .isEqualTo("arn:key");
  }
}
