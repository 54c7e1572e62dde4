-- What is tracked. A source is declared anew when its entry changes; the newest declaration holds.
CREATE TABLE source (
    source_id VARCHAR NOT NULL,
    declared_at TIMESTAMPTZ NOT NULL,
    recipe_sha256 VARCHAR NOT NULL,
    declaration VARCHAR NOT NULL,
    PRIMARY KEY (source_id, declared_at)
);

-- The bytes received, named by their SHA-256. `encoding` is `zstd`, or `zstd-delta` when the bytes
-- are compressed against the body named by `base_sha256` (which is never a delta itself).
CREATE TABLE body (
    body_sha256 VARCHAR PRIMARY KEY,
    encoding VARCHAR NOT NULL,
    base_sha256 VARCHAR,
    size_bytes UBIGINT NOT NULL,
    content BLOB NOT NULL
);

CREATE TABLE capture (
    capture_id VARCHAR PRIMARY KEY,
    source_id VARCHAR NOT NULL,
    captured_at TIMESTAMPTZ NOT NULL,
    fetched_at TIMESTAMPTZ NOT NULL,
    origin VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    final_url VARCHAR NOT NULL,
    status USMALLINT NOT NULL,
    media_type VARCHAR NOT NULL,
    headers VARCHAR NOT NULL,
    redirects VARCHAR NOT NULL,
    memento_url VARCHAR,
    digest_verified BOOLEAN,
    body_sha256 VARCHAR NOT NULL
);

CREATE TABLE attempt (
    source_id VARCHAR NOT NULL,
    attempted_at TIMESTAMPTZ NOT NULL,
    outcome VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    status USMALLINT,
    capture_id VARCHAR,
    PRIMARY KEY (source_id, attempted_at, outcome)
);

CREATE TABLE block (
    block_sha256 VARCHAR PRIMARY KEY,
    kind VARCHAR NOT NULL,
    level UTINYINT NOT NULL,
    text VARCHAR NOT NULL
);

CREATE TABLE document (
    document_sha256 VARCHAR PRIMARY KEY,
    blocks UINTEGER NOT NULL,
    words UINTEGER NOT NULL
);

-- Written with its document in one transaction, and only then: the document's key guards it.
CREATE TABLE document_block (
    document_sha256 VARCHAR NOT NULL,
    position UINTEGER NOT NULL,
    block_sha256 VARCHAR NOT NULL,
    number VARCHAR NOT NULL
);

-- What one recipe makes of one body: a document, or the reason why the body is not the policy.
CREATE TABLE extraction (
    body_sha256 VARCHAR NOT NULL,
    media_type VARCHAR NOT NULL,
    recipe_sha256 VARCHAR NOT NULL,
    document_sha256 VARCHAR,
    failure_reason VARCHAR,
    failure_detail VARCHAR,
    title VARCHAR NOT NULL,
    language VARCHAR,
    links VARCHAR NOT NULL,
    claimed_dates VARCHAR NOT NULL,
    PRIMARY KEY (body_sha256, media_type, recipe_sha256)
);

-- What is said about a transition. `assessment_sha256` names all that it was made from; `content`
-- is the zstd-compressed JSON of an Assessment.
CREATE TABLE change (
    assessment_sha256 VARCHAR PRIMARY KEY,
    source_id VARCHAR NOT NULL,
    before_sha256 VARCHAR NOT NULL,
    after_sha256 VARCHAR NOT NULL,
    recipe_sha256 VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    alert BOOLEAN NOT NULL,
    severity VARCHAR NOT NULL,
    topics VARCHAR[] NOT NULL,
    summary VARCHAR NOT NULL,
    content BLOB NOT NULL
);

-- The newest declaration of each source.
CREATE VIEW tracked AS
SELECT source_id, recipe_sha256, declaration
FROM source
QUALIFY row_number() OVER (PARTITION BY source_id ORDER BY declared_at DESC, recipe_sha256) = 1;

