-- What an archive answered to one request for a listing: compressed text, by the URL asked.
CREATE TABLE listing (
    asked VARCHAR NOT NULL,
    listed_at TIMESTAMPTZ NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (asked, listed_at)
);

-- A try to obtain something from an archive that failed. It says nothing of the source itself, so it
-- is no row of `attempt`. `is_final`: it was not to be tried again in that run.
CREATE TABLE archive_failure (
    source_id VARCHAR NOT NULL,
    asked VARCHAR NOT NULL,
    attempted_at TIMESTAMPTZ NOT NULL,
    outcome VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    status USMALLINT,
    is_final BOOLEAN NOT NULL,
    PRIMARY KEY (source_id, asked, attempted_at)
);
