// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Attempt;
import dev.afterimage.core.history.ErrorText;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.invocation.Fleet;
import dev.afterimage.core.invocation.Invocation;
import dev.afterimage.core.invocation.LinkedCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The trials of one function in two runs, in the order of their starts. */
public record Trials(List<Trial> all) {
  public Trials {
    all = List.copyOf(all);
  }

  /**
   * Collects the trials of a function.
   *
   * @param kind what the failure under question is
   */
  static Trials of(Fleet fleet, String function, FailureKind kind, Sides sides) {
    Collector collector = new Collector(fleet, kind, sides);
    collector.calls(function);
    collector.unlinked(function);
    return new Trials(
        collector.trials.stream()
            .sorted(Comparator.comparing(Trial::start).thenComparing(Trial::ref))
            .toList());
  }

  /** The runs of both sides, each with the runs below it. */
  record Sides(Collection<Run> a, Collection<Run> b) {
    Optional<Trial.Side> of(Run run) {
      if (b.contains(run)) {
        return Optional.of(Trial.Side.B);
      }
      return a.contains(run) ? Optional.of(Trial.Side.A) : Optional.empty();
    }

    /** The side that all of the runs are of. */
    Optional<Trial.Side> of(Set<Run> runs) {
      Set<Optional<Trial.Side>> found = new HashSet<>();
      runs.forEach(run -> found.add(of(run)));
      return found.size() == 1 ? found.iterator().next() : Optional.empty();
    }
  }

  /** Returns the trials that ended with the failure under question. */
  public List<Trial> failed() {
    return all.stream().filter(Trial::isFailed).toList();
  }

  /** Returns those of the run under question that ended with the failure. */
  public List<Trial> failedInB() {
    return failed().stream().filter(trial -> trial.side() == Trial.Side.B).toList();
  }

  /** Returns the trials that succeeded. */
  public List<Trial> ok() {
    return all.stream().filter(Trial::isOk).toList();
  }

  /** Returns those of one side that succeeded. */
  public List<Trial> ok(Trial.Side side) {
    return ok().stream().filter(trial -> trial.side() == side).toList();
  }

  /** Returns where trials stand in the evidence. */
  public static List<Ref> refs(Collection<Trial> trials) {
    return trials.stream().map(Trial::ref).toList();
  }

  /** Returns the invocations of trials. */
  public static Stream<Invocation> invocations(Collection<Trial> trials) {
    return trials.stream().flatMap(trial -> trial.invocation().stream());
  }

  private static final class Collector {
    private final Fleet fleet;
    private final FailureKind kind;
    private final Sides sides;
    private final List<Trial> trials = new ArrayList<>();
    private final Set<Invocation> taken = new HashSet<>();
    private boolean logsShowFailures = true;

    Collector(Fleet fleet, FailureKind kind, Sides sides) {
      this.fleet = fleet;
      this.kind = kind;
      this.sides = sides;
    }

    void calls(String function) {
      for (LinkedCall call : fleet.calls()) {
        Optional<Trial.Side> side = sides.of(call.run());
        if (side.isEmpty() || !call.call().function().name().equals(function)) {
          continue;
        }
        Optional<Invocation> invocation = call.served();
        invocation.ifPresent(taken::add);
        Trial.Outcome outcome = outcome(call.call().attempt());
        if (outcome == Trial.Outcome.FAILED && invocation.isPresent()) {
          logsShowFailures &= invocation.get().outcome().isFailure();
        }
        Ref ref = invocation.map(Invocation::ref).orElse(call.call().attempt().end().ref());
        trials.add(new Trial(side.get(), Optional.of(call), invocation, outcome, ref));
      }
    }

    private Trial.Outcome outcome(Attempt attempt) {
      return switch (attempt.end().status()) {
        case SUCCEEDED -> Trial.Outcome.OK;
        case OPEN -> Trial.Outcome.UNKNOWN;
        default ->
            kind.is(attempt.end().error(), ErrorText.of(attempt.end().cause()).message())
                ? Trial.Outcome.FAILED
                : Trial.Outcome.OTHER_ERROR;
      };
    }

    /** Fail-fast does not stop Lambda: what it ran for steps that were cut off is evidence too. */
    void unlinked(String function) {
      fleet
          .of(function)
          .flatMap(sandbox -> sandbox.invocations())
          .filter(invocation -> !taken.contains(invocation))
          .forEach(
              invocation ->
                  sides
                      .of(fleet.runsOf(invocation))
                      .ifPresent(side -> trials.add(unlinked(side, invocation))));
      settleOpenCalls();
    }

    private Trial unlinked(Trial.Side side, Invocation invocation) {
      boolean givenUp = side == Trial.Side.B && isGivenUp(invocation);
      return new Trial(
          side,
          Optional.empty(),
          Optional.of(invocation),
          givenUp ? Trial.Outcome.FAILED : outcome(invocation),
          invocation.ref());
    }

    /**
     * Whether Step Functions had stopped waiting for an attempt while the invocation ran: of
     * several attempts at once nothing tells which was whose, but all of them were given up alike.
     */
    private boolean isGivenUp(Invocation invocation) {
      Optional<Trial> attempt =
          trials.stream()
              .filter(trial -> trial.isFailed() && trial.invocation().isEmpty())
              .filter(trial -> trial.call().filter(c -> wasRunning(c, invocation)).isPresent())
              .findFirst();
      attempt.ifPresent(trials::remove);
      return attempt.isPresent();
    }

    private static boolean wasRunning(LinkedCall call, Invocation invocation) {
      Attempt attempt = call.call().attempt();
      Instant ended = attempt.times().ended().orElse(Instant.MIN);
      return attempt.end().status() == Attempt.Status.TIMED_OUT
          && !invocation.times().start().isBefore(attempt.times().scheduled().minusSeconds(1))
          && invocation.times().begun().isBefore(ended)
          && invocation.lastSeen().isAfter(ended);
    }

    private Trial.Outcome outcome(Invocation invocation) {
      return switch (invocation.outcome()) {
        // Where the log of a known failure shows nothing of it, silence means nothing.
        case OK -> logsShowFailures ? Trial.Outcome.OK : Trial.Outcome.UNKNOWN;
        case UNKNOWN -> Trial.Outcome.UNKNOWN;
        default ->
            invocation
                    .shownError()
                    .map(shown -> kind.is(Optional.of(shown.type()), shown.message()))
                    .orElse(false)
                ? Trial.Outcome.FAILED
                : Trial.Outcome.OTHER_ERROR;
      };
    }

    /** An attempt that was cut off and is linked ended as its invocation did. */
    private void settleOpenCalls() {
      trials.replaceAll(
          trial ->
              trial.outcome() == Trial.Outcome.UNKNOWN && trial.invocation().isPresent()
                  ? new Trial(
                      trial.side(),
                      trial.call(),
                      trial.invocation(),
                      outcome(trial.invocation().get()),
                      trial.ref())
                  : trial);
    }
  }
}
