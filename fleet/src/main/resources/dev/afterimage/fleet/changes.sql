-- A change that several sources tell of is one.
SELECT subject, min(day) AS day, kind, name, at_ms, max(actor) AS actor, value, max(batch) AS batch
FROM stored_changes
GROUP BY subject, kind, name, at_ms, value
