"""What is wrong is told in one line that names it; no traceback, and nothing is lost."""

from pathlib import Path

import pytest

from storage.captures import stored_captures
from storage.database import open_database
from storage.sources import tracked_sources
from tests.commands import policytrail
from tests.warcs import warc

GOOD = "services: {kling: {policies: {other: {url: 'https://kling.example/x'}}}}\n"
TWICE = """services:
  kling:
    policies:
      other: {url: "https://kling.example/x", id: one}
      privacy_policy: {url: "https://kling.example/y", id: one}
"""

WRONG = {
    "a text that is not there": (("diff", "a.html", "b.html"), "a.html: No such file or directory"),
    "a policy that is a folder": (("provisions", "."), ".: Is a directory"),
    "no sources": (("--sources", "none.yaml", "track"), "none.yaml: no such file"),
    "wrong sources": (("--sources", "bad.yaml", "track"), "bad.yaml:2: not YAML: "),
    "a source twice": (("--sources", "twice.yaml", "sources", "check"), "twice.yaml:5: "),
    "a name that fits nothing": (("track", "klong"), "klong: no source, service or tag"),
    "no database": (("verify",), "policytrail.duckdb: no such database"),
    "a database that is a folder": (("--db", ".", "serve"), ".: is a folder; name the database"),
    "a port that is none": (("serve", "--port-reports", "99999"), "--port-reports"),
    "a schedule that is none": (("serve", "--every", "0"), "--every"),
    "no database to judge": (("status",), "policytrail.duckdb: no such database"),
    "no database to export": (("export", "jsonl", "x"), "no such database"),
    "a name that is no WARC's": (("export", "warc", "x.zip"), "ends in .warc.gz"),
    "a day that is none": (("report", "--since", "May"), "--since May: expected a day"),
}


@pytest.mark.parametrize(("arguments", "told"), WRONG.values(), ids=WRONG)
def test_wrong_usage_is_one_line_and_does_nothing(
    tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    files = {"sources.yaml": GOOD, "bad.yaml": "services: [", "twice.yaml": TWICE}
    for name, text in files.items():
        (tmp_path / name).write_text(text)

    done = policytrail(*arguments, cwd=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(files)


def test_a_truncated_warc_costs_what_is_cut_and_nothing_that_is_stored(tmp_path: Path) -> None:
    whole = warc(4)
    (tmp_path / "whole.warc.gz").write_bytes(whole)
    (tmp_path / "cut.warc.gz").write_bytes(warc(6)[: len(whole) + 100])
    policytrail("import-warc", "whole.warc.gz", cwd=tmp_path)

    done = policytrail("import-warc", "cut.warc.gz", "none.warc.gz", cwd=tmp_path)

    with open_database(tmp_path / "policytrail.duckdb") as connection:
        (source,) = tracked_sources(connection)
        kept = stored_captures(connection, source.source_id)
    assert (done.returncode, len(kept)) == (1, 4)
    assert [line.split(": ")[:2] for line in done.stderr.splitlines()] == [
        ["policytrail", "cut.warc.gz"],
        ["policytrail", "none.warc.gz"],
    ]


def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "policytrail.duckdb"
    with open_database(path) as connection:
        connection.execute("INSERT INTO migration VALUES (9999, 'x')")
    before = path.read_bytes()

    done = policytrail("status", cwd=tmp_path)

    assert (done.returncode, path.read_bytes() == before) == (1, True)
    assert "policytrail.duckdb: written by a newer policytrail" in done.stderr
