// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.network;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Timestamps;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.sim.Simulation;
import java.time.Duration;
import java.util.Optional;

/** The account's EFS file systems with their mount targets and access points. */
public final class FileSystems {
  private static final String AVAILABLE = "available";

  private final Simulation simulation;
  private final Network network;
  private final String arnPrefix;
  private final Resources systems = new Resources();
  private final Resources targets = new Resources();
  private final Resources points = new Resources();

  /** No file system yet. */
  public FileSystems(Simulation simulation, Network network, String region) {
    this.simulation = requireNonNull(simulation, "simulation is null");
    this.network = requireNonNull(network, "network is null");
    this.arnPrefix = "arn:aws:elasticfilesystem:" + region + ":" + network.account() + ":";
  }

  /** Creates a file system with a mount target in each subnet; returns its access point's ARN. */
  public String create(Vpc vpc) {
    String id = network.newId("fs");
    ObjectNode system = Json.object().put("OwnerId", network.account()).put("CreationToken", id);
    system.put("FileSystemId", id).put("FileSystemArn", arnPrefix + "file-system/" + id);
    system.set("CreationTime", Timestamps.seconds(simulation.now().minus(Duration.ofDays(120))));
    system.put("LifeCycleState", AVAILABLE).put("NumberOfMountTargets", vpc.subnets().size());
    system.putObject("SizeInBytes").put("Value", 73_400_320L);
    system.put("PerformanceMode", "generalPurpose").put("Encrypted", true);
    systems.put(id, system.put("ThroughputMode", "bursting"));
    vpc.subnets().forEach(subnet -> addTarget(id, subnet, vpc));
    String point = network.newId("fsap");
    points.put(
        point,
        Json.object()
            .put("AccessPointId", point)
            .put("AccessPointArn", arnPrefix + "access-point/" + point)
            .put("FileSystemId", id)
            .put("OwnerId", network.account())
            .put("LifeCycleState", AVAILABLE));
    return arnPrefix + "access-point/" + point;
  }

  private void addTarget(String system, String subnet, Vpc vpc) {
    String id = network.newId("fsmt");
    targets.put(
        id,
        Json.object()
            .put("OwnerId", network.account())
            .put("MountTargetId", id)
            .put("FileSystemId", system)
            .put("SubnetId", subnet)
            .put("LifeCycleState", AVAILABLE)
            .put("IpAddress", "10.0.16." + (20 + targets.all().size()))
            .put("AvailabilityZoneName", network.zoneOf(subnet))
            .put("VpcId", vpc.id()));
  }

  /** Deletes the mount target in a subnet; returns its id. */
  public Optional<String> deleteTarget(String subnet) {
    Optional<String> id =
        targets.all().stream()
            .filter(target -> target.path("SubnetId").asText().equals(subnet))
            .map(target -> target.path("MountTargetId").asText())
            .findFirst();
    id.ifPresent(targets::remove);
    return id;
  }

  /** Returns whether a sandbox in a subnet reaches the file system of an access point. */
  public boolean reachable(String accessPointArn, String subnet) {
    String system =
        points
            .get(accessPointArn.substring(accessPointArn.lastIndexOf('/') + 1))
            .map(point -> point.path("FileSystemId").asText())
            .orElse("");
    String zone = network.zoneOf(subnet);
    return targets.all().stream()
        .filter(target -> target.path("FileSystemId").asText().equals(system))
        .filter(target -> target.path("AvailabilityZoneName").asText().equals(zone))
        .anyMatch(target -> target.path("LifeCycleState").asText().equals(AVAILABLE));
  }

  Resources systems() {
    return systems;
  }

  Resources targets() {
    return targets;
  }

  Resources points() {
    return points;
  }
}
