WITH once AS (
  SELECT function, min(day) AS day, log_stream, max(version) AS version,
         min(first_seen_ms) AS first_seen_ms, max(last_seen_ms) AS last_seen_ms,
         max(processes) AS processes, max(batch) AS batch
  FROM stored_sandboxes
  GROUP BY function, log_stream
),
served AS (
  SELECT function, log_stream, count(*) AS invocations FROM invocations GROUP BY function, log_stream
)
SELECT once.*, coalesce(served.invocations, 0) AS invocations
FROM once
LEFT JOIN served ON served.function = once.function AND served.log_stream = once.log_stream
