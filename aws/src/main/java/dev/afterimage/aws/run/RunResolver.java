// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.aws.ask.Answered;
import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.ask.CollectException;
import dev.afterimage.aws.ask.CollectException.Kind;
import dev.afterimage.aws.ask.Query;
import dev.afterimage.aws.call.Access;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.aws.call.CallFailure;
import dev.afterimage.aws.call.Caller;
import dev.afterimage.aws.call.Target;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Timestamps;
import dev.afterimage.core.history.Arns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesRequest;

/** Finds the execution that a name leads to. */
public final class RunResolver {
  private final Asker asker;

  /** Creates a resolver; what it asks becomes part of the case. */
  public RunResolver(Asker asker) {
    this.asker = asker;
  }

  /**
   * Returns the run that a name leads to through an access. The future fails with a {@link
   * CollectException} where it leads to none.
   */
  public CompletableFuture<RunTarget> resolve(RunName name, Access access) {
    if (name instanceof RunName.ByArn byArn) {
      return CompletableFuture.completedFuture(target(byArn.arn(), access, byArn.start(), 0));
    }
    if (name instanceof RunName.OfMachine of) {
      return machine(of.machine(), access)
          .thenApply(
              m ->
                  target(
                      executionOf(m.arn(), of.execution()), access, Optional.empty(), m.depth()));
    }
    if (name instanceof RunName.Last last) {
      return machine(last.machine(), access).thenCompose(m -> last(m, last, access));
    }
    return failed(
        Kind.USAGE,
        ((RunName.Alone) name).execution()
            + " is the name of an execution alone; give MACHINE:EXECUTION, or --state-machine");
  }

  private static <T> CompletableFuture<T> failed(Kind kind, String message) {
    return CompletableFuture.failedFuture(new CollectException(kind, message));
  }

  private static RunTarget target(String arn, Access access, Optional<Instant> start, int depth) {
    String region = Arns.region(arn).orElse("");
    return new RunTarget(arn, new Target(access, region), start, 0, depth);
  }

  private static String executionOf(String machineArn, String execution) {
    return Arns.unqualified(machineArn).replace(":stateMachine:", ":execution:") + ":" + execution;
  }

  private record Machine(String arn, int depth) {}

  /** A state machine by its ARN, or by its name in the Region of the access. */
  private CompletableFuture<Machine> machine(String text, Access access) {
    if (text.startsWith("arn:")) {
      return CompletableFuture.completedFuture(new Machine(text, 0));
    }
    Target target;
    try {
      target = new Target(access, Caller.regionOf(access));
    } catch (SdkClientException e) {
      return failed(Kind.USAGE, "no Region is configured; name one with --region");
    }
    List<String> found = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Query query =
        Query.of(
            ApiCall.LIST_STATE_MACHINES,
            target,
            ListStateMachinesRequest.builder().maxResults(1000).build(),
            "all");
    return asker
        .ask(query, 0, item -> machineOf(item, text, found, names))
        .thenCompose(
            answered -> {
              if (!found.isEmpty()) {
                return CompletableFuture.completedFuture(
                    new Machine(found.get(0), answered.depth()));
              }
              Optional<CallFailure> failure = answered.failure();
              return failure.isPresent()
                  ? CompletableFuture.failedFuture(
                      CollectException.of(failure.get(), "state machine " + text))
                  : failed(
                      Kind.REFUSED,
                      "no state machine " + text + " in " + target.region() + near(text, names));
            });
  }

  private static void machineOf(
      ObjectNode item, String text, List<String> found, List<String> names) {
    String name = Json.text(item, "name").orElse("");
    names.add(name);
    if (name.equals(text)) {
      Json.text(item, "stateMachineArn").ifPresent(found::add);
    }
  }

  private static String near(String text, List<String> names) {
    String start = text.substring(0, Math.min(4, text.length()));
    List<String> near =
        names.stream().filter(name -> name.contains(start)).sorted().limit(3).toList();
    return near.isEmpty()
        ? "; check the name, --region and --profile"
        : "; did you mean " + String.join(" or ", near) + "?";
  }

  private CompletableFuture<RunTarget> last(Machine machine, RunName.Last last, Access access) {
    Target target = new Target(access, Arns.region(machine.arn()).orElse(""));
    List<ExecutionStatus> statuses =
        last.succeeded()
            ? List.of(ExecutionStatus.SUCCEEDED)
            : List.of(ExecutionStatus.FAILED, ExecutionStatus.TIMED_OUT, ExecutionStatus.ABORTED);
    List<CompletableFuture<Newest>> newest =
        statuses.stream().map(status -> newest(machine, target, status)).toList();
    return CompletableFuture.allOf(newest.toArray(CompletableFuture[]::new))
        .thenCompose(
            done -> chosen(machine, last, access, newest.stream().map(f -> f.join()).toList()));
  }

  private static CompletableFuture<RunTarget> chosen(
      Machine machine, RunName.Last last, Access access, List<Newest> newest) {
    Optional<Found> found =
        newest.stream().flatMap(n -> n.found().stream()).max(Comparator.comparing(Found::start));
    if (found.isPresent()) {
      int depth = newest.stream().mapToInt(n -> n.answered().depth()).max().orElse(0);
      return CompletableFuture.completedFuture(
          target(found.get().arn(), access, Optional.empty(), depth));
    }
    String name = machine.arn().substring(machine.arn().lastIndexOf(':') + 1);
    Optional<CallFailure> failure =
        newest.stream().flatMap(n -> n.answered().failure().stream()).findFirst();
    return failure.isPresent()
        ? CompletableFuture.failedFuture(
            CollectException.of(failure.get(), "state machine " + name))
        : failed(
            Kind.REFUSED,
            "no execution of "
                + name
                + " that "
                + (last.succeeded() ? "succeeded" : "failed")
                + "; AWS keeps them for 90 days");
  }

  private record Found(String arn, Instant start) {}

  private record Newest(Answered answered, Optional<Found> found) {}

  private CompletableFuture<Newest> newest(Machine machine, Target target, ExecutionStatus status) {
    ListExecutionsRequest request =
        ListExecutionsRequest.builder()
            .stateMachineArn(machine.arn())
            .statusFilter(status)
            .maxResults(1)
            .build();
    String name = machine.arn().substring(machine.arn().lastIndexOf(':') + 1);
    List<Found> found = new ArrayList<>();
    return asker
        .ask(
            Query.of(ApiCall.LIST_EXECUTIONS, target, request, name + " last " + status)
                .reading(Query.Reading.upTo(1)),
            machine.depth(),
            item -> Stream.of(item).flatMap(i -> found(i).stream()).forEach(found::add))
        .thenApply(answered -> new Newest(answered, found.stream().findFirst()));
  }

  private static Optional<Found> found(ObjectNode item) {
    return Json.text(item, "executionArn")
        .map(arn -> new Found(arn, Timestamps.parse(item.path("startDate")).orElse(Instant.EPOCH)));
  }
}
