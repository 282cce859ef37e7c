// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.code;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The steps that most programs are made of. */
public final class Steps {
  private Steps() {}

  /** Logs a concept with values. */
  public static Step say(Level level, String concept, Function<ProcessView, Object[]> values) {
    return runtime -> {
      runtime.log(level, runtime.program().wording().text(concept, values.apply(runtime)));
      return Effect.NEXT;
    };
  }

  /** Logs a concept. */
  public static Step say(String concept) {
    return say(Level.INFO, concept, runtime -> new Object[0]);
  }

  /** Waits as latencies fall around a median. */
  public static Step pause(Duration median) {
    return runtime -> Effect.take(runtime.random().latency(median));
  }

  /** Computes for about as long as a whole vCPU would need. */
  public static Step compute(Duration median) {
    return runtime -> {
      Duration needed = runtime.random().latency(median);
      return Effect.take(
          Duration.ofNanos((long) (needed.toNanos() * runtime.machine().slowness())));
    };
  }

  /** Takes memory until the process ends. */
  public static Step keep(int megabytes) {
    return runtime -> {
      runtime.machine().keep(megabytes);
      return Effect.NEXT;
    };
  }

  /** Calls a service and throws what the client library throws, if it does. */
  public static Step call(String service, Function<ProcessView, Map<String, String>> attributes) {
    return runtime -> {
      Reply reply = runtime.outside().send(service, attributes.apply(runtime));
      return new Effect.Call(
          List.of(r -> Effect.take(reply.after()), r -> judge(r, service, reply)));
    };
  }

  /** Calls a service that looks at nothing but that it is called. */
  public static Step call(String service) {
    return call(service, runtime -> Map.of());
  }

  private static Effect judge(ProcessView runtime, String service, Reply reply) {
    if (reply.isGood()) {
      runtime.invocation().put("reply." + service, reply.detail());
      return Effect.NEXT;
    }
    return new Effect.Raise(ClientErrors.of(runtime.program().language(), service, reply));
  }

  /** Does steps, with a handler for what they throw. */
  public static Step attempt(List<Step> steps, Function<Thrown, List<Step>> handler) {
    return runtime -> new Effect.Attempt(steps, handler);
  }

  /** Does a step where a condition holds. */
  public static Step when(Predicate<ProcessView> condition, Step step) {
    return runtime -> condition.test(runtime) ? step.run(runtime) : Effect.NEXT;
  }

  /** Throws an error of the authors' own that is about one thing. */
  public static Step raise(String concept) {
    return raise(concept, runtime -> new Object[] {"-", "-", "-"});
  }

  /** Throws an error of the runtime or of a library. */
  public static Step raiseNamed(String type, String message) {
    return runtime -> Effect.raise(type, message);
  }

  /** Throws an error of the authors' own. */
  public static Step raise(String concept, Function<ProcessView, Object[]> values) {
    return runtime -> {
      Wording wording = runtime.program().wording();
      return Effect.raise(wording.errorName(concept), wording.text(concept, values.apply(runtime)));
    };
  }

  /** Answers with what is computed from the process. */
  public static Step answer(Function<ProcessView, JsonNode> value) {
    return runtime -> new Effect.Return(value.apply(runtime));
  }
}
