SELECT source_id, attempted_at, outcome, detail, status, capture_id, scheduled_at
FROM attempt
ORDER BY source_id, attempted_at, outcome
