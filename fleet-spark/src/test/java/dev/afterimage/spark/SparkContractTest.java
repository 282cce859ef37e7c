// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.spark;

import dev.afterimage.fleet.FleetContract;
import dev.afterimage.fleet.rank.FleetEngine;
import dev.afterimage.fleet.store.FleetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

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

  @Override
  protected void stop() {
    SPARK.stop();
  }
}
