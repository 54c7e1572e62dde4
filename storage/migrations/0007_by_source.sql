-- The session variable `sources` (a list) restricts `capture_of_sources`, and with it every view, to
-- some sources: window functions over every capture that was ever made are the dearest of all.
CREATE VIEW capture_of_sources AS
SELECT *
FROM capture
WHERE getvariable('sources') IS NULL OR list_contains(getvariable('sources'), source_id);

-- What each source's recipe makes of each of its bodies; NULL where nobody has looked yet.
-- A 304 names no media type, and servers vary it: one body of a source is always read as one type.
CREATE VIEW body_read AS
WITH typed AS (
    SELECT source_id, body_sha256, max(media_type) AS media_type
    FROM capture_of_sources
    GROUP BY source_id, body_sha256
)
SELECT
    typed.source_id,
    typed.body_sha256,
    typed.media_type,
    tracked.recipe_sha256,
    extraction.document_sha256,
    extraction.failure_reason,
    extraction.failure_detail,
    document.words
FROM typed
JOIN tracked USING (source_id)
LEFT JOIN extraction
    ON extraction.body_sha256 = typed.body_sha256
    AND extraction.media_type = typed.media_type
    AND extraction.recipe_sha256 = tracked.recipe_sha256
LEFT JOIN document
    ON document.document_sha256 = extraction.document_sha256;

-- Every capture with what its source's recipe makes of it; both NULL where nobody has looked yet.
--
-- `is_held`: most of the text is gone against what the source usually had (the median of 60 days), and
-- no second capture confirms it yet. A page that failed to load looks like this, and so does a policy
-- that was really cut. The session variables hold_share, hold_captures and hold_hours are settings.
-- The median is asked for only where a source has ever lost so much against its longest text.
CREATE OR REPLACE VIEW observation AS
WITH varying AS (
    SELECT source_id
    FROM body_read
    WHERE document_sha256 IS NOT NULL
    GROUP BY source_id
    HAVING min(words) < coalesce(getvariable('hold_share'), 0.4) * max(words)
),
measured AS (
    SELECT
        source_id,
        capture_id,
        captured_at,
        words,
        coalesce(median(words) OVER recently, lag(words) OVER by_time) AS usual_words
    FROM capture_of_sources
    JOIN body_read USING (source_id, body_sha256)
    JOIN varying USING (source_id)
    WHERE document_sha256 IS NOT NULL
    WINDOW
        by_time AS (PARTITION BY source_id ORDER BY captured_at, capture_id),
        recently AS (
            PARTITION BY source_id ORDER BY captured_at
            RANGE BETWEEN INTERVAL 60 DAYS PRECEDING AND INTERVAL 6 HOURS PRECEDING
        )
),
weighed AS (
    SELECT
        *,
        coalesce(
            usual_words >= 100
                AND words < coalesce(getvariable('hold_share'), 0.4) * usual_words,
            FALSE
        ) AS is_reduced
    FROM measured
),
streaks AS (
    SELECT
        *,
        count(*) FILTER (NOT is_reduced) OVER (
            PARTITION BY source_id ORDER BY captured_at, capture_id
            ROWS UNBOUNDED PRECEDING
        ) AS streak
    FROM weighed
),
confirmed AS (
    SELECT
        source_id,
        capture_id,
        is_reduced AND (
            count(*) OVER one_streak < coalesce(getvariable('hold_captures'), 2)
            OR max(captured_at) OVER one_streak - min(captured_at) OVER one_streak
                < to_hours(coalesce(getvariable('hold_hours'), 6)::INTEGER)
        ) AS is_held
    FROM streaks
    WINDOW one_streak AS (PARTITION BY source_id, is_reduced, streak)
),
held AS (
    SELECT source_id, capture_id, is_held FROM confirmed WHERE is_held
)
SELECT
    capture.source_id,
    capture.capture_id,
    capture.captured_at,
    capture.origin,
    capture.body_sha256,
    body_read.media_type,
    body_read.recipe_sha256,
    body_read.document_sha256,
    body_read.failure_reason,
    body_read.failure_detail,
    body_read.words,
    coalesce(held.is_held, FALSE) AS is_held
FROM capture_of_sources AS capture
JOIN body_read
    ON body_read.source_id = capture.source_id
    AND body_read.body_sha256 = capture.body_sha256
LEFT JOIN held
    ON held.source_id = capture.source_id
    AND held.capture_id = capture.capture_id;

-- What a source's captures were when all that follows from them had last been derived: a source whose
-- mark is the same has nothing new. The last mark of a source holds.
CREATE TABLE derived (
    source_id VARCHAR NOT NULL,
    derived_at TIMESTAMPTZ NOT NULL,
    mark VARCHAR NOT NULL
);
