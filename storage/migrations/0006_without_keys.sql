-- Primary keys are dropped: their indexes were two thirds of a store, and one more capture wrote them
-- anew (7.6 MB of 18 MB at 13,000 captures). `storage.rows.insert_new` adds only what is not there.
CREATE TABLE keyless_source (
    source_id VARCHAR NOT NULL,
    declared_at TIMESTAMPTZ NOT NULL,
    recipe_sha256 VARCHAR NOT NULL,
    declaration VARCHAR NOT NULL
);
INSERT INTO keyless_source FROM source;
DROP TABLE source;
ALTER TABLE keyless_source RENAME TO source;

CREATE TABLE keyless_body (
    body_sha256 VARCHAR NOT NULL,
    encoding VARCHAR NOT NULL,
    base_sha256 VARCHAR,
    size_bytes UBIGINT NOT NULL,
    content BLOB NOT NULL
);
INSERT INTO keyless_body FROM body;
DROP TABLE body;
ALTER TABLE keyless_body RENAME TO body;

CREATE TABLE keyless_capture (
    capture_id VARCHAR NOT NULL,
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
INSERT INTO keyless_capture FROM capture;
DROP TABLE capture;
ALTER TABLE keyless_capture RENAME TO capture;

-- `scheduled_at`: the slot of the source that the try was made for; NULL where nobody planned it.
CREATE TABLE keyless_attempt (
    source_id VARCHAR NOT NULL,
    attempted_at TIMESTAMPTZ NOT NULL,
    outcome VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    status USMALLINT,
    capture_id VARCHAR,
    scheduled_at TIMESTAMPTZ
);
INSERT INTO keyless_attempt SELECT *, NULL FROM attempt;
DROP TABLE attempt;
ALTER TABLE keyless_attempt RENAME TO attempt;

CREATE TABLE keyless_block (
    block_sha256 VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    level UTINYINT NOT NULL,
    text VARCHAR NOT NULL
);
INSERT INTO keyless_block FROM block;
DROP TABLE block;
ALTER TABLE keyless_block RENAME TO block;

CREATE TABLE keyless_document (
    document_sha256 VARCHAR NOT NULL,
    blocks UINTEGER NOT NULL,
    words UINTEGER NOT NULL
);
INSERT INTO keyless_document FROM document;
DROP TABLE document;
ALTER TABLE keyless_document RENAME TO document;

CREATE TABLE keyless_extraction (
    body_sha256 VARCHAR NOT NULL,
    media_type VARCHAR NOT NULL,
    recipe_sha256 VARCHAR NOT NULL,
    document_sha256 VARCHAR,
    failure_reason VARCHAR,
    failure_detail VARCHAR,
    title VARCHAR NOT NULL,
    language VARCHAR,
    links VARCHAR NOT NULL,
    claimed_dates VARCHAR NOT NULL
);
INSERT INTO keyless_extraction FROM extraction;
DROP TABLE extraction;
ALTER TABLE keyless_extraction RENAME TO extraction;

CREATE TABLE keyless_change (
    assessment_sha256 VARCHAR NOT NULL,
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
INSERT INTO keyless_change FROM change;
DROP TABLE change;
ALTER TABLE keyless_change RENAME TO change;

CREATE TABLE keyless_finding (
    document_sha256 VARCHAR NOT NULL,
    reader_version VARCHAR NOT NULL,
    not_analysed VARCHAR NOT NULL,
    content BLOB NOT NULL
);
INSERT INTO keyless_finding FROM finding;
DROP TABLE finding;
ALTER TABLE keyless_finding RENAME TO finding;

CREATE TABLE keyless_listing (
    asked VARCHAR NOT NULL,
    listed_at TIMESTAMPTZ NOT NULL,
    content BLOB NOT NULL
);
INSERT INTO keyless_listing FROM listing;
DROP TABLE listing;
ALTER TABLE keyless_listing RENAME TO listing;

CREATE TABLE keyless_archive_failure (
    source_id VARCHAR NOT NULL,
    asked VARCHAR NOT NULL,
    attempted_at TIMESTAMPTZ NOT NULL,
    outcome VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    status USMALLINT,
    is_final BOOLEAN NOT NULL
);
INSERT INTO keyless_archive_failure FROM archive_failure;
DROP TABLE archive_failure;
ALTER TABLE keyless_archive_failure RENAME TO archive_failure;

CREATE TABLE keyless_alert (
    alert_id VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    target VARCHAR NOT NULL,
    about VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    not_before TIMESTAMPTZ NOT NULL,
    not_after TIMESTAMPTZ NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    subject VARCHAR NOT NULL,
    text VARCHAR NOT NULL
);
INSERT INTO keyless_alert FROM alert;
DROP TABLE alert;
ALTER TABLE keyless_alert RENAME TO alert;

CREATE TABLE keyless_memento (
    source_id VARCHAR NOT NULL,
    part_sha256 VARCHAR NOT NULL,
    playback_url VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    timestamps UBIGINT[] NOT NULL,
    captured_at TIMESTAMPTZ[] NOT NULL
);
INSERT INTO keyless_memento FROM memento;
DROP TABLE memento;
ALTER TABLE keyless_memento RENAME TO memento;
