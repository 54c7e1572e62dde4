"""One hash a source over all that its reports are made of."""

from datetime import datetime

from policytrail.text import hash_parts
from storage.database import Connection

# Each part is one value a source: which captures there are and what their bodies say, which attempts,
# what was said about the changes, which mementos an archive lists. Hashes are taken together by
# exclusive or, since texts of all names together would take more memory than a year of captures has.
_PARTS = """
    WITH seen AS (
        SELECT source_id, count(*) || ' ' || bit_xor(hash(capture_id)) AS part
        FROM capture_of_sources
        GROUP BY source_id
    ),
    read AS (
        SELECT
            source_id,
            bit_xor(hash(body_sha256, document_sha256, failure_reason))::VARCHAR AS part
        FROM body_read
        GROUP BY source_id
    ),
    tried AS (
        SELECT
            source_id,
            count(*) || ' ' || bit_xor(hash(attempted_at, outcome, detail)) AS part
        FROM attempt
        GROUP BY source_id
    ),
    said AS (
        SELECT source_id, count(*) || ' ' || bit_xor(hash(assessment_sha256)) AS part
        FROM change
        GROUP BY source_id
    ),
    listed AS (
        SELECT source_id, count(*) || ' ' || bit_xor(hash(part_sha256)) AS part
        FROM memento
        GROUP BY source_id
    ),
    latest AS (
        SELECT source_id, max(event_at) AS event_at
        FROM (
            SELECT source_id, captured_at AS event_at FROM capture
            UNION ALL
            SELECT source_id, attempted_at FROM attempt
        )
        GROUP BY source_id
    )
    SELECT
        tracked.source_id,
        json_extract_string(declaration, '$.service_id'),
        declaration,
        coalesce(seen.part, ''),
        coalesce(read.part, ''),
        coalesce(getvariable('hold_share'), 0),
        coalesce(getvariable('hold_captures'), 0),
        coalesce(getvariable('hold_hours'), 0),
        coalesce(tried.part, ''),
        coalesce(said.part, ''),
        coalesce(listed.part, ''),
        -- How late a source is shows once it is late: until then a page does not depend on the time.
        CASE
            WHEN latest.event_at + to_seconds(json_extract(declaration, '$.every_s')::BIGINT) < ?
            THEN ?::VARCHAR
            ELSE ''
        END
    FROM tracked
    LEFT JOIN seen USING (source_id)
    LEFT JOIN read USING (source_id)
    LEFT JOIN tried USING (source_id)
    LEFT JOIN said USING (source_id)
    LEFT JOIN listed USING (source_id)
    LEFT JOIN latest USING (source_id)
    ORDER BY tracked.source_id
"""


def source_keys(
    connection: Connection, as_of: datetime, reader_version: str
) -> tuple[dict[str, str], dict[str, str]]:
    """Return a key and the service for each source; the key differs when its reports would."""
    rows = connection.execute(_PARTS, [as_of, as_of.isoformat()]).fetchall()
    keys = {
        str(row[0]): hash_parts(reader_version, *(str(part) for part in row[2:])) for row in rows
    }
    return keys, {str(row[0]): str(row[1]) for row in rows}
