WITH once AS (
  SELECT stored_attempts.*, runs.definition_revision, runs.stopped_ms
  FROM stored_attempts
  JOIN runs
    ON runs.execution_arn = stored_attempts.execution_arn AND runs.batch = stored_attempts.batch
),
borders AS (
  SELECT function, scheduled_ms AS at_ms, 1 AS change FROM once WHERE function IS NOT NULL
  UNION ALL
  SELECT function, coalesce(ended_ms, stopped_ms, scheduled_ms) AS at_ms, -1 AS change
  FROM once WHERE function IS NOT NULL
),
-- Attempts that start together count each other; those that end at that moment do not count.
flight AS (
  SELECT function, at_ms, max(running) AS concurrency
  FROM (SELECT function, at_ms, sum(change) OVER (PARTITION BY function ORDER BY at_ms) AS running
        FROM borders) AS moments
  GROUP BY function, at_ms
),
requests AS (
  SELECT *, row_number() OVER (PARTITION BY function, request_id ORDER BY started_ms) AS choice
  FROM invocations
),
linked AS (
  SELECT once.*,
         coalesce(requests.version, once.executed_version,
                  CASE WHEN once.function IS NOT NULL
                       THEN coalesce(once.qualifier, '$LATEST') END) AS version,
         coalesce(sandboxes.first_seen_ms, once.scheduled_ms) AS code_ms,
         requests.log_stream, requests.process_age_ms, requests.ordinal, requests.cold,
         requests.idle_gap_ms, requests.predecessor, requests.max_memory_mb, requests.memory_mb
  FROM once
  LEFT JOIN requests
    ON requests.function = once.function AND requests.request_id = once.request_id
   AND requests.choice = 1
  LEFT JOIN sandboxes
    ON sandboxes.function = once.function AND sandboxes.log_stream = requests.log_stream
),
-- A published version never changes; $LATEST has what was in force when its sandbox was opened.
code AS (
  SELECT function, version, digest, from_ms, until_ms, asked_ms
  FROM images_in_force WHERE version = '$LATEST'
  UNION ALL
  SELECT function, version, min(digest) AS digest, CAST(NULL AS BIGINT) AS from_ms,
         CAST(NULL AS BIGINT) AS until_ms, CAST(NULL AS BIGINT) AS asked_ms
  FROM images_in_force WHERE version <> '$LATEST' GROUP BY function, version
)
SELECT linked.state_machine, linked.day, linked.execution_arn, linked.path, linked.state,
       linked.entered_event_id, linked.attempt, linked.service, linked.action, linked.function,
       linked.qualifier, linked.status, linked.error, linked.fingerprint, linked.scheduled_ms,
       linked.ended_ms, linked.duration_ms, linked.request_id, linked.executed_version,
       linked.item_index, linked.item_key, linked.input_bytes, linked.input_fields, linked.batch,
       linked.version, code.digest,
       CASE WHEN code.digest IS NULL THEN NULL
            WHEN code.from_ms IS NULL THEN 'proved'
            WHEN code.asked_ms >= coalesce(linked.ended_ms, linked.scheduled_ms) THEN 'proved'
            WHEN code.until_ms IS NOT NULL THEN 'reconstructed'
            ELSE 'unknown' END AS digest_grade,
       linked.log_stream, linked.process_age_ms, linked.ordinal, linked.cold, linked.idle_gap_ms,
       linked.predecessor, linked.max_memory_mb, linked.memory_mb,
       CAST(flight.concurrency AS BIGINT) AS concurrency,
       CAST(floor(linked.scheduled_ms / 3600000.0) AS BIGINT) % 24 AS hour,
       linked.definition_revision
FROM linked
LEFT JOIN flight ON flight.function = linked.function AND flight.at_ms = linked.scheduled_ms
LEFT JOIN code
  ON code.function = linked.function AND code.version = linked.version
 AND (code.from_ms IS NULL
      OR (code.from_ms <= linked.code_ms
          AND (code.until_ms IS NULL OR linked.code_ms < code.until_ms)))
