"""Sources whose addresses lead elsewhere each time, or are dead: their policies have moved."""

from collections.abc import Collection
from datetime import datetime

from storage import json_codec
from storage.database import Connection, only_sources
from storage.rows import instant_from_us

_CAPTURES = 3
_DAYS = 2


def redirect_targets(connection: Connection) -> dict[str, tuple[str, datetime]]:
    """Return, by source, where its last redirects all led, and when it last was redirected.

    Only where at least three captures of our own, some days apart, led to one address.
    """
    rows = connection.execute(
        """
        WITH redirected AS (
            SELECT
                source_id, captured_at, final_url,
                row_number() OVER (PARTITION BY source_id ORDER BY captured_at DESC) AS place
            FROM capture
            WHERE origin IN ('live', 'browser') AND final_url <> url
        )
        SELECT source_id, any_value(final_url), epoch_us(max(captured_at))
        FROM redirected
        WHERE place <= $captures
        GROUP BY source_id
        HAVING
            count(*) = $captures
            AND count(DISTINCT final_url) = 1
            AND max(captured_at) - min(captured_at) >= to_days($days)
        """,
        {"captures": _CAPTURES, "days": _DAYS},
    ).fetchall()
    return {
        str(source_id): (str(url), instant_from_us(captured_us))
        for source_id, url, captured_us in rows
    }


def linked_addresses(connection: Connection, source_ids: Collection[str]) -> frozenset[str]:
    """Return the addresses that the current texts of some sources link to."""
    with only_sources(connection, source_ids):
        rows = connection.execute(
            """
            SELECT DISTINCT links
            FROM current_version
            JOIN extraction USING (document_sha256, recipe_sha256)
            """
        ).fetchall()
    return frozenset(
        link.target for (links,) in rows for link in json_codec.LINKS.validate_json(str(links))
    )
