// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.trail;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.sim.RandomStream;
import dev.afterimage.lab.sim.Randoms;
import dev.afterimage.lab.sim.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The account's event history. */
public final class Trail {

  /** The Region that records of global services carry. */
  private static final String GLOBAL_REGION = "us-east-1";

  private static final Duration USUAL_DELAY = Duration.ofSeconds(150);

  private final Simulation simulation;
  private final String account;
  private final String region;
  private final RandomStream random;
  private final List<TrailEvent> events = new ArrayList<>();

  /** The history of an account in a Region, still empty. */
  public Trail(Simulation simulation, Randoms randoms, String account, String region) {
    this.simulation = requireNonNull(simulation, "simulation is null");
    this.account = requireNonNull(account, "account is null");
    this.region = requireNonNull(region, "region is null");
    this.random = randoms.stream("trail");
  }

  /** Records a call that was made now. */
  public void record(ManagementCall call) {
    ObjectNode record = head(call.service() + ".amazonaws.com", call.event());
    record.set("userIdentity", call.actor().identity(account));
    record
        .put("sourceIPAddress", call.actor().sourceIp())
        .put("userAgent", call.actor().userAgent());
    record.set("requestParameters", call.request());
    record.set("responseElements", call.response());
    call.error()
        .ifPresent(
            error -> record.put("errorCode", error.code()).put("errorMessage", error.message()));
    finish(record, "AwsApiCall");
    add(record, call.actor().name(), call.resources());
  }

  /** Records something that a service did by itself. */
  public void recordServiceEvent(String service, String event, ObjectNode details) {
    ObjectNode record = head(service + ".amazonaws.com", event);
    record
        .putObject("userIdentity")
        .put("accountId", account)
        .put("invokedBy", service + ".amazonaws.com");
    record
        .put("sourceIPAddress", service + ".amazonaws.com")
        .put("userAgent", service + ".amazonaws.com");
    record.putNull("requestParameters").putNull("responseElements");
    finish(record, "AwsServiceEvent");
    record.set("serviceEventDetails", details);
    add(record, service + ".amazonaws.com", List.of());
  }

  private ObjectNode head(String source, String name) {
    Instant time = simulation.now().truncatedTo(ChronoUnit.SECONDS);
    boolean global = source.startsWith("iam.") || source.startsWith("organizations.");
    return Json.object()
        .put("eventVersion", "1.11")
        .put("eventTime", time.toString())
        .put("eventSource", source)
        .put("eventName", name)
        .put("awsRegion", global ? GLOBAL_REGION : region);
  }

  private void finish(ObjectNode record, String type) {
    record
        .put("requestID", random.uuid())
        .put("eventID", random.uuid())
        .put("readOnly", false)
        .put("eventType", type)
        .put("managementEvent", true)
        .put("recipientAccountId", account)
        .put("eventCategory", "Management");
  }

  private void add(ObjectNode record, String user, List<TrailEvent.Resource> resources) {
    Instant visible = simulation.now().plus(random.latency(USUAL_DELAY));
    events.add(
        new TrailEvent(
            record, simulation.now().truncatedTo(ChronoUnit.SECONDS), visible, user, resources));
  }

  /** Returns what lookups in this Region show now, oldest first. */
  List<TrailEvent> shown() {
    Instant now = simulation.now();
    Instant oldest = now.minus(Duration.ofDays(90));
    return Collections.unmodifiableList(events).stream()
        .filter(event -> !event.visible().isAfter(now) && event.time().isAfter(oldest))
        .filter(event -> event.text("awsRegion").equals(region))
        .toList();
  }
}
