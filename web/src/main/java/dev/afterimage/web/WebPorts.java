// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where other modules plug in: many runs, and the collector. What is not plugged in is not offered.
 */
public record WebPorts(Optional<FleetPage> fleet, Optional<Collector> collector) {
  /** Nothing is plugged in. */
  public static final WebPorts NONE = new WebPorts(Optional.empty(), Optional.empty());

  /** Knows many runs. */
  @FunctionalInterface
  public interface FleetPage {
    /**
     * Returns what there is to show.
     *
     * @throws IOException where it cannot be read; the message is for the user
     */
    FleetView view() throws IOException;
  }

  /** Gathers the evidence of runs into a new case. */
  @FunctionalInterface
  public interface Collector {
    /**
     * Collects; called on a thread of its own.
     *
     * @param runs as a user names them, the baseline first
     * @param progress takes one line for each stage, and for each thing that is missing
     * @throws IOException where it cannot be collected; the message is for the user
     */
    Collected collect(List<String> runs, Consumer<String> progress) throws IOException;
  }

  /**
   * A case that was collected.
   *
   * @param place its folder or .zip
   * @param named the ARNs of the runs that were named, in their order
   */
  public record Collected(Path place, List<String> named) {
    public Collected {
      requireNonNull(place, "place is null");
      named = List.copyOf(named);
    }
  }

  public WebPorts {
    requireNonNull(fleet, "fleet is null");
    requireNonNull(collector, "collector is null");
  }
}
