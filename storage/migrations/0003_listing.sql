-- What an archive answered to one request for a listing: compressed text, by the URL asked.
CREATE TABLE listing (
    asked VARCHAR NOT NULL,
    listed_at TIMESTAMPTZ NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (asked, listed_at)
);

-- A listed memento that gave no capture, so that a run that died need not ask for it again.
CREATE TABLE unplayable (
    source_id VARCHAR NOT NULL,
    memento_url VARCHAR NOT NULL,
    tried_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (source_id, memento_url, tried_at)
);
