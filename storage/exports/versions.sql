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
FROM version
JOIN capture AS first ON first.capture_id = version.first_capture_id
JOIN extraction
    ON extraction.body_sha256 = first.body_sha256
    AND extraction.media_type = version.media_type
    AND extraction.recipe_sha256 = version.recipe_sha256
JOIN document ON document.document_sha256 = version.document_sha256
ORDER BY version.source_id, version.ordinal
