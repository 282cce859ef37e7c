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

  /** What cannot be shown yet, because it is being made. */
  public static final class NotYetException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long seconds;

    /** Creates one, {@code seconds} after the making began. */
    public NotYetException(long seconds) {
      super("ranking, " + seconds + " s");
      this.seconds = seconds;
    }

    /** Returns how long it has been in the making. */
    public long seconds() {
      return seconds;
    }
  }

  /** Knows many runs. */
  @FunctionalInterface
  public interface FleetPage {
    /**
     * Returns what there is to show.
     *
     * @throws NotYetException where it is being made; ask again
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
     * @param runs as a user names them
     * @param into the folder of cases
     * @param progress takes one line for each stage
     * @return the new case
     * @throws IOException where it cannot be collected; the message is for the user
     */
    Path collect(List<String> runs, Path into, Consumer<String> progress) throws IOException;
  }

  public WebPorts {
    requireNonNull(fleet, "fleet is null");
    requireNonNull(collector, "collector is null");
  }
}
