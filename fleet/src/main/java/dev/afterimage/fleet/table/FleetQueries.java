// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.table;

import java.util.List;
import java.util.function.Consumer;

/** An engine that answers SQL over the tables of a fleet, whatever reads the files. */
public interface FleetQueries extends AutoCloseable {
  /**
   * Answers a query, row by row; null is unknown.
   *
   * @throws QueryException where the query is wrong
   */
  void query(String sql, Consumer<QueryRow> rows) throws QueryException;

  /** Returns the names of the columns of a query's answer. */
  List<String> columns(String sql) throws QueryException;

  @Override
  void close();
}
