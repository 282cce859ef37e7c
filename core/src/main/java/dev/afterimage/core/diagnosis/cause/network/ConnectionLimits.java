// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.network;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.LogSign;
import dev.afterimage.core.diagnosis.Metrics;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.diagnosis.Verdict;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.WouldDecide;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.provenance.ConfigurationInForce;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Connections that time out because something on the way has no room for more: the ports of the NAT
 * gateway, or the interface that Lambda shares between sandboxes.
 */
public final class ConnectionLimits implements CauseTest {
  /** Fewer connections at once than this are no burst. */
  private static final int BURST = 20;

  private static final int SMALL_BURST = 4;

  private final Cause cause;
  private final boolean nat;

  private ConnectionLimits(Cause cause, boolean nat) {
    this.cause = cause;
    this.nat = nat;
  }

  /** Returns the test of the NAT gateway's ports. */
  public static CauseTest natPorts() {
    return new ConnectionLimits(
        new Cause(
            "nat-ports",
            "The NAT gateway had no ports left",
            Cause.Role.MECHANISM,
            "The NAT gateway counted ErrorPortAllocation in the minute in which connections failed.",
            new Cause.Remedy(
                "Keep connections alive, add addresses to the gateway, or use endpoints",
                "one address has 55,000 connections for each destination")),
        true);
  }

  /** Returns the test of Lambda's shared interface. */
  public static CauseTest sharedInterface() {
    return new ConnectionLimits(
        new Cause(
            "hyperplane-burst",
            "Lambda's shared interface could not follow a burst",
            Cause.Role.MECHANISM,
            "Connections of a burst timed out while the NAT gateway counted no error.",
            new Cause.Remedy(
                "Reuse connections, or split the functions over subnets and groups",
                "one interface serves each combination of subnets and groups")),
        false);
  }

  @Override
  public Cause cause() {
    return cause;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    Optional<ConfigurationInForce> configuration = situation.configuration();
    if (situation.function().isEmpty()) {
      return;
    }
    if (configuration.filter(c -> !c.isInVpc()).isPresent()) {
      weighing.contradicts(
          4, situation.function().get() + " is in no VPC", List.of(configuration.get().ref()));
      return;
    }
    LogSign timeouts = LogSign.of(situation, NoRoute.CONNECT_TIMEOUT);
    if (!timeouts.isSeen() && !soFar.isHeld("fn-timeout")) {
      timeouts.missing(weighing, "a connection that timed out");
      return;
    }
    weighing.supports(1, "connections timed out", timeouts.refs());
    if (nat) {
      nat(situation, weighing);
    } else {
      shared(situation, soFar, weighing);
    }
  }

  private static Optional<Metrics.Point> portErrors(Situation situation) {
    Instant from = situation.run().times().start();
    return situation.metrics().of("ErrorPortAllocation").stream()
        .flatMap(series -> series.peak(from, situation.run().lastMoment()).stream())
        .max(java.util.Comparator.comparingDouble(Metrics.Point::value));
  }

  private static void nat(Situation situation, Weighing weighing) {
    Optional<Metrics.Point> errors = portErrors(situation);
    if (errors.isEmpty()) {
      weighing.wouldDecide(
          WouldDecide.call(
              "whether the NAT gateway ran out of ports",
              "aws cloudwatch get-metric-statistics --namespace AWS/NATGateway --metric-name"
                  + " ErrorPortAllocation --statistics Sum --period 60",
              "cloudwatch:GetMetricStatistics"));
    } else if (errors.get().value() > 0) {
      weighing.crucial(4, "the NAT gateway could not allocate ports", List.of(errors.get().ref()));
    } else {
      weighing.contradicts(4, "the NAT gateway counted no error", List.of(errors.get().ref()));
    }
  }

  private static void shared(Situation situation, Verdicts soFar, Weighing weighing) {
    Optional<Metrics.Point> errors = portErrors(situation);
    List<Ref> clean =
        errors.filter(point -> point.value() == 0).map(Metrics.Point::ref).stream().toList();
    boolean burst = situation.trials().failedInB().size() + okHere(situation) >= BURST;
    boolean explained =
        Stream.of("nat-ports", "net-no-route")
            .flatMap(id -> soFar.of(id).stream())
            .anyMatch(h -> h.verdict() == Verdict.CONFIRMED);
    if (explained) {
      weighing.contradicts(3, "another element of the path explains it", situation.failureRef());
    } else if (!clean.isEmpty() && !burst && atOnce(situation) >= SMALL_BURST) {
      weighing.supports(
          1.5, "the NAT gateway counted no error while connections timed out at once", clean);
    } else if (!clean.isEmpty() && burst) {
      weighing.crucial(
          2.5, "the NAT gateway counted no error while a burst of connections timed out", clean);
    } else if (!burst) {
      weighing.weakens(2, "there was no burst of connections", situation.failureRef());
    }
  }

  /** Returns how many trials of the run ran at the busiest start of a failing one. */
  private static long atOnce(Situation situation) {
    return situation.trials().failedInB().stream()
        .mapToLong(
            failed ->
                situation.trials().all().stream()
                    .filter(t -> t.side() == Trial.Side.B && !t.start().isAfter(failed.start()))
                    .filter(t -> t.end().map(end -> end.isAfter(failed.start())).orElse(true))
                    .count())
        .max()
        .orElse(0);
  }

  private static int okHere(Situation situation) {
    return situation.trials().ok(Trial.Side.B).size();
  }
}
