// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Account;
import dev.afterimage.lab.api.Call;
import dev.afterimage.lab.api.Dialect;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The errors of a caller who asks too often or may not ask, in each service's form and words. */
final class Refusals {

  /** A code with its HTTP status. */
  private record Throttle(String code, int status) {}

  private static final Throttle USUAL = new Throttle("ThrottlingException", 400);
  private static final Map<String, Throttle> THROTTLES =
      Map.of(
          "lambda", new Throttle("TooManyRequestsException", 429),
          "ec2", new Throttle("RequestLimitExceeded", 503),
          "cloudwatch", new Throttle("Throttling", 400),
          "sts", new Throttle("Throttling", 400),
          "iam", new Throttle("Throttling", 400),
          "elasticfilesystem", new Throttle("ThrottlingException", 429),
          "servicequotas", new Throttle("TooManyRequestsException", 400),
          "xray", new Throttle("ThrottledException", 429));

  /** Members of a request that hold the ARN that is asked about. */
  private static final List<String> ARNS = List.of("executionArn", "stateMachineArn", "mapRunArn");

  private Refusals() {}

  static ServiceException throttled(Call call) {
    Throttle throttle = THROTTLES.getOrDefault(call.service(), USUAL);
    ObjectNode fields = Json.object();
    if (call.service().equals("lambda")) {
      fields.put("Reason", "CallerRateLimitExceeded").put("Type", "User");
    }
    String message = call.service().equals("ec2") ? "Request limit exceeded." : "Rate exceeded";
    return new ServiceException(throttle.code(), throttle.status(), message, fields);
  }

  static ServiceException denied(Call call, Account account) {
    Dialect dialect = Dialect.of(call.service());
    String sentence =
        "User: %s is not authorized to perform: %s%s because no identity-based policy allows the %s action"
            .formatted(
                call.caller().arn(),
                call.action(),
                resource(call, account).map(arn -> " on resource: " + arn).orElse(""),
                call.action());
    boolean ec2 = call.service().equals("ec2");
    return new ServiceException(
        dialect.accessDenied(),
        dialect.deniedStatus(),
        ec2 ? "You are not authorized to perform this operation. " + sentence : sentence);
  }

  private static Optional<String> resource(Call call, Account account) {
    String place = ":" + account.region() + ":" + account.id() + ":";
    return switch (call.service()) {
      case "states" ->
          ARNS.stream().map(name -> text(call, name)).flatMap(Optional::stream).findFirst();
      case "lambda" ->
          text(call, "FunctionName")
              .map(
                  name ->
                      name.startsWith("arn:")
                          ? name
                          : "arn:aws:lambda" + place + "function:" + name)
              .or(() -> Optional.of("*"));
      case "ecr" ->
          text(call, "repositoryName")
              .map(name -> "arn:aws:ecr" + place + "repository/" + name)
              .or(() -> Optional.of("*"));
      case "logs" ->
          text(call, "logGroupName")
              .map(name -> "arn:aws:logs" + place + "log-group:" + name + ":log-stream:");
      default -> Optional.empty();
    };
  }

  private static Optional<String> text(Call call, String member) {
    return Optional.of(call.input().path(member).asText()).filter(text -> !text.isEmpty());
  }
}
