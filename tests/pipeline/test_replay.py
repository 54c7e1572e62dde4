"""A backfill of real captures gives what an import of the same captures gives."""

from pathlib import Path

from tests.corpus import needs_corpus
from tests.pywb import needs_pywb, pywb
from tests.replay import backfilled, imported, smallest_files

pytestmark = [needs_corpus, needs_pywb]


def test_a_backfill_gives_every_capture_and_version_that_an_import_gives(tmp_path: Path) -> None:
    files = smallest_files()
    expected = imported(tmp_path / "imported.duckdb", files)

    with pywb(tmp_path, files) as archive:
        found = backfilled(tmp_path / "backfilled.duckdb", archive, tmp_path / "imported.duckdb")

    assert found == expected
    assert sum(len(history.captures) for history in found.values()) == 71
