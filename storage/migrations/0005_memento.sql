-- The mementos that an archive was seen to list of a source, many in a row, so that a capture of our
-- own can name those nearest to it. A memento's address is `playback_url`/`timestamp`/`url`. A row is
-- named by its content: a listing that comes again adds nothing.
CREATE TABLE memento (
    source_id VARCHAR NOT NULL,
    part_sha256 VARCHAR NOT NULL,
    playback_url VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    timestamps UBIGINT[] NOT NULL,
    captured_at TIMESTAMPTZ[] NOT NULL,
    PRIMARY KEY (source_id, part_sha256)
);
