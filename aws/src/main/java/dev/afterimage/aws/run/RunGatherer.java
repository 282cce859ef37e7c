// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.run;

import dev.afterimage.aws.ask.Answered;
import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.ask.Query;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.core.history.Arns;
import dev.afterimage.core.history.FunctionName;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineForExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;

/** Gathers a run: its description, history and definition, and the runs that it started. */
public final class RunGatherer {
  private static final int EVENTS_OF_PAGE = 1000;

  private final Asker asker;
  private final FunctionListener listener;
  private final VendedLogs vended;
  private final ChildGatherer children;

  /** Hears of the functions that runs call, as soon as an event names them. */
  public interface FunctionListener {
    /** A function is called, first of all runs or once more; {@code depth} calls came before. */
    void seen(RunTarget run, FunctionName function, int depth);
  }

  /** Creates a gatherer. */
  public RunGatherer(Asker asker, Instant asOf, FunctionListener listener) {
    this.asker = asker;
    this.listener = listener;
    this.vended = new VendedLogs(asker, asOf);
    this.children = new ChildGatherer(asker, this);
  }

  /** Asks for the description of a run; Express executions have none of their own. */
  public CompletableFuture<Answered> describe(RunTarget run) {
    DescribeExecutionRequest request =
        DescribeExecutionRequest.builder().executionArn(run.arn()).build();
    return asker.ask(
        Query.of(ApiCall.DESCRIBE_EXECUTION, run.target(), request, subject(run)), run.depth());
  }

  static String subject(RunTarget run) {
    String[] parts = run.arn().split(":", -1);
    return String.join(":", List.of(parts).subList(6, parts.length));
  }

  /** Gathers a run that the user asked for, or its baseline. */
  public CompletableFuture<GatheredRun> gather(RunTarget run) {
    return run.isExpress()
        ? express(run, CompletableFuture.completedFuture(Answered.notAsked()))
        : standard(run, true);
  }

  /**
   * Gathers a run that another one started.
   *
   * @param withDefinition whether its definition is asked for; children of a Map Run share one
   */
  CompletableFuture<GatheredRun> gatherChild(RunTarget run, boolean withDefinition) {
    return run.isExpress() ? express(run, describe(run)) : standard(run, withDefinition);
  }

  private CompletableFuture<Answered> machine(RunTarget run) {
    DescribeStateMachineRequest request =
        DescribeStateMachineRequest.builder().stateMachineArn(run.machine()).build();
    String name = run.machine().substring(run.machine().lastIndexOf(':') + 1);
    return asker.ask(
        Query.of(ApiCall.DESCRIBE_STATE_MACHINE, run.target(), request, name), run.depth());
  }

  private CompletableFuture<Answered> definition(RunTarget run) {
    DescribeStateMachineForExecutionRequest request =
        DescribeStateMachineForExecutionRequest.builder().executionArn(run.arn()).build();
    return asker.ask(
        Query.of(ApiCall.DESCRIBE_STATE_MACHINE_FOR_EXECUTION, run.target(), request, subject(run)),
        run.depth());
  }

  private HistoryFacts facts(RunTarget run) {
    return new HistoryFacts(
        Arns.account(run.arn()).orElse(""),
        function -> listener.seen(run, function, run.depth() + 1));
  }

  private CompletableFuture<GatheredRun> standard(RunTarget run, boolean withDefinition) {
    HistoryFacts facts = facts(run);
    // Of what is asked at once the history takes longest: it goes first.
    CompletableFuture<Answered> history = history(run, facts);
    CompletableFuture<Answered> description = describe(run);
    CompletableFuture<Answered> machine = machine(run);
    CompletableFuture<Answered> definition =
        withDefinition ? definition(run) : CompletableFuture.completedFuture(Answered.notAsked());
    CompletableFuture<Answered> read =
        history.thenCompose(
            answered ->
                answered.isHere()
                    ? CompletableFuture.completedFuture(answered)
                    : description
                        .thenCombine(machine, Pair::new)
                        .thenCompose(p -> vended.read(run, p.description(), p.machine(), facts)));
    return definition.thenCompose(
        defined ->
            read.thenCompose(
                events -> withChildren(run, description, machine, facts, events.depth())));
  }

  private CompletableFuture<Answered> history(RunTarget run, HistoryFacts facts) {
    GetExecutionHistoryRequest request =
        GetExecutionHistoryRequest.builder()
            .executionArn(run.arn())
            .maxResults(EVENTS_OF_PAGE)
            .build();
    return asker.ask(
        Query.of(ApiCall.GET_EXECUTION_HISTORY, run.target(), request, subject(run))
            .reading(Query.Reading.BOTH_ENDS),
        run.depth(),
        facts::add);
  }

  private record Pair(Answered description, Answered machine) {}

  private CompletableFuture<GatheredRun> express(
      RunTarget run, CompletableFuture<Answered> description) {
    HistoryFacts facts = facts(run);
    CompletableFuture<Answered> machine = machine(run);
    return description
        .thenCombine(machine, Pair::new)
        .thenCompose(p -> vended.read(run, p.description(), p.machine(), facts))
        .thenCompose(events -> withChildren(run, description, machine, facts, events.depth()));
  }

  private CompletableFuture<GatheredRun> withChildren(
      RunTarget run,
      CompletableFuture<Answered> description,
      CompletableFuture<Answered> machine,
      HistoryFacts facts,
      int depth) {
    return children
        .gather(run, facts, depth)
        .thenCompose(
            below ->
                description.thenCombine(
                    machine,
                    (described, now) ->
                        new GatheredRun(
                            run,
                            described.json(),
                            now.json(),
                            facts,
                            below,
                            below.stream().mapToInt(GatheredRun::depth).reduce(depth, Math::max))));
  }
}
