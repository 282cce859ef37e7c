// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli.fleet;

import dev.afterimage.fleet.duck.FleetDatabase;
import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.store.FleetFolder;
import dev.afterimage.fleet.store.Manifest;
import dev.afterimage.fleet.table.QueryException;
import dev.afterimage.fleet.view.Overview;
import dev.afterimage.fleet.view.OverviewReader;
import dev.afterimage.web.FleetView;
import dev.afterimage.web.WebPorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fleet for the local page; it is ranked anew only after an ingest. */
public final class ServedFleet implements WebPorts.FleetPage {
  private final FleetFolder folder;
  private @Nullable Manifest ranked;
  private @Nullable FleetView view;

  /**
   * Serves a fleet.
   *
   * @throws FleetException where there is none
   */
  public ServedFleet(Path root) throws FleetException {
    this.folder = new FleetFolder(root);
    folder.existing();
  }

  @Override
  public synchronized FleetView view() throws IOException {
    try {
      Manifest now = folder.existing();
      FleetView known = view;
      if (known == null || !now.equals(ranked)) {
        try (FleetDatabase database = FleetDatabase.open(folder)) {
          known = view(OverviewReader.read(database));
        }
        view = known;
        ranked = now;
      }
      return known;
    } catch (FleetException | QueryException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static FleetView view(Overview overview) {
    return new FleetView(
        new FleetView.Totals(overview.totals().runs(), overview.totals().failed()),
        overview.groups().stream()
            .map(g -> new FleetView.Group(g.fingerprint(), g.failed(), g.first(), g.last()))
            .toList(),
        overview.panels().stream().map(ServedFleet::panel).toList(),
        overview.steps().stream().map(step -> step(step, overview.days())).toList(),
        overview.marks().stream().map(m -> new FleetView.Mark(m.day(), m.changes())).toList());
  }

  private static FleetView.Panel panel(Overview.Panel panel) {
    List<FleetView.Bar> bars =
        panel.bars().stream()
            .map(
                bar ->
                    new FleetView.Bar(
                        bar.label(), new FleetView.Count(bar.failed(), bar.rows()), bar.inside()))
            .toList();
    return new FleetView.Panel(panel.words(), panel.figures(), panel.attribute(), bars);
  }

  private static FleetView.Step step(Overview.Step step, List<String> days) {
    List<FleetView.Day> all = new ArrayList<>();
    for (int i = 0; i < days.size(); i++) {
      Overview.Day day = step.days().get(i);
      all.add(new FleetView.Day(days.get(i), new FleetView.Count(day.failed(), day.rows())));
    }
    return new FleetView.Step(step.state(), all);
  }
}
