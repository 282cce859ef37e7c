// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.network;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.OwnError;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.WouldDecide;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.provenance.ConfigurationInForce;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A function in a VPC has no way out: no NAT, no route, a closed group, a missing endpoint. */
public final class NoRoute implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "net-no-route",
          "The function has no network path to what it calls",
          Cause.Role.MECHANISM,
          "Connections from the function's subnets time out, while an element of their path (NAT,"
              + " route, group, endpoint) is missing or was changed.",
          new Cause.Remedy(
              "Restore the path: NAT gateway, route, group, or endpoint",
              "packets of the function's subnets get no answer"));

  /** How clients of several languages write down a connection that nobody answered. */
  static final Pattern CONNECT_TIMEOUT =
      Pattern.compile(
          "\\bETIMEDOUT\\b|ConnectTimeout|[Cc]onnect(ion)? timed out|connect timeout"
              + "|Connection to \\S+ timed out|i/o timeout|SocketTimeoutException: connect"
              + "|Net::OpenTimeout|dial tcp .*timeout");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    Optional<ConfigurationInForce> configuration = situation.configuration();
    if (situation.function().isEmpty() || OwnError.isRefusal(situation.error())) {
      Claims.otherError(situation, weighing, "one of a connection");
      return;
    }
    if (configuration.filter(c -> !c.isInVpc()).isPresent()) {
      weighing.contradicts(
          4,
          situation.function().get() + " is in no VPC: it needs no route of yours",
          List.of(configuration.get().ref()));
      return;
    }
    List<Ref> timeouts = situation.symptoms().refs(CONNECT_TIMEOUT);
    boolean silentTimeout =
        timeouts.isEmpty() && soFar.isHeld("fn-timeout") && configuration.isPresent();
    if (timeouts.isEmpty() && !silentTimeout) {
      weighing.weakens(
          2,
          "no line of a failing invocation speaks of a connection that timed out",
          situation.hasFailingLogs()
              ? Trials.refs(situation.trials().failedInB())
              : situation.failureRef());
    }
    weighing.supports(1, "connections of failing invocations timed out", timeouts);
    path(situation, configuration, !timeouts.isEmpty() || silentTimeout, weighing);
  }

  private static void path(
      Situation situation,
      Optional<ConfigurationInForce> configuration,
      boolean timedOut,
      Weighing weighing) {
    List<Ref> changed =
        configuration.map(c -> new NetworkChanges(situation, c).ofPath()).orElse(List.of());
    List<Ref> missing =
        configuration.map(c -> new NetworkPath(situation.evidence()).missing(c)).orElse(List.of());
    if (timedOut) {
      weighing.crucial(3, "the network path was changed before the failure", changed);
      weighing.crucial(3, "the subnets of the function have no way out", missing);
    } else {
      weighing.supports(0.5, "the network path was changed before the failure", changed);
    }
    if (changed.isEmpty() && missing.isEmpty() && timedOut) {
      weighing.wouldDecide(
          WouldDecide.call(
              "the routes of the function's subnets tell whether there is a way out",
              "aws ec2 describe-route-tables",
              "ec2:DescribeRouteTables"));
    }
  }
}
