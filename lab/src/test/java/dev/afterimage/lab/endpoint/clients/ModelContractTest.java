// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Call;
import dev.afterimage.lab.endpoint.LabServer;
import dev.afterimage.lab.endpoint.TestingAccount;
import dev.afterimage.lab.endpoint.TestingService;
import dev.afterimage.lab.endpoint.Weather;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * AWS's own clients send every member that the API model gives a request, and read every member
 * that it gives an answer, however deep: what arrives must be what was sent.
 */
class ModelContractTest {

  static Stream<Arguments> operations() {
    return TestingClients.all().stream()
        .flatMap(api -> api.operations().stream().map(operation -> arguments(api, operation)));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("operations")
  void everyMember_arrivesBothWays(TestingClients.Api api, String operation) throws IOException {
    ObjectNode answer =
        TestingModel.sample((SdkPojo) TestingClients.shape(api, operation, "Response"));
    TestingService service = new TestingService(api.service()).answer(operation, answer);
    SdkBuilder<?, ?> request = TestingClients.shape(api, operation, "Request");
    ObjectNode input = TestingModel.sample((SdkPojo) request);
    try (LabServer server = LabServer.start(TestingAccount.of(service), new Weather(), 0)) {
      Object read = TestingClients.call(api, server, operation, TestingModel.fill(request, input));
      assertThat(service.calls()).singleElement().extracting(Call::operation).isEqualTo(operation);
      assertThat(TestingModel.plain(api.service(), "", service.calls().get(0).input()))
          .isEqualTo(TestingModel.plain(api.service(), "", input));
      assertThat(TestingModel.plain(api.service(), "", TestingModel.tree((SdkPojo) read)))
          .isEqualTo(TestingModel.plain(api.service(), "", answer));
    }
  }
}
