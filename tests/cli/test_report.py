"""`policytrail report` at a terminal and in a pipe."""

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from flows.pipeline.derive import derive
from flows.pipeline.import_warc import import_files
from policytrail.model import Sources
from storage.database import open_database
from tests.commands import policytrail
from tests.values import hour
from tests.warcs import warc


def report(folder: Path, *arguments: str, out: str = "reports") -> CompletedProcess[str]:
    return policytrail("--out", out, "report", *arguments, cwd=folder)


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a database whose text changed on 3, 6 and 9 March 2026."""
    folder = tmp_path_factory.mktemp("report")
    (folder / "month.warc.gz").write_bytes(warc(9))
    with open_database(folder / "policytrail.duckdb") as connection:
        import_files(connection, [folder / "month.warc.gz"], Sources(), hour(0))
        derive(connection, hour(0))
    return folder


def test_changes_since_a_day_are_listed_latest_first_with_their_pages(month: Path) -> None:
    done = report(month, "--since", "2026-03-06")

    cells = [line.split("\t") for line in done.stdout.splitlines()]
    assert [row[0] for row in cells] == [
        "first seen",
        "2026-03-09T09:00:00Z",
        "2026-03-06T09:00:00Z",
    ]
    assert [row[1:3] for row in cells[1:]] == [
        ["lumen.example_terms", "substantive"],
        ["lumen.example_terms", "substantive"],
    ]
    assert all((month / row[5]).is_file() for row in cells[1:])
    assert done.stderr.startswith("2 changes since 2026-03-06; ")


@pytest.mark.parametrize(
    "command",
    [
        ("report",),
        ("compare-services", "lumen.example", "none"),
        ("digest",),
        ("export", "jsonl", "tables"),
    ],
    ids=lambda command: command[0],
)
def test_what_is_not_derived_yet_is_told(
    month: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """As after an update: with other rules, nothing that was derived holds any more."""
    (month / "rules.yaml").write_text("watch: [{name: all, to: [env:MAIL]}]\n", "utf-8")
    places = ("--out", "updated", "--watch", "rules.yaml")
    before = policytrail(*places, *command, cwd=month)
    monkeypatch.setattr("flows.pipeline.outdated_sources.ASSESSMENT_VERSION", "the next")
    after = policytrail(*places, *command, cwd=month)

    assert "not derived yet" not in before.stderr
    assert "Run `policytrail derive`" in after.stderr


def test_a_day_that_is_none_is_wrong_usage_and_nothing_is_written(month: Path) -> None:
    done = report(month, "--since", "last week", out="elsewhere")

    assert (done.returncode, done.stdout, (month / "elsewhere").exists()) == (2, "", False)
    assert "--since last week: expected a day such as 2024-01-31" in done.stderr


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    done = report(tmp_path)

    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    assert "policytrail.duckdb: no such database" in done.stderr


def test_a_page_is_found_by_its_id_and_by_its_path_as_track_prints_it(tmp_path: Path) -> None:
    from flows.cli.pdf import find_page  # noqa: PLC0415 (typesetting needs Pango)

    page = tmp_path / "reports" / "changes" / "PT-C-0123456789ab.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>")
    out = tmp_path / "reports"

    found = [
        find_page(out, name).resolve()
        for name in ("PT-C-0123456789ab", "changes/PT-C-0123456789ab.html", str(page))
    ]
    assert found == [page.resolve()] * 3
