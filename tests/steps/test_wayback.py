"""How one run asks an archive."""

from contextlib import nullcontext
from functools import partial
from pathlib import Path

from flows.steps.backfill import fill, plan
from flows.steps.wayback import archive_desk, patient
from policytrail.fetch.settings import FetchSettings
from storage.database import open_database
from storage.sources import declare_sources
from tests.archive import archiving
from tests.backfilling import NOW, environ
from tests.steps.test_backfill import LONG, WISH
from tests.values import SOURCE


def test_what_is_tried_again_waits_for_the_pace_of_listings() -> None:
    assert patient(FetchSettings()).pace_s == 2.5


def test_every_request_is_admitted(tmp_path: Path) -> None:
    admitted: list[str] = []
    with (
        open_database(tmp_path / "lumen.duckdb") as connection,
        archiving(LONG[:3]) as archive,
    ):
        declare_sources(connection, [SOURCE], NOW)
        opened = partial(nullcontext, connection)
        with archive_desk(opened, NOW, admitted.append, environ(archive.url)) as desk:
            fill(opened, plan(opened, SOURCE, WISH, desk), WISH, desk)
        asked = len(archive.asked)

    assert admitted == ["listing", *["playback"] * (asked - 1)]
