// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.spark;

import dev.afterimage.fleet.rank.RankQuestion;
import dev.afterimage.fleet.rank.RankText;
import dev.afterimage.fleet.rank.Ranker;
import dev.afterimage.fleet.rank.Unit;
import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.table.QueryException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** The entry point for spark-submit. */
public final class SparkMain {
  private static final String USAGE =
      "usage: ingest --fleet DIR [--evidence LOCAL] LOGS... | rank --fleet DIR"
          + " [--over attempts|invocations|runs] [--where SQL]";

  private SparkMain() {}

  /** Runs a command in the session that spark-submit has set up. */
  public static void main(String[] args) throws FleetException, QueryException {
    SparkSession spark = SparkSession.builder().appName("afterimage-fleet").getOrCreate();
    try {
      run(spark, List.of(args), System.out);
    } finally {
      spark.stop();
    }
  }

  static void run(SparkSession spark, List<String> args, PrintStream out)
      throws FleetException, QueryException {
    List<String> rest = new ArrayList<>(args);
    Optional<String> fleet = option(rest, "--fleet");
    Optional<String> evidence = option(rest, "--evidence");
    Optional<String> over = option(rest, "--over");
    Optional<String> where = option(rest, "--where");
    if (fleet.isEmpty() || rest.isEmpty()) {
      throw FleetException.missing(USAGE);
    }
    String command = rest.remove(0);
    if (command.equals("ingest")) {
      out.println(
          SparkIngest.ingest(
              spark,
              fleet.get(),
              new SparkIngest.Sources(rest, evidence.map(java.nio.file.Path::of))));
    } else if (command.equals("rank")) {
      RankQuestion question = RankQuestion.of(unit(over.orElse("attempts")));
      try (SparkFleet opened = SparkFleet.open(spark, fleet.get())) {
        out.print(RankText.write(Ranker.rank(opened, where.map(question::where).orElse(question))));
      }
    } else {
      throw FleetException.missing(USAGE);
    }
  }

  private static Unit unit(String name) throws FleetException {
    for (Unit unit : Unit.values()) {
      if (unit.table().equals(name.toLowerCase(Locale.ROOT))) {
        return unit;
      }
    }
    throw FleetException.missing(USAGE);
  }

  private static Optional<String> option(List<String> args, String name) {
    int at = args.indexOf(name);
    if (at < 0 || at + 1 >= args.size()) {
      return Optional.empty();
    }
    args.remove(at);
    return Optional.of(args.remove(at));
  }
}
