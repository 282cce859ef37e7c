// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli.fleet;

import dev.afterimage.core.diagnosis.fleet.FleetRates;
import dev.afterimage.fleet.duck.FleetDatabase;
import dev.afterimage.fleet.rates.FleetEvidence;
import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.store.FleetFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Many runs that two are held against, where they are given. */
public final class RatesOption {
  @Option(
      names = "--fleet",
      paramLabel = "DIR",
      description = "Test what differs against the runs of this fleet; see 'afterimage fleet'.")
  private @Nullable Path fleet;

  /** Opens the fleet; nothing is known of other runs where none is given. */
  public Opened open() throws FleetException {
    if (fleet == null) {
      return new Opened(FleetRates.NONE, () -> {});
    }
    FleetFolder folder = new FleetFolder(fleet);
    FleetDatabase database = FleetDatabase.open(folder);
    try {
      return new Opened(new FleetEvidence(database, folder), database::close);
    } catch (FleetException e) {
      database.close();
      throw e;
    }
  }

  /** Returns the option as it stands in a report's own command. */
  public String commandText() {
    return fleet == null ? "" : " --fleet FLEET";
  }

  /** A fleet that is open. */
  public record Opened(FleetRates rates, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }
}
