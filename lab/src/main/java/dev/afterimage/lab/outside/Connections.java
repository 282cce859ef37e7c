// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.outside;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.metrics.Metric;
import dev.afterimage.lab.metrics.Metrics;
import dev.afterimage.lab.network.Path;
import dev.afterimage.lab.sim.Simulation;
import java.util.HashMap;
import java.util.Map;

/** The connections through NAT gateways and through the interfaces of functions. */
public final class Connections {
  /** Connections of one gateway address to one destination. */
  private static final int PORTS = 55_000;

  private static final int USUAL_BURST = 4000;

  private final Simulation simulation;
  private final Metrics metrics;
  private final Map<String, Integer> heldByOthers = new HashMap<>();
  private final Map<String, Integer> bursts = new HashMap<>();
  private final Map<String, int[]> counted = new HashMap<>();

  /** No connections yet. */
  public Connections(Simulation simulation, Metrics metrics) {
    this.simulation = requireNonNull(simulation, "simulation is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
  }

  /** Says how many ports towards a host other clients of the gateways hold. */
  public void holdPorts(String host, int ports) {
    heldByOthers.put(host, ports);
  }

  /** Says how many new connections per second the interface of a subnet takes. */
  public void limitBurst(String subnet, int perSecond) {
    bursts.put(subnet, perSecond);
  }

  /** Opens a connection; returns false where its first packet is lost. */
  boolean open(Path path, String host) {
    int burst = count("burst/" + path.subnet());
    if (burst > bursts.getOrDefault(path.subnet(), USUAL_BURST)) {
      return false;
    }
    String gateway = path.gateway().orElse("");
    if (gateway.isEmpty()) {
      return true;
    }
    int own = count("nat/" + gateway + "/" + host);
    int others = heldByOthers.getOrDefault(host, 0);
    boolean free = own + others <= PORTS;
    Metric base = Metric.of("AWS/NATGateway", "ActiveConnectionCount");
    metrics.put(base.with("NatGatewayId", gateway), own + others);
    metrics.put(
        Metric.of("AWS/NATGateway", "ErrorPortAllocation").with("NatGatewayId", gateway),
        free ? 0 : 1);
    metrics.put(
        Metric.of("AWS/NATGateway", "PacketsDropCount").with("NatGatewayId", gateway),
        free ? 0 : 1);
    return free;
  }

  /** Counts within the running second. */
  private int count(String key) {
    int second = (int) simulation.now().getEpochSecond();
    int[] counter = counted.computeIfAbsent(key, k -> new int[] {second, 0});
    if (counter[0] != second) {
      counter[0] = second;
      counter[1] = 0;
    }
    return ++counter[1];
  }
}
