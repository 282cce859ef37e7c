// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli.fleet;

import dev.afterimage.fleet.duck.FleetDatabase;
import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.store.FleetFolder;
import dev.afterimage.fleet.store.Manifest;
import dev.afterimage.fleet.table.QueryException;
import dev.afterimage.fleet.view.Overview;
import dev.afterimage.fleet.view.OverviewFile;
import dev.afterimage.fleet.view.OverviewReader;
import dev.afterimage.web.FleetView;
import dev.afterimage.web.WebPorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A fleet for the local page. It is ranked once after an ingest, on a thread of its own, and what
 * came of it is kept beside the tables.
 */
public final class ServedFleet implements WebPorts.FleetPage {
  private final FleetFolder folder;
  private @Nullable Making making;

  /** What is shown for a manifest, or will be. */
  private record Making(Manifest manifest, Instant since, CompletableFuture<FleetView> view) {}

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
  public FleetView view() throws IOException {
    try {
      Making now = making(folder.existing());
      if (!now.view().isDone()) {
        throw new WebPorts.NotYetException(
            Duration.between(now.since(), Instant.now()).toSeconds());
      }
      return now.view().join();
    } catch (FleetException e) {
      throw new IOException(e.getMessage(), e);
    } catch (CompletionException e) {
      forget();
      throw new IOException(e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
    }
  }

  /** What failed is tried again when it is asked for again. */
  private synchronized void forget() {
    making = null;
  }

  private synchronized Making making(Manifest manifest) throws FleetException {
    Making known = making;
    if (known == null || !known.manifest().equals(manifest)) {
      OverviewFile file = OverviewFile.of(folder, manifest);
      CompletableFuture<FleetView> view =
          file.read()
              .map(overview -> CompletableFuture.completedFuture(view(overview)))
              .orElseGet(() -> start(file));
      known = new Making(manifest, Instant.now(), view);
      making = known;
    }
    return known;
  }

  private CompletableFuture<FleetView> start(OverviewFile file) {
    return CompletableFuture.supplyAsync(
        () -> make(file),
        task -> {
          Thread thread = new Thread(task, "fleet-rank");
          thread.setDaemon(true);
          thread.start();
        });
  }

  private FleetView make(OverviewFile file) {
    try (FleetDatabase database = FleetDatabase.open(folder)) {
      Overview overview = OverviewReader.read(database);
      file.write(overview);
      return view(overview);
    } catch (FleetException | QueryException | IOException e) {
      throw new CompletionException(e);
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
