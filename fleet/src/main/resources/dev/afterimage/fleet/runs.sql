-- Of a run that was read more than once the reading with the most events counts.
WITH ranked AS (
  SELECT *,
         row_number() OVER (
           PARTITION BY execution_arn ORDER BY events DESC, batch DESC) AS choice
  FROM stored_runs
),
once AS (SELECT * FROM ranked WHERE choice = 1),
revisions AS (
  SELECT once.execution_arn, max_by(changes.value, changes.at_ms) AS definition_revision
  FROM once
  JOIN changes ON changes.subject = once.state_machine
  WHERE changes.kind = 'DEFINITION' AND changes.at_ms <= once.started_ms
  GROUP BY once.execution_arn
)
SELECT state_machine, day, once.execution_arn, name, status, started_ms, stopped_ms, duration_ms,
       error, fingerprint, failed_step, failed_function, input_bytes, input_fields, events,
       redrives, complete, express, map_run_arn, batch,
       CAST(floor(started_ms / 3600000.0) AS BIGINT) % 24 AS hour,
       (CAST(floor(started_ms / 86400000.0) AS BIGINT) + 3) % 7 + 1 AS weekday,
       definition_revision,
       lag(status) OVER (
         PARTITION BY state_machine ORDER BY started_ms, once.execution_arn) AS previous_status
FROM once
LEFT JOIN revisions ON revisions.execution_arn = once.execution_arn
