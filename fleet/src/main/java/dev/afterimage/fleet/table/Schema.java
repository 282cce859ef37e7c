// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The tables of many runs. Times are milliseconds since 1970 in UTC. */
public final class Schema {
  private static final String BATCH = "the ingest that wrote the row";
  private static final String DAY = "the day (UTC) of it, as 2026-03-01";
  private static final String MACHINE = "the state machine's name";
  private static final String RUN = "the execution's ARN";
  private static final String FINGERPRINT = "the error with what differs between any two taken out";

  /** Runs: one row for each execution. */
  public static final Table RUNS =
      new TableBuilder("runs", "Executions of state machines.")
          .partition("state_machine", MACHINE)
          .partition("day", DAY)
          .text("execution_arn", RUN)
          .text("name", "the execution's name")
          .text("status", "SUCCEEDED, FAILED, TIMED_OUT, ABORTED, RUNNING or UNKNOWN")
          .whole("started_ms", "when it started")
          .whole("stopped_ms", "when it stopped")
          .whole("duration_ms", "how long it ran")
          .text("error", "the error of the step that failed first")
          .text("fingerprint", FINGERPRINT)
          .text("failed_step", "the path of the step that failed first")
          .text("failed_function", "the Lambda function of that step")
          .whole("input_bytes", "the size of the input")
          .text("input_fields", "the plain fields of the input, as JSON")
          .whole("events", "how many events of it were read")
          .whole("redrives", "how often it was redriven")
          .truth("complete", "whether no event is missing")
          .truth("express", "whether it is of an Express workflow")
          .text("map_run_arn", "the Map Run that it is a child of")
          .text("batch", BATCH)
          .derived("hour", Column.Type.WHOLE, "the hour of the day (UTC) at which it started")
          .derived("weekday", Column.Type.WHOLE, "the day of the week: 1 is Monday")
          .derived("definition_revision", Column.Type.TEXT, "when its definition was put in force")
          .derived(
              "previous_status", Column.Type.TEXT, "how the run of the machine before it ended")
          .view(sql("runs"));

  /** Steps: one row for each visit of a state. */
  public static final Table STEPS =
      new TableBuilder("steps", "Visits of states.")
          .partition("state_machine", MACHINE)
          .partition("day", DAY)
          .text("execution_arn", RUN)
          .text("path", "the way from the top of the definition, as Poll[3]/PollOne")
          .text("state", "the state's name")
          .text("type", "TASK_STATE, MAP_STATE, ...")
          .whole("entered_event_id", "the event that entered it: unique in its run")
          .whole("item_index", "the item of the Map that it stands in, from 0")
          .text("status", "SUCCEEDED, CAUGHT, FAILED, TIMED_OUT, ABORTED or OPEN")
          .text("error", "the error that it failed with or that was caught")
          .whole("entered_ms", "when it was entered")
          .whole("left_ms", "when it was left")
          .whole("duration_ms", "how long it took")
          .whole("attempts", "how often it was tried")
          .whole("items", "how many items its last round had, of a Map")
          .whole("input_bytes", "the size of the input")
          .whole("output_bytes", "the size of the output")
          .text("batch", BATCH)
          .view(sql("steps"));

  /** Attempts: one row for each try of a task, with what is known of the invocation behind it. */
  public static final Table ATTEMPTS =
      new TableBuilder("attempts", "Tries of tasks, with the invocations that served them.")
          .partition("state_machine", MACHINE)
          .partition("day", DAY)
          .text("execution_arn", RUN)
          .text("path", "the path of its step")
          .text("state", "the state's name")
          .whole("entered_event_id", "the event that entered the step")
          .whole("attempt", "its place under its step, from 1")
          .text("service", "lambda, states, sqs, ...")
          .text("action", "invoke, startExecution.sync, ...")
          .text("function", "the Lambda function that it called")
          .text("qualifier", "the version or alias that it asked for")
          .text("status", "SUCCEEDED, FAILED, TIMED_OUT or OPEN")
          .text("error", "the error's name")
          .text("fingerprint", FINGERPRINT)
          .whole("scheduled_ms", "when it was scheduled")
          .whole("ended_ms", "when it ended")
          .whole("duration_ms", "from scheduling to the end")
          .text("request_id", "the Lambda request that served it")
          .text("executed_version", "the version that Lambda said it ran")
          .whole("item_index", "the item of the Map that it stands in, from 0")
          .text("item_key", "what tells the item from others: its id, key or name, or itself")
          .whole("input_bytes", "the size of the step's input")
          .text("input_fields", "the plain fields of the item, else of the step's input, as JSON")
          .text("batch", BATCH)
          .derived("version", Column.Type.TEXT, "the version that ran")
          .derived("digest", Column.Type.TEXT, "the image digest (of a Zip: CodeSha256) in force")
          .derived("digest_grade", Column.Type.TEXT, "how well that is proved")
          .derived("log_stream", Column.Type.TEXT, "the sandbox that served it")
          .derived(
              "process_age_ms", Column.Type.WHOLE, "how old its process was, where that is known")
          .derived(
              "ordinal", Column.Type.WHOLE, "how many invocations its process had served before")
          .derived("cold", Column.Type.TRUTH, "whether its process served it first")
          .derived("idle_gap_ms", Column.Type.WHOLE, "since the end of the invocation before it")
          .derived(
              "predecessor", Column.Type.TEXT, "how the invocation before it in its process ended")
          .derived("max_memory_mb", Column.Type.NUMBER, "the most memory that its sandbox had used")
          .derived("memory_mb", Column.Type.NUMBER, "the memory that its function had")
          .derived(
              "concurrency", Column.Type.WHOLE, "attempts of its function in flight at its start")
          .derived("hour", Column.Type.WHOLE, "the hour of the day (UTC) at which it was scheduled")
          .derived(
              "definition_revision", Column.Type.TEXT, "when its run's definition was put in force")
          .view(sql("attempts"));

