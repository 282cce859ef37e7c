// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.code.Reply;
import dev.afterimage.lab.code.Trouble;
import dev.afterimage.lab.outside.Sender;
import dev.afterimage.lab.outside.Services;
import dev.afterimage.lab.sim.RandomStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tasks that call another service of AWS. */
final class ServiceTask {
  private final Services services;
  private final Integrations integrations;
  private final RandomStream random;

  ServiceTask(Services services, Integrations integrations, RandomStream random) {
    this.services = requireNonNull(services, "services is null");
    this.integrations = requireNonNull(integrations, "integrations is null");
    this.random = requireNonNull(random, "random is null");
  }

  void work(TaskCall call, TaskListener listener) {
    boolean sdk = call.resource().startsWith("aws-sdk:");
    String action = sdk ? call.resource().substring("aws-sdk:".length()) : call.resource();
    String service = action.substring(0, action.indexOf(':'));
    Sender sender =
        new Sender(
            call.run().execution().machine().name(),
            call.role(),
            call.run().execution().identity().arn(),
            Optional.empty());
    Reply reply =
        services.has(service)
            ? services.send(sender, service, Map.of("action", action))
            : Reply.good(random.latency(Duration.ofMillis(18)), "");
    call.run().after(reply.after(), () -> answer(call, action, reply, listener));
  }

  private void answer(TaskCall call, String action, Reply reply, TaskListener listener) {
    String requestId = random.uuid();
    String service = action.substring(0, action.indexOf(':'));
    if (!reply.isGood()) {
      fail(service, reply, requestId, listener);
      return;
    }
    ObjectNode output = integrations.of(action, call.parameters());
    if (!call.resource().startsWith("aws-sdk:")) {
      SdkEnvelope.addHttp(output, requestId, call.run().now(), "application/x-amz-json-1.0");
    }
    if (call.waitsForToken()) {
      listener.submitted(output);
    } else {
      listener.succeeded(output);
    }
  }

  private static void fail(String service, Reply reply, String requestId, TaskListener listener) {
    String prefix = prefix(service);
    String code =
        switch (reply.trouble()) {
          case TABLE_THROTTLED -> "ProvisionedThroughputExceededException";
          case ACCESS_DENIED -> "AccessDeniedException";
          default -> "ThrottlingException";
        };
    String name =
        reply.trouble() == Trouble.TABLE_THROTTLED ? code : "Amazon" + prefix + "Exception";
    listener.failed(
        Optional.of(prefix + "." + name),
        Optional.of(
            "%s (Service: Amazon%s; Status Code: 400; Error Code: %s; Request ID: %s; Proxy: null)"
                .formatted(reply.detail(), prefix, code, requestId)));
  }

  private static String prefix(String service) {
    return switch (service) {
      case "dynamodb" -> "DynamoDB";
      case "sqs", "sns" -> service.toUpperCase(Locale.ROOT);
      default -> Character.toUpperCase(service.charAt(0)) + service.substring(1);
    };
  }
}
