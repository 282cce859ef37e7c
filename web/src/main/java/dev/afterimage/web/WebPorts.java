// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.CaseFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where other modules plug in: many runs, the collector, and the content of images. What is not
 * plugged in is not offered.
 */
public record WebPorts(Optional<FleetPage> fleet, Optional<Collector> collector, Images images) {
  /** Nothing is plugged in. */
  public static final WebPorts NONE = new WebPorts(Optional.empty(), Optional.empty());

  /** Looks into the images beside a case. */
  @FunctionalInterface
  public interface Images {
    /**
     * Returns the files that tell more of the images than the case does; they are read with it.
     *
     * @throws IOException where they cannot be written; the message is for the user
     */
    List<Path> files(CaseFile file, CaseFile.Examination examination) throws IOException;
  }

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
    requireNonNull(images, "images is null");
  }

  /** Plugs in many runs and the collector, and looks into no image. */
  public WebPorts(Optional<FleetPage> fleet, Optional<Collector> collector) {
    this(fleet, collector, (file, examination) -> List.of());
  }

  /** Returns the same that looks into images. */
  public WebPorts with(Images other) {
    return new WebPorts(fleet, collector, other);
  }
}
