// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.code.Reply;
import dev.afterimage.lab.code.Steps;
import dev.afterimage.lab.code.Trouble;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.metrics.Metric;
import dev.afterimage.lab.network.Network;
import dev.afterimage.lab.network.Vpc;
import dev.afterimage.lab.outside.Behaviours;
import dev.afterimage.lab.trail.ManagementCall;
import dev.afterimage.lab.workload.FunctionDraft;
import dev.afterimage.lab.workload.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What goes wrong beyond the function: the network, and the services that it calls. */
final class DependencyFaults {
  private static final String FN_TIMEOUT = "fn-timeout";
  private static final String HANDLED = "handled-exception";
  private static final String SECRETS = "secretsmanager";
  private static final String TABLE = "dynamodb";

  private DependencyFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of("net-no-route", d -> d.inVpc(true), DependencyFaults::noRoute),
        Fault.of("nat-ports", d -> d.inVpc(true).items(12), DependencyFaults::natPorts),
        Fault.of("hyperplane-burst", d -> d.inVpc(true).items(12), DependencyFaults::burst),
        Fault.of("dns", d -> d.inVpc(true), DependencyFaults::names),
        Fault.of("dep-5xx", DependencyFaults::outage),
        Fault.of("dep-429", DependencyFaults::rateLimit),
        Fault.of("dependency-auth", DependencyFaults::rejected),
        Fault.of("ddb-throttle", DependencyFaults::table),
        Fault.of("aws-api-throttle", DependencyFaults::api));
  }

  /** Lets functions wait for a connection for less time than they may run. */
  private static FunctionDraft patient(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    if (stage.random().chance(0.3)) {
      draft.configure(config -> config.with("Timeout", 4));
    } else {
      draft.configure(config -> config.with("Timeout", 60));
    }
    return draft;
  }

  private static Truth truth(String id, FunctionDraft draft) {
    return draft.config().timeout().toSeconds() < 5
        ? Truth.of(id, FN_TIMEOUT, "map-failfast")
        : Truth.of(id, HANDLED, "map-failfast");
  }

  private static Truth noRoute(Stage stage) {
    FunctionDraft draft = patient(stage);
    int kind = stage.random().between(0, 3);
    stage.between(() -> cut(stage, kind));
    return truth("net-no-route", draft);
  }

  private static void cut(Stage stage, int kind) {
    Vpc vpc = stage.deployment().vpc().orElseThrow();
    Network network = stage.world().platform().network();
    String event;
    ObjectNode request = Json.object();
    switch (kind) {
      case 0 -> {
        vpc.natGateways().forEach(network::deleteNatGateway);
        event = "DeleteNatGateway";
        request.put("NatGatewayId", vpc.natGateways().get(0));
      }
      case 1 -> {
        network.deleteDefaultRoute(vpc.routeTables().get(0));
        if (stage.random().chance(0.5)) {
          network.deleteDefaultRoute(vpc.routeTables().get(1));
        }
        event = "DeleteRoute";
        request.put("routeTableId", vpc.routeTables().get(0));
        request.put("destinationCidrBlock", "0.0.0.0/0");
      }
      case 2 -> {
        network.revokeEgress(vpc.group());
        event = "RevokeSecurityGroupEgress";
        request.put("groupId", vpc.group());
      }
      default -> {
        network.denyAnswers(vpc.acl());
        event = "CreateNetworkAclEntry";
        request.put("networkAclId", vpc.acl()).put("ruleNumber", 50).put("ruleAction", "deny");
      }
    }
    stage.record(new ManagementCall(stage.operator(), "ec2", event).request(request));
  }

  private static Truth natPorts(Stage stage) {
    FunctionDraft draft = patient(stage);
    stage.workload().map().put("MaxConcurrency", 40);
    stage.beforeBad(
        () -> {
          stage.world().connections().holdPorts(stage.workload().traits().service(), 54_998);
          stage
              .world()
              .ground()
              .simulation()
              .after(
                  Duration.ofMinutes(20),
                  () ->
                      stage
                          .world()
                          .connections()
                          .holdPorts(stage.workload().traits().service(), 0));
        });
    return truth("nat-ports", draft);
  }

  private static Truth burst(Stage stage) {
    FunctionDraft draft = patient(stage);
    stage.workload().map().put("MaxConcurrency", 40);
    stage.beforeBad(
        () ->
            stage
                .deployment()
                .vpc()
                .orElseThrow()
                .subnets()
                .forEach(subnet -> stage.world().connections().limitBurst(subnet, 2)));
    Truth truth = truth("hyperplane-burst", draft);
    // A function that Lambda ends does not get to say that it was waiting for a connection.
    return truth.chain().contains(FN_TIMEOUT) ? truth.or(FN_TIMEOUT) : truth;
  }

  private static Truth names(Stage stage) {
    FunctionDraft draft = patient(stage);
    draft.configure(config -> config.with("Timeout", 60));
    if (stage.random().chance(0.5)) {
      stage.between(
          () -> {
            String vpc = stage.deployment().vpc().orElseThrow().id();
            stage.world().platform().network().resolveNames(vpc, false);
            ObjectNode request = Json.object("vpcId", vpc);
            request.putObject("enableDnsSupport").put("value", false);
            stage.record(
                new ManagementCall(stage.operator(), "ec2", "ModifyVpcAttribute").request(request));
          });
    } else {
      stage.between(() -> stage.world().services().remove(stage.workload().traits().service()));
    }
    return Truth.of("dns", HANDLED);
  }

  private static void trouble(Stage stage, String service, Reply reply) {
    stage.beforeBad(
        () -> {
          Instant now = stage.world().now();
          stage
              .world()
              .services()
              .change(service, Behaviours.down(now, now.plus(Duration.ofMinutes(25)), reply));
        });
  }

  private static Truth outage(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    String service = stage.workload().traits().service();
    int kind = stage.random().between(0, 3);
    switch (kind) {
      case 0 ->
          trouble(
              stage,
              service,
              new Reply(
                  Duration.ofMillis(130),
                  Trouble.SERVER_ERROR,
                  stage.random().pick(List.of("500", "502", "503", "504"))));
      case 1 -> trouble(stage, service, new Reply(Duration.ofMillis(3), Trouble.REFUSED, ""));
      case 2 -> {
        draft.configure(config -> config.with("Timeout", 60));
        trouble(stage, service, new Reply(Duration.ofSeconds(15), Trouble.READ_TIMEOUT, ""));
      }
      default -> {
        draft.configure(config -> config.with("Timeout", 8));
        trouble(stage, service, new Reply(Duration.ofSeconds(15), Trouble.READ_TIMEOUT, ""));
        return Truth.of("dep-5xx", FN_TIMEOUT, "map-failfast").or(FN_TIMEOUT);
      }
    }
    return Truth.of("dep-5xx", HANDLED, "map-failfast");
  }

  private static Truth rateLimit(Stage stage) {
    stage.aim(Role.WORKER);
    String service = stage.workload().traits().service();
    if (stage.random().chance(0.4)) {
      trouble(stage, service, new Reply(Duration.ofMillis(40), Trouble.QUOTA_USED_UP, ""));
    } else {
      stage.workload().map().put("MaxConcurrency", 40);
      stage.beforeBad(
          () ->
              stage
                  .world()
                  .services()
                  .change(
                      service,
                      Behaviours.limited(2, Duration.ofSeconds(20), Trouble.RATE_LIMITED)));
    }
    return Truth.of("dep-429", HANDLED, "map-failfast");
  }

  /** Whoever asks, and however old its process is, is turned away from one moment on. */
  private static Truth rejected(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    String service = stage.workload().traits().service();
    if (stage.random().chance(0.5)) {
      stage.between(
          () ->
              stage
                  .world()
                  .services()
                  .change(
                      service,
                      Behaviours.troubled(
                          stage.world().now(),
                          request -> true,
                          new Reply(Duration.ofMillis(50), Trouble.UNAUTHORIZED, ""))));
      return Truth.of("dependency-auth", HANDLED);
    }
    String action = "dynamodb:GetItem";
    draft.work().add(Steps.call(TABLE));
    String arn = "arn:aws:sts::" + stage.world().ground().site().account() + ":assumed-role/";
    stage.between(
        () -> {
          stage
              .world()
              .platform()
              .roles()
              .withdraw(stage.operator(), draft.config().role(), action);
          stage
              .world()
              .services()
              .change(
                  TABLE,
                  Behaviours.troubled(
                      stage.world().now(),
                      request -> request.sender().role().equals(draft.config().role()),
                      new Reply(
                          Duration.ofMillis(12),
                          Trouble.ACCESS_DENIED,
                          "User: %s%s-role/%s is not authorized to perform: %s on resource: %s because no identity-based policy allows the %s action"
                              .formatted(
                                  arn,
                                  draft.name(),
                                  draft.name(),
                                  action,
                                  stage.world().ground().site().arn("dynamodb", "table/items"),
                                  action))));
        });
    return Truth.of("dependency-auth", HANDLED);
  }

  private static Truth table(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    draft.work().add(Steps.call(TABLE));
    stage.workload().map().put("MaxConcurrency", 40);
    stage.beforeBad(
        () -> {
          Instant now = stage.world().now();
          Reply throttled = new Reply(Duration.ofMillis(900), Trouble.TABLE_THROTTLED, "");
          stage
              .world()
              .services()
              .change(
                  TABLE,
                  Behaviours.troubled(
                      now, r -> r.sender().function().equals(draft.name()), throttled));
          stage
              .world()
              .services()
              .change(
                  TABLE, Behaviours.observed(reply -> !reply.isGood(), request -> measure(stage)));
        });
    return Truth.of("ddb-throttle", HANDLED, "map-failfast");
  }

  private static void measure(Stage stage) {
    for (String name : List.of("WriteThrottleEvents", "ThrottledRequests")) {
      stage
          .world()
          .ground()
          .metrics()
          .put(Metric.of("AWS/DynamoDB", name).with("TableName", "items"), 1);
    }
  }

  private static Truth api(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    draft.work().add(0, Steps.call(SECRETS));
    stage.workload().map().put("MaxConcurrency", 40);
    stage.beforeBad(
        () -> {
          stage
              .world()
              .services()
              .change(
                  SECRETS, Behaviours.limited(1, Duration.ofSeconds(30), Trouble.API_THROTTLED));
          stage
              .world()
              .services()
              .change(
                  SECRETS,
                  Behaviours.observed(
                      reply -> !reply.isGood(),
                      request ->
                          stage.record(
                              new ManagementCall(stage.operator(), SECRETS, "GetSecretValue")
                                  .request(Json.object("secretId", "prod/api"))
                                  .refused("ThrottlingException", "Rate exceeded"))));
        });
    return Truth.of("aws-api-throttle", HANDLED, "map-failfast");
  }
}
