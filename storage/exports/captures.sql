SELECT
    capture_id,
    source_id,
    captured_at,
    capture.fetched_at,
    capture.origin,
    capture.url,
    capture.final_url,
    capture.status,
    capture.media_type,
    capture.memento_url,
    capture.digest_verified,
    capture.body_sha256,
    body.size_bytes,
    observation.document_sha256,
    observation.failure_reason,
    observation.failure_detail,
    observation.is_held
FROM capture
JOIN observation USING (source_id, captured_at, capture_id)
LEFT JOIN body ON body.body_sha256 = capture.body_sha256
ORDER BY source_id, captured_at, capture_id
