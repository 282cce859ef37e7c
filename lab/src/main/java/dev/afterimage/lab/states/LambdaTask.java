// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.lambda.Fleet;
import dev.afterimage.lab.lambda.InvokeRequest;
import dev.afterimage.lab.lambda.InvokeResult;
import dev.afterimage.lab.metrics.Metric;
import dev.afterimage.lab.sim.RandomStream;
import java.util.Optional;
import java.util.Set;

/** Tasks that invoke functions: directly, through the optimised integration, through the SDK's. */
final class LambdaTask {
  private static final String GENERIC = "AWSLambdaException";

  /** The exceptions that the SDK inside Step Functions knows; others become the generic one. */
  private static final Set<String> MODELLED =
      Set.of(
          "EC2AccessDeniedException",
          "EC2ThrottledException",
          "EC2UnexpectedException",
          "EFSIOException",
          "EFSMountConnectivityException",
          "EFSMountFailureException",
          "EFSMountTimeoutException",
          "ENILimitReachedException",
          "InvalidRuntimeException",
          "InvalidSecurityGroupIDException",
          "InvalidSubnetIDException",
          "KMSAccessDeniedException",
          "KMSDisabledException",
          "KMSInvalidStateException",
          "KMSNotFoundException",
          "RecursiveInvocationException",
          "ResourceConflictException",
          "ResourceNotFoundException",
          "ResourceNotReadyException",
          "ServiceException",
          "SubnetIPAddressLimitReachedException",
          "TooManyRequestsException");

  private final Fleet fleet;
  private final RandomStream random;

  LambdaTask(Fleet fleet, RandomStream random) {
    this.fleet = requireNonNull(fleet, "fleet is null");
    this.random = requireNonNull(random, "random is null");
  }

  static boolean isFor(String resource) {
    return resource.equals("lambda:invoke")
        || resource.equals("aws-sdk:lambda:invoke")
        || (resource.contains(":lambda:") && resource.startsWith("arn:"));
  }

  void work(TaskCall call, TaskListener listener) {
    if (call.resource().startsWith("arn:")) {
      InvokeRequest request =
          new InvokeRequest(call.resource(), "", Json.text(call.parameters()), call.role(), false);
      fleet.invoke(request, result -> direct(call, result, listener));
      return;
    }
    JsonNode parameters = call.parameters();
    JsonNode payload = parameters.path("Payload");
    boolean sdk = call.resource().startsWith("aws-sdk");
    InvokeRequest request =
        new InvokeRequest(
            parameters.path("FunctionName").asText(),
            parameters.path("Qualifier").asText(""),
            payload.isMissingNode()
                ? "{}"
                : sdk && payload.isTextual() ? payload.asText() : Json.text(payload),
            call.role(),
            parameters.path("InvocationType").asText("").equals("Event"));
    fleet.invoke(
        request,
        result -> {
          if (sdk) {
            throughSdk(call, result, listener);
          } else {
            optimised(call, result, listener);
          }
        });
  }

  private void direct(TaskCall call, InvokeResult result, TaskListener listener) {
    if (result instanceof InvokeResult.Answered answered && answered.functionError().isEmpty()) {
      listener.succeeded(Json.parse(answered.payload()));
    } else {
      failed(call, result, listener);
    }
  }

  private void optimised(TaskCall call, InvokeResult result, TaskListener listener) {
    if (!(result instanceof InvokeResult.Answered answered)
        || !answered.functionError().isEmpty()) {
      failed(call, result, listener);
      return;
    }
    ObjectNode output = answered(call, answered);
    if (call.waitsForToken()) {
      listener.submitted(output);
    } else {
      listener.succeeded(output);
    }
  }

  private ObjectNode answered(TaskCall call, InvokeResult.Answered answered) {
    ObjectNode output = Json.object();
    if (!answered.executedVersion().isEmpty()) {
      output.put("ExecutedVersion", answered.executedVersion());
    }
    output.set("Payload", payload(answered.payload()));
    SdkEnvelope.addHttp(output, answered.requestId(), call.run().now(), "application/json");
    ObjectNode headers = (ObjectNode) output.path("SdkHttpMetadata").path("HttpHeaders");
    headers.put("X-Amz-Executed-Version", answered.executedVersion());
    headers.put(
        "X-Amzn-Trace-Id",
        "Root=1-%08x-%s;Sampled=0".formatted(call.run().now().getEpochSecond(), random.hex(24)));
    return output.put("StatusCode", answered.statusCode());
  }

  private static JsonNode payload(String text) {
    return text.isEmpty() ? TextNode.valueOf("") : Json.parse(text);
  }

  private void throughSdk(TaskCall call, InvokeResult result, TaskListener listener) {
    if (result instanceof InvokeResult.Answered answered) {
      ObjectNode output = Json.object();
      if (!answered.executedVersion().isEmpty()) {
        output.put("ExecutedVersion", answered.executedVersion());
      }
      if (!answered.functionError().isEmpty()) {
        output.put("FunctionError", answered.functionError());
      }
      output.put("Payload", answered.payload());
      listener.succeeded(output.put("StatusCode", answered.statusCode()));
    } else if (result instanceof InvokeResult.Refused refused) {
      listener.failed(
          Optional.of("Lambda." + exception(refused.error().code(), "LambdaException")),
          Optional.of(SdkEnvelope.refusedBySdk(refused.error(), "Lambda", refused.requestId())));
    } else {
      failed(call, result, listener);
    }
  }

  private void failed(TaskCall call, InvokeResult result, TaskListener listener) {
    measure(call);
    if (result instanceof InvokeResult.Answered answered) {
      String type = Json.parse(answered.payload()).path("errorType").asText("");
      if (type.isEmpty()) {
        listener.failed(
            Optional.of("Lambda.Unknown"),
            Optional.of(
                "The cause could not be determined because Lambda did not return an error type. Returned payload: "
                    + answered.payload()));
      } else {
        listener.failed(Optional.of(type), Optional.of(answered.payload()));
      }
    } else if (result instanceof InvokeResult.Refused refused) {
      listener.failed(
          Optional.of("Lambda." + exception(refused.error().code(), GENERIC)),
          Optional.of(SdkEnvelope.refused(refused.error(), "AWSLambda", refused.requestId())));
    } else if (result instanceof InvokeResult.Lost lost) {
      listener.failed(Optional.of("Lambda." + lost.exception()), Optional.of(lost.message()));
    }
  }

  private static String exception(String code, String generic) {
    return MODELLED.contains(code) ? code : generic;
  }

  private static void measure(TaskCall call) {
    boolean direct = call.resource().startsWith("arn:");
    String name = direct ? "LambdaFunctionsFailed" : "ServiceIntegrationsFailed";
    String dimension = direct ? "LambdaFunctionArn" : "ServiceIntegrationResourceArn";
    String arn = direct ? call.resource() : "arn:aws:states:::" + call.resource();
    call.run()
        .engine()
        .ground()
        .metrics()
        .put(Metric.of("AWS/States", name).with(dimension, arn), 1);
  }
}
