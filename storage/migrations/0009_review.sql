-- What people said about changes after reading them. Rows are added and never altered, and stay when
-- a change goes by another id or is no longer found.
CREATE TABLE review (
    change_id VARCHAR NOT NULL,
    reviewed_at TIMESTAMPTZ NOT NULL,
    reviewed_by VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL,
    severity VARCHAR,
    note VARCHAR NOT NULL
);
