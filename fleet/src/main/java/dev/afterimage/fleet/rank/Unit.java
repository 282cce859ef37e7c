// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rank;

import dev.afterimage.core.contrast.diff.Attribute;
import java.util.List;

/**
 * What is ranked over: the rows, when one failed and when it succeeded, and its attributes, the
 * more telling first: of two that part alike the first is named.
 */
public enum Unit {
  /** Tries of tasks: what failed itself, with the invocation behind it. */
  ATTEMPTS(
      "attempts",
      "status IN ('FAILED', 'TIMED_OUT')",
      "status = 'SUCCEEDED'",
      List.of(
          Attribute.category("digest"),
          Attribute.number("process_age_ms"),
          Attribute.category("item_key"),
          Attribute.category("definition_revision"),
          Attribute.category("version"),
          Attribute.category("function"),
          Attribute.category("state"),
          Attribute.number("ordinal"),
          Attribute.category("cold"),
          Attribute.category("predecessor"),
          Attribute.number("idle_gap_ms"),
          Attribute.number("concurrency"),
          Attribute.number("max_memory_mb"),
          Attribute.number("memory_mb"),
          Attribute.number("input_bytes"),
          Attribute.number("item_index"),
          Attribute.number("attempt"),
          Attribute.number("hour"))),

  /** Lambda requests, whoever asked for them. */
  INVOCATIONS(
      "invocations",
      "outcome IN ('RAISED', 'TIMED_OUT', 'CRASHED')",
      "outcome = 'OK'",
      List.of(
          Attribute.category("function"),
          Attribute.category("version"),
          Attribute.number("process_age_ms"),
          Attribute.number("ordinal"),
          Attribute.category("cold"),
          Attribute.category("predecessor"),
          Attribute.number("idle_gap_ms"),
          Attribute.number("max_memory_mb"),
          Attribute.number("memory_mb"))),

  /** Whole executions. */
  RUNS(
      "runs",
      "status IN ('FAILED', 'TIMED_OUT', 'ABORTED')",
      "status = 'SUCCEEDED'",
      List.of(
          Attribute.category("definition_revision"),
          Attribute.category("state_machine"),
          Attribute.category("previous_status"),
          Attribute.number("input_bytes"),
          Attribute.number("hour"),
          Attribute.number("weekday")));

  private final String table;
  private final String failed;
  private final String ok;
  private final List<Attribute> attributes;

  Unit(String table, String failed, String ok, List<Attribute> attributes) {
    this.table = table;
    this.failed = failed;
    this.ok = ok;
    this.attributes = List.copyOf(attributes);
  }

  /** Returns the table of the rows. */
  public String table() {
    return table;
  }

  /** Returns the condition, in SQL, on which a row failed. */
  public String failed() {
    return failed;
  }

  /** Returns the condition, in SQL, on which a row succeeded. */
  public String ok() {
    return ok;
  }

  /** Returns the attributes. */
  public List<Attribute> attributes() {
    return attributes;
  }

  /** Whether the rows have the fields of an input, each of which is an attribute too. */
  boolean hasFields() {
    return this != INVOCATIONS;
  }

  /** Returns the column that names the run of a row: the rows of one run may fail together. */
  String cluster() {
    return this == INVOCATIONS ? "log_stream" : "execution_arn";
  }

  /** Returns the column with the moment of a row. */
  String moment() {
    return this == ATTEMPTS ? "scheduled_ms" : "started_ms";
  }

  /** Returns the column that names where a row stands: what failed is held against its like. */
  String place() {
    return switch (this) {
      case ATTEMPTS -> "state";
      case INVOCATIONS -> "function";
      case RUNS -> "state_machine";
    };
  }

  /** Returns the columns that put the rows in one order. */
  String order() {
    return switch (this) {
      case ATTEMPTS -> "execution_arn, entered_event_id, attempt";
      case INVOCATIONS -> "function, log_stream, started_ms, request_id";
      case RUNS -> "execution_arn";
    };
  }

  /** Returns the column, or an expression, that failures are grouped by. */
  String fingerprint() {
    return this == INVOCATIONS ? "error_type" : "fingerprint";
  }
}
