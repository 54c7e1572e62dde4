-- Adds copies of all sources: as many as the session variable `copies` says. Every name is made from the
-- one that is copied and the number of the copy.
CREATE TEMP TABLE numbered AS SELECT range AS copy FROM range(1, getvariable('copies') + 1);

INSERT INTO source
SELECT
    source_id || '-c' || copy, declared_at, recipe_sha256,
    json_merge_patch(declaration, json_object(
        'source_id', source_id || '-c' || copy,
        'service_id', json_extract_string(declaration, '$.service_id') || '-c' || copy
    ))
FROM source CROSS JOIN numbered;

INSERT INTO extraction
SELECT extraction.* REPLACE (sha256(body_sha256 || copy) AS body_sha256)
FROM extraction CROSS JOIN numbered;

INSERT INTO body
SELECT body.* REPLACE (
    sha256(body_sha256 || copy) AS body_sha256,
    sha256(base_sha256 || copy) AS base_sha256
)
FROM body CROSS JOIN numbered;

INSERT INTO attempt
SELECT attempt.* REPLACE (
    source_id || '-c' || copy AS source_id,
    sha256(capture_id || copy) AS capture_id
)
FROM attempt CROSS JOIN numbered;

INSERT INTO capture
SELECT capture.* REPLACE (
    sha256(capture_id || copy) AS capture_id,
    source_id || '-c' || copy AS source_id,
    sha256(body_sha256 || copy) AS body_sha256
)
FROM capture CROSS JOIN numbered;

DROP TABLE numbered;
