"""The mementos of a source that are known of: those that were listed, and those that we hold."""

from collections.abc import Sequence
from datetime import datetime

from policytrail.model import Witness
from policytrail.text import sha256_of
from storage.database import Connection
from storage.rows import insert_new, moment


def put_mementos(
    connection: Connection,
    source_id: str,
    where: tuple[str, str],
    listed: Sequence[tuple[int, datetime]],
) -> None:
    """Keep what an archive lists of a source, some thousands at a time.

    `where` is the address below which the archive plays back, and the URL that was captured;
    `listed` has the timestamps, as listed and as dates.
    """
    timestamps = [timestamp for timestamp, _ in listed]
    part_sha256 = sha256_of(*where, *map(str, timestamps))
    row = (source_id, part_sha256, *where, timestamps, [at for _, at in listed])
    insert_new(connection, "memento", ("part_sha256", "source_id"), [row])


def neighbours(
    connection: Connection, source_id: str, times: Sequence[datetime]
) -> dict[datetime, tuple[Witness | None, Witness | None]]:
    """Return, for each time, the nearest mementos before and after it that are known of."""
    rows = connection.execute(
        """
        WITH known AS (
            SELECT
                unnest(captured_at) AS captured_at,
                playback_url || '/' || unnest(timestamps) || '/' || url AS memento_url
            FROM memento
            WHERE source_id = $source_id
            UNION ALL
            SELECT captured_at, memento_url
            FROM capture
            WHERE source_id = $source_id AND memento_url IS NOT NULL
        ),
        -- One for each time, so that the same mementos give the same answer.
        each_once AS (
            SELECT captured_at, min(memento_url) AS memento_url FROM known GROUP BY captured_at
        ),
        asked AS (SELECT unnest($times::TIMESTAMPTZ[]) AS at)
        SELECT
            epoch_us(asked.at),
            epoch_us(before.captured_at), before.memento_url,
            epoch_us(after.captured_at), after.memento_url
        FROM asked
        ASOF LEFT JOIN each_once AS before ON asked.at >= before.captured_at
        ASOF LEFT JOIN each_once AS after ON asked.at <= after.captured_at
        """,
        {"source_id": source_id, "times": list(times)},
    ).fetchall()
    return {
        moment(at): (_witness(before, before_url), _witness(after, after_url))
        for at, before, before_url, after, after_url in rows
    }


def _witness(at: object, url: object) -> Witness | None:
    return None if at is None else Witness(moment(at), str(url))
