// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.sim.RandomStream;
import java.time.Instant;
import java.util.Optional;

/** Tasks that start another execution, and mostly wait for it. */
final class NestedTask {
  private final Engine engine;
  private final RandomStream random;

  NestedTask(Engine engine, RandomStream random) {
    this.engine = requireNonNull(engine, "engine is null");
    this.random = requireNonNull(random, "random is null");
  }

  static boolean isFor(String resource) {
    return resource.equals("states:startExecution");
  }

  void work(TaskCall call, TaskListener listener) {
    JsonNode parameters = call.parameters();
    String name = parameters.path("Name").asText(random.uuid());
    JsonNode given = parameters.path("Input");
    String input =
        given.isMissingNode() || given.isNull()
            ? "{}"
            : given.isTextual() ? given.asText() : Json.text(given);
    String requestId = random.uuid();
    boolean waits = !call.pattern().isEmpty();
    try {
      Execution child =
          engine.startNested(
              parameters.path("StateMachineArn").asText(),
              name,
              input,
              ended -> {
                if (waits && !call.waitsForToken()) {
                  report(call, ended, listener);
                }
              });
      ObjectNode output = Json.object().put("ExecutionArn", child.identity().arn());
      SdkEnvelope.addHttp(output, requestId, call.run().now(), "application/x-amz-json-1.0");
      output.put("StartDate", seconds(child.identity().started()));
      if (waits) {
        listener.submitted(output);
      } else {
        listener.succeeded(output);
      }
    } catch (ServiceException e) {
      listener.failed(
          Optional.of("StepFunctions." + e.code() + "Exception"),
          Optional.of(SdkEnvelope.refused(e, "AWSStepFunctions", requestId)));
    }
  }

  private static long seconds(Instant time) {
    return time.toEpochMilli();
  }

  private void report(TaskCall call, Execution child, TaskListener listener) {
    boolean parsed = call.pattern().equals("sync:2");
    ObjectNode answer = Json.object();
    child.cause().ifPresent(cause -> answer.put("Cause", cause));
    child.error().ifPresent(error -> answer.put("Error", error));
    answer.put("ExecutionArn", child.identity().arn());
    answer.set("Input", data(child.identity().input(), parsed));
    answer.putObject("InputDetails").put("Included", true);
    answer.put("Name", child.identity().name());
    child
        .output()
        .ifPresent(
            output -> {
              answer.set("Output", data(output, parsed));
              answer.putObject("OutputDetails").put("Included", true);
            });
    answer
        .put("StartDate", seconds(child.identity().started()))
        .put("StateMachineArn", child.machine().arn())
        .put("Status", child.status().name());
    child.stopped().ifPresent(time -> answer.put("StopDate", seconds(time)));
    if (child.status() == Execution.Status.SUCCEEDED) {
      listener.succeeded(answer);
    } else {
      listener.failed(Optional.of("States.TaskFailed"), Optional.of(Json.text(answer)));
    }
  }

  private static JsonNode data(String text, boolean parsed) {
    return parsed ? Json.parse(text) : TextNode.valueOf(text);
  }
}
