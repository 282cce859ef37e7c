// SPDX-License-Identifier: Apache-2.0
/**
 * DuckDB: rows enter and Parquet files leave; Parquet files enter and answers to SQL leave. Nothing
 * but the files of one fleet can be read, and nothing can be written by a query.
 */
@NullMarked
package dev.afterimage.fleet.duck;

import org.jspecify.annotations.NullMarked;
