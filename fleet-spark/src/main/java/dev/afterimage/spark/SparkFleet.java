// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.spark;

import dev.afterimage.core.contrast.column.CohortBuilder;
import dev.afterimage.core.contrast.column.ColumnCohort;
import dev.afterimage.core.contrast.diff.Cohort;
import dev.afterimage.fleet.rank.FeatureRows;
import dev.afterimage.fleet.rank.FleetEngine;
import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.table.QueryException;
import dev.afterimage.fleet.table.QueryRow;
import dev.afterimage.fleet.table.Schema;
import dev.afterimage.fleet.table.Table;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** The tables of one fleet in Spark: views over the files of its finished batches. */
public final class SparkFleet implements FleetEngine {
  private final SparkSession spark;

  private SparkFleet(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * Opens a fleet.
   *
   * @param root its folder, wherever Hadoop can read
   * @throws FleetException where there is none, or it cannot be read
   */
  public static SparkFleet open(SparkSession spark, String root) throws FleetException {
    spark.conf().set("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
    SparkFolder folder = new SparkFolder(spark, root);
    folder.existing();
    for (Table table : Schema.TABLES) {
      folder.stored(table).createOrReplaceTempView("stored_" + table.name());
      spark.sql(table.view()).createOrReplaceTempView(table.name());
    }
    return new SparkFleet(spark);
  }

  private Dataset<Row> sql(String sql) throws QueryException {
    try {
      return spark.sql(sql.strip().replaceFirst(";\\s*$", ""));
    } catch (RuntimeException e) {
      throw new QueryException(String.valueOf(e.getMessage()), e);
    } catch (Exception e) {
      if (e instanceof AnalysisException) {
        throw new QueryException(String.valueOf(e.getMessage()), e);
      }
      throw new IllegalStateException(e);
    }
  }

  private static QueryRow row(Row row) {
    return row::get;
  }

  @Override
  public void query(String sql, Consumer<QueryRow> rows) throws QueryException {
    for (Row row : sql(sql).collectAsList()) {
      rows.accept(row(row));
    }
  }

  @Override
  public List<String> columns(String sql) throws QueryException {
    return List.of(sql(sql).columns());
  }

  @Override
  public void keep(String name, String sql) throws QueryException {
    sql(sql).persist(StorageLevel.MEMORY_AND_DISK()).createOrReplaceTempView(name);
  }

  @Override
  public Map<String, Long> fields(String sql) throws QueryException {
    return sql(sql)
        .javaRDD()
        .mapPartitions(
            rows -> {
              TreeMap<String, Long> counts = new TreeMap<>();
              while (rows.hasNext()) {
                FeatureRows.fields(
                    row(rows.next()), (name, value) -> counts.merge(name, 1L, Long::sum));
              }
              return List.of(counts).iterator();
            })
        .reduce(
            (left, right) -> {
              right.forEach((name, count) -> left.merge(name, count, Long::sum));
              return left;
            });
  }

  @Override
  public Cohort cohort(String sql, FeatureRows features, OptionalLong shuffle)
      throws QueryException {
    if (shuffle.isPresent()) {
      throw new QueryException(
          "outcomes cannot be dealt out at random on Spark; rank the fleet on one machine",
          new UnsupportedOperationException("shuffle"));
    }
    Dataset<Row> rows = sql(sql);
    JavaRDD<ColumnCohort> parts =
        rows.repartition(rows.col("row_cluster"))
            .javaRDD()
            .mapPartitions(some -> List.of(columns(some, features)).iterator())
            .persist(StorageLevel.MEMORY_ONLY());
    return new SparkCohort(features.attributes(), parts);
  }

  private static ColumnCohort columns(Iterator<Row> rows, FeatureRows features) {
    CohortBuilder builder = ColumnCohort.builder(features.attributes()).threads(1);
    while (rows.hasNext()) {
      QueryRow row = row(rows.next());
      features.add(row, FeatureRows.isFailed(row), builder);
    }
    return builder.build();
  }

  /** The session is not this fleet's own: who opened it closes it. */
  @Override
  public void close() {
    spark.catalog().clearCache();
  }
}
