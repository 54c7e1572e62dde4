"""The recent history of every source, from which `policytrail status` derives its health."""

from policytrail.health import HealthRecord
from policytrail.model import Outcome
from storage import json_codec
from storage.database import Connection
from storage.rows import instant_from_us
from storage.sources import tracked_sources

_RECENT_PAST = """
        SELECT
            source_id,
            epoch_us(max(captured_at) FILTER (document_sha256 IS NOT NULL AND NOT is_held)),
            epoch_us(max(captured_at) FILTER (origin IN ('live', 'browser'))),
            max_by(
                coalesce(failure_reason || ': ' || failure_detail, ''),
                (captured_at, capture_id)
            ),
            max_by(is_held, (captured_at, capture_id))
        FROM observation
        GROUP BY source_id
"""


def health_records(connection: Connection) -> tuple[HealthRecord, ...]:
    """Return what is known of every tracked source's recent past, by id."""
    seen = {str(row[0]): row[1:] for row in connection.execute(_RECENT_PAST).fetchall()}
    tried = {
        str(row[0]): row[1:]
        for row in connection.execute(
            """
            WITH marked AS (
                SELECT
                    *,
                    max(attempted_at) FILTER (outcome IN ('captured', 'confirmed'))
                        OVER (PARTITION BY source_id) AS last_good
                FROM attempt
            )
            SELECT
                source_id,
                count(*) FILTER (last_good IS NULL OR attempted_at > last_good),
                max_by(outcome, (attempted_at, outcome)),
                max_by(detail, (attempted_at, outcome))
            FROM marked
            GROUP BY source_id
            """
        ).fetchall()
    }
    records: list[HealthRecord] = []
    for source in tracked_sources(connection):
        good_at, own_at, failure, is_held = seen.get(source.source_id, (None, None, "", False))
        failed, outcome, detail = tried.get(source.source_id, (0, None, ""))
        records.append(
            HealthRecord(
                source=source,
                last_good_at=None if good_at is None else instant_from_us(good_at),
                last_own_at=None if own_at is None else instant_from_us(own_at),
                failure=str(failure) or None,
                is_held=bool(is_held),
                failed_attempts=int(failed),
                last_outcome=None
                if outcome is None
                else json_codec.read_word(Outcome, str(outcome), "the outcome of an attempt"),
                last_detail=str(detail),
            )
        )
    return tuple(records)
