// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.bench;

import dev.afterimage.fleet.duck.FleetDatabase;
import dev.afterimage.fleet.rank.RankQuestion;
import dev.afterimage.fleet.rank.RankText;
import dev.afterimage.fleet.rank.Ranker;
import dev.afterimage.fleet.rank.Ranking;
import dev.afterimage.fleet.rank.Unit;
import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.store.FleetFolder;
import dev.afterimage.fleet.table.QueryException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Counts how often a fleet whose outcomes were dealt out at random shows anything: with q below
 * 0.05, at most ten seeds of a hundred may.
 */
public final class ShuffleBench {
  private static final int SEEDS = 100;

  private ShuffleBench() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments the folder of a fleet
   */
  public static void main(String[] arguments) throws FleetException, QueryException {
    try (FleetDatabase database = FleetDatabase.open(new FleetFolder(Path.of(arguments[0])))) {
      RankQuestion question = RankQuestion.of(Unit.ATTEMPTS);
      int shown = 0;
      long rows = 0;
      for (int seed = 1; seed <= SEEDS; seed++) {
        RankQuestion shuffled =
            new RankQuestion(
                question.unit(),
                question.failed(),
                question.ok(),
                question.where(),
                question.options(),
                OptionalLong.of(seed));
        Ranking ranking = Ranker.rank(database, shuffled);
        rows = ranking.all().result().failed() + ranking.all().result().ok();
        if (!ranking.all().result().findings().isEmpty()) {
          shown++;
          System.out.println("seed " + seed + " shows:");
          System.out.print(RankText.write(ranking));
        }
      }
      System.out.println(
          "of %d seeds %d show nothing at q < %s, over %,d attempts (bound 90)"
              .formatted(SEEDS, SEEDS - shown, question.options().q(), rows));
    }
  }
}
