-- What a document was found to say, under one taxonomy: `content` is the zstd-compressed JSON of it.
CREATE TABLE finding (
    document_sha256 VARCHAR NOT NULL,
    reader_version VARCHAR NOT NULL,
    not_analysed VARCHAR NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (document_sha256, reader_version)
);

-- The provisions of the findings, a row each. Written with their finding in one transaction, and only
-- then: the finding's key guards them. `text[start_char:end_char]` of the block is the excerpt.
CREATE TABLE provision (
    document_sha256 VARCHAR NOT NULL,
    reader_version VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    position UINTEGER NOT NULL,
    start_char UINTEGER NOT NULL,
    end_char UINTEGER NOT NULL,
    excerpt VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    stated VARCHAR NOT NULL
);

CREATE TABLE tracker (
    document_sha256 VARCHAR NOT NULL,
    reader_version VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    category VARCHAR,
    provider VARCHAR NOT NULL,
    purpose VARCHAR NOT NULL,
    retention VARCHAR,
    retention_days DOUBLE
);

-- The last version of each source: what its policy says now, as far as anybody knows.
CREATE VIEW current_version AS
SELECT *
FROM version
QUALIFY row_number() OVER (PARTITION BY source_id ORDER BY ordinal DESC) = 1;