-- Every capture with what its source's recipe makes of it; both NULL where nobody has looked yet.
-- A 304 names no media type, and servers vary it: one body of a source is always read as one type.
--
-- `is_held`: most of the text is gone against what the source usually had (the median of 60 days), and
-- no second capture confirms it yet. A page that failed to load looks like this, and so does a policy
-- that was really cut. The session variables hold_share, hold_captures and hold_hours are settings.
CREATE VIEW observation AS
WITH typed AS (
    SELECT
        source_id,
        capture_id,
        captured_at,
        origin,
        body_sha256,
        max(media_type) OVER (PARTITION BY source_id, body_sha256) AS media_type
    FROM capture
),
taken AS (
    SELECT
        typed.*,
        tracked.recipe_sha256,
        extraction.document_sha256,
        extraction.failure_reason,
        extraction.failure_detail,
        document.words,
        extraction.document_sha256 IS NOT NULL AS is_policy
    FROM typed
    JOIN tracked USING (source_id)
    LEFT JOIN extraction
        ON extraction.body_sha256 = typed.body_sha256
        AND extraction.media_type = typed.media_type
        AND extraction.recipe_sha256 = tracked.recipe_sha256
    LEFT JOIN document
        ON document.document_sha256 = extraction.document_sha256
),
measured AS (
    SELECT
        *,
        coalesce(median(words) OVER recently, lag(words) OVER by_time) AS usual_words
    FROM taken
    WINDOW
        by_time AS (PARTITION BY source_id, is_policy ORDER BY captured_at, capture_id),
        recently AS (
            PARTITION BY source_id, is_policy ORDER BY captured_at
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
            PARTITION BY source_id, is_policy ORDER BY captured_at, capture_id
            ROWS UNBOUNDED PRECEDING
        ) AS streak
    FROM weighed
)
SELECT
    * EXCLUDE (is_policy, usual_words, is_reduced, streak),
    is_reduced AND (
        count(*) OVER one_streak < coalesce(getvariable('hold_captures'), 2)
        OR max(captured_at) OVER one_streak - min(captured_at) OVER one_streak
            < to_hours(coalesce(getvariable('hold_hours'), 6)::INTEGER)
    ) AS is_held
FROM streaks
WINDOW one_streak AS (PARTITION BY source_id, is_policy, is_reduced, streak);

-- Maximal runs of consecutive captures of one source that yield the same document.
CREATE VIEW version AS
WITH compared AS (
    SELECT
        *,
        document_sha256 IS DISTINCT FROM lag(document_sha256) OVER by_time AS starts
    FROM observation
    WHERE document_sha256 IS NOT NULL AND NOT is_held
    WINDOW by_time AS (PARTITION BY source_id ORDER BY captured_at, capture_id)
),
numbered AS (
    SELECT
        *,
        count(*) FILTER (starts) OVER (
            PARTITION BY source_id ORDER BY captured_at, capture_id
            ROWS UNBOUNDED PRECEDING
        ) AS ordinal
    FROM compared
),
runs AS (
    SELECT
        source_id,
        ordinal,
        any_value(recipe_sha256) AS recipe_sha256,
        min_by(media_type, (captured_at, capture_id)) AS media_type,
        any_value(document_sha256) AS document_sha256,
        min(captured_at) AS first_seen,
        max(captured_at) AS last_seen,
        min_by(capture_id, (captured_at, capture_id)) AS first_capture_id,
        max_by(capture_id, (captured_at, capture_id)) AS last_capture_id,
        count(*) AS captures
    FROM numbered
    GROUP BY source_id, ordinal
)
SELECT
    *,
    row_number() OVER (
        PARTITION BY source_id, document_sha256 ORDER BY ordinal
    ) > 1 AS is_reversion
FROM runs;

-- Adjacent versions. The text changed after `not_before` and not after `not_after`.
CREATE VIEW transition AS
WITH adjacent AS (
    SELECT
        source_id,
        ordinal,
        recipe_sha256,
        lag(document_sha256) OVER by_time AS before_sha256,
        document_sha256 AS after_sha256,
        lag(last_seen) OVER by_time AS not_before,
        first_seen AS not_after
    FROM version
    WINDOW by_time AS (PARTITION BY source_id ORDER BY ordinal)
)
SELECT
    *,
    row_number() OVER (
        PARTITION BY source_id, before_sha256, after_sha256 ORDER BY ordinal
    ) AS occurrence
FROM adjacent
WHERE before_sha256 IS NOT NULL;
