"""Backfill all sources of a database from an archive; a program, so that it can be killed."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from flows.database import database_opener
from flows.pipeline.archive_session import open_archive_session
from flows.pipeline.backfill import BackfillRequest, Filled, fill_backfill, plan_backfill
from storage.database import Opened
from storage.sources import tracked_sources
from tests.values import START

NOW = datetime(2026, 12, 1, tzinfo=UTC)
WISH = BackfillRequest(START, NOW)
ALL = BackfillRequest(datetime(2025, 1, 1, tzinfo=UTC), NOW, least_run=0)


def environ(url: str, patience_s: float = 10) -> dict[str, str]:
    """Return the settings of a run against an archive on this machine, with all haste."""
    return {
        "POLICYTRAIL_WAYBACK_URL": url,
        "POLICYTRAIL_ALLOW_PRIVATE": "true",
        "POLICYTRAIL_PACE_S": "0",
        "POLICYTRAIL_BACKOFF_S": "0",
        "POLICYTRAIL_READ_TIMEOUT_S": str(patience_s),
        "POLICYTRAIL_WAYBACK_CDX_PER_S": "1e6",
        "POLICYTRAIL_WAYBACK_PLAYBACK_PER_S": "1e6",
        "POLICYTRAIL_WAYBACK_SAVES_PER_S": "1e6",
    }


def backfill(
    opened: Opened, url: str, request: BackfillRequest = ALL, patience_s: float = 10
) -> list[Filled]:
    """Backfill every source of the database, as the command does."""
    with opened() as connection:
        sources = tracked_sources(connection)
    with open_archive_session(opened, NOW, environ=environ(url, patience_s)) as session:
        return [
            fill_backfill(opened, plan_backfill(opened, source, request, session), request, session)
            for source in sources
        ]


if __name__ == "__main__":
    database, archive, least_run = sys.argv[1:]
    backfill(
        database_opener(Path(database)),
        archive,
        BackfillRequest(ALL.since, NOW, least_run=int(least_run)),
    )
