// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.fleet.FleetContract;
import dev.afterimage.fleet.rank.FleetEngine;
import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.testing.TestingFleet;
import dev.afterimage.fleet.testing.TestingLogs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkContractTest extends FleetContract {
  private static final SparkSession SPARK =
      SparkSession.builder()
          .master("local[2]")
          .appName("contract")
          .config("spark.ui.enabled", "false")
          // Of so few rows planning, compiling and starting tasks is what takes the time.
          .config("spark.sql.shuffle.partitions", "2")
          .config("spark.default.parallelism", "2")
          .config("spark.sql.codegen.wholeStage", "false")
          .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
          .config("spark.sql.adaptive.enabled", "false")
          .config("spark.sql.files.openCostInBytes", "0")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.driver.host", "127.0.0.1")
          .getOrCreate();

  @Override
  protected FleetEngine open(Path logs, Path fleet) throws FleetException {
    SparkIngest.ingest(
        SPARK,
        fleet.toString(),
        new SparkIngest.Sources(
            List.of(logs.resolve("states").toString(), logs.resolve("lambda").toString()),
            Optional.of(logs.resolve("trail.json"))));
    return SparkFleet.open(SPARK, fleet.toString());
  }

  private static SparkIngest.Report withoutGroups(Path folder, String name) throws FleetException {
    TestingFleet.write(folder.resolve("logs"), 20, 11);
    Path bare = folder.resolve("exported").resolve(name);
    TestingLogs.withoutGroups(folder.resolve("logs/lambda"), bare);
    return SparkIngest.ingest(
        SPARK,
        folder.resolve("fleet").toString(),
        new SparkIngest.Sources(
            List.of(folder.resolve("logs/states").toString(), bare.toString()),
            Optional.of(folder.resolve("logs/trail.json"))));
  }

  @Test
  void linesWithoutAGroup_areOfTheFunctionThatTheirFolderNames(@TempDir Path folder)
      throws FleetException {
    SparkIngest.Report report = withoutGroups(folder, "poll");

    assertThat(report.rejects()).isZero();
    assertThat(report.rows()).containsKey("invocations");
  }

  @Test
  void linesThatNobodyKnowsWhoseTheyAre_areRejected(@TempDir Path folder) throws FleetException {
    SparkIngest.Report report = withoutGroups(folder, "other");

    assertThat(report.rejects()).isPositive();
    assertThat(report.rows()).doesNotContainKey("invocations");
  }

  @Override
  protected void stop() {
    SPARK.stop();
  }
}
