// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.duck;

import dev.afterimage.fleet.FleetContract;
import dev.afterimage.fleet.ingest.Ingest;
import dev.afterimage.fleet.ingest.IngestOptions;
import dev.afterimage.fleet.rank.FleetEngine;
import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.store.FleetFolder;
import java.nio.file.Path;
import java.util.List;

class DuckContractTest extends FleetContract {
  @Override
  protected FleetEngine open(Path logs, Path fleet) throws FleetException {
    FleetFolder folder = new FleetFolder(fleet);
    Ingest.ingest(folder, List.of(logs), IngestOptions.DEFAULT);
    return FleetDatabase.open(folder);
  }
}
