WITH once AS (
  SELECT function, min(day) AS day, version, digest, max(package_type) AS package_type, from_ms,
         max(asked_ms) AS asked_ms, max(uri) AS uri, max(batch) AS batch
  FROM stored_images_in_force
  GROUP BY function, version, digest, from_ms
)
SELECT function, day, version, digest, package_type, from_ms, asked_ms, uri, batch,
       lead(from_ms) OVER (PARTITION BY function, version ORDER BY from_ms, digest) AS until_ms
FROM once
