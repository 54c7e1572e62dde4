WITH known AS MATERIALIZED (FROM version),
first AS MATERIALIZED (
    SELECT capture_id AS first_capture_id, body_sha256
    FROM capture
    WHERE capture_id IN (SELECT first_capture_id FROM known)
),
said AS MATERIALIZED (
    SELECT body_sha256, media_type, recipe_sha256, title, language
    FROM extraction
    WHERE body_sha256 IN (SELECT body_sha256 FROM first)
)
SELECT
    version.source_id,
    version.ordinal,
    version.document_sha256,
    version.recipe_sha256,
    version.first_seen,
    version.last_seen,
    version.first_capture_id,
    version.last_capture_id,
    version.captures,
    version.is_reversion,
    extraction.title,
    extraction.language,
    document.blocks,
    document.words
FROM known AS version
JOIN first USING (first_capture_id)
JOIN said AS extraction
    ON extraction.body_sha256 = first.body_sha256
    AND extraction.media_type = version.media_type
    AND extraction.recipe_sha256 = version.recipe_sha256
JOIN document ON document.document_sha256 = version.document_sha256
ORDER BY version.source_id, version.ordinal