  /** Invocations: one row for each Lambda request that the logs show. */
  public static final Table INVOCATIONS =
      new TableBuilder("invocations", "Lambda requests, from the functions' logs.")
          .partition("function", "the function's name")
          .partition("day", DAY)
          .text("log_stream", "the sandbox")
          .text("version", "the version that the sandbox serves")
          .text("request_id", "the request")
          .whole("started_ms", "when it started")
          .whole("ended_ms", "when it ended")
          .text("outcome", "OK, RAISED, TIMED_OUT, CRASHED or UNKNOWN")
          .text("error_type", "the error that the log shows")
          .number("duration_ms", "as reported")
          .number("billed_ms", "as reported")
          .number("memory_mb", "the memory that the function had")
          .number("max_memory_mb", "the most memory that the sandbox had used")
          .number("init_ms", "the initialisation that the report measures")
          .truth("starts_process", "whether the logs show that a process started for it")
          .whole("process_started_ms", "when that process started")
          .text("batch", BATCH)
          .derived("process", Column.Type.WHOLE, "the process in its sandbox, from 0")
          .derived(
              "ordinal", Column.Type.WHOLE, "how many invocations its process had served before")
          .derived("cold", Column.Type.TRUTH, "whether its process served it first")
          .derived(
              "process_age_ms", Column.Type.WHOLE, "how old its process was, where that is known")
          .derived("idle_gap_ms", Column.Type.WHOLE, "since the end of the invocation before it")
          .derived(
              "predecessor", Column.Type.TEXT, "how the invocation before it in its process ended")
          .view(sql("invocations"));

  /** Sandboxes: one row for each execution environment. */
  public static final Table SANDBOXES =
      new TableBuilder("sandboxes", "Execution environments, each one log stream.")
          .partition("function", "the function's name")
          .partition("day", DAY)
          .text("log_stream", "the stream")
          .text("version", "the version that it serves")
          .whole("first_seen_ms", "the first moment that is known of it")
          .whole("last_seen_ms", "the last one")
          .whole("processes", "how many processes it had")
          .text("batch", BATCH)
          .derived("invocations", Column.Type.WHOLE, "how many requests it served")
          .view(sql("sandboxes"));

  /** Images in force: one row for each state of a function's code. */
  public static final Table IMAGES_IN_FORCE =
      new TableBuilder("images_in_force", "The code of functions, and from when to when.")
          .partition("function", "the function's name")
          .partition("day", DAY)
          .text("version", "a number, or $LATEST")
          .text("digest", "the image digest; of a Zip package CodeSha256")
          .text("package_type", "IMAGE or ZIP")
          .whole("from_ms", "when it was put in force")
          .whole("asked_ms", "until when an answer shows that it was in force")
          .text("uri", "the image with its digest")
          .text("batch", BATCH)
          .derived("until_ms", Column.Type.WHOLE, "when the next one was put in force")
          .view(sql("images_in_force"));

  /** Changes: one row for each call that changed what a run can meet. */
  public static final Table CHANGES =
      new TableBuilder("changes", "What was changed, when and by whom.")
          .partition("subject", "what was changed")
          .partition("day", DAY)
          .text("kind", "DEFINITION, CODE, IMAGE, CONFIGURATION, NETWORK, ...")
          .text("name", "the call, or the field that tells of it")
          .whole("at_ms", "when")
          .text("actor", "who")
          .text("value", "what it was set to, where that is one value")
          .text("batch", BATCH)
          .view(sql("changes"));

  /** The tables, in the order that each builds on those before it. */
  public static final List<Table> TABLES =
      List.of(CHANGES, IMAGES_IN_FORCE, INVOCATIONS, SANDBOXES, RUNS, STEPS, ATTEMPTS);

  private Schema() {}

  /** Returns a table by name. */
  public static java.util.Optional<Table> table(String name) {
    return TABLES.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  private static String sql(String name) {
    try (InputStream in =
        Schema.class.getResourceAsStream("/dev/afterimage/fleet/" + name + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("the view of " + name + " is not packaged");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
