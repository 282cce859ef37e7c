-- An invocation that two ingests tell of is one: the one with its report counts.
WITH ranked AS (
  SELECT *,
         row_number() OVER (
           PARTITION BY function, log_stream, request_id, started_ms
           ORDER BY CASE WHEN outcome = 'UNKNOWN' THEN 1 ELSE 0 END, ended_ms DESC, batch) AS choice
  FROM stored_invocations
),
before AS (
  SELECT *,
         lag(ended_ms) OVER (
           PARTITION BY function, log_stream ORDER BY started_ms, request_id) AS before_ended_ms,
         lag(outcome) OVER (
           PARTITION BY function, log_stream ORDER BY started_ms, request_id) AS before_outcome
  FROM ranked WHERE choice = 1
),
-- A process starts where the logs say so, and after a timeout or a crash of the one before it.
begun AS (
  SELECT *,
         CASE WHEN starts_process OR before_outcome IN ('TIMED_OUT', 'CRASHED')
              THEN 1 ELSE 0 END AS begins,
         CASE WHEN starts_process THEN process_started_ms
              WHEN before_outcome IN ('TIMED_OUT', 'CRASHED') THEN started_ms END AS begun_ms
  FROM before
),
placed AS (
  SELECT *,
         sum(begins) OVER (
           PARTITION BY function, log_stream ORDER BY started_ms, request_id
           ROWS UNBOUNDED PRECEDING) AS process
  FROM begun
),
aged AS (
  SELECT *,
         row_number() OVER (
           PARTITION BY function, log_stream, process ORDER BY started_ms, request_id) - 1 AS place,
         max(begun_ms) OVER (PARTITION BY function, log_stream, process) AS process_begun_ms
  FROM placed
)
-- Process 0 is one whose start the logs do not show.
SELECT function, day, log_stream, version, request_id, started_ms, ended_ms, outcome, error_type,
       duration_ms, billed_ms, memory_mb, max_memory_mb, init_ms, starts_process,
       process_started_ms, batch,
       CAST(process AS BIGINT) AS process,
       CASE WHEN process > 0 THEN CAST(place AS BIGINT) END AS ordinal,
       CASE WHEN place > 0 THEN false WHEN process > 0 THEN true END AS cold,
       CASE WHEN process > 0 THEN greatest(0, started_ms - process_begun_ms) END AS process_age_ms,
       CASE WHEN before_ended_ms IS NOT NULL
            THEN greatest(0, started_ms - before_ended_ms) END AS idle_gap_ms,
       CASE WHEN place > 0 THEN before_outcome END AS predecessor
FROM aged
