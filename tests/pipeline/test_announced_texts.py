"""The text that came is compared with the preview that its announcement links to."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from flows.pipeline.derive import derive
from flows.pipeline.publish import publish_reports
from policytrail.model import Capture
from storage.captures import put_captures
from storage.database import open_database
from storage.sources import declare_sources
from tests.values import SOURCE, capture_at, hour

PREVIEW = replace(SOURCE, source_id="lumen-terms-next", url="http://lumen.example/terms/next/")
RULES = [
    "You keep the rights to what you upload, and you let us show it to other members.",
    "We may close an account that breaks these rules, after a notice of fourteen days.",
    "Write to the desk in Nordhaven if you disagree with a decision of ours.",
]
ARBITRATION = "Any dispute is settled by binding arbitration in Nordhaven, and not before a court."
NOTICE = (
    'We are changing these terms. The <a href="http://lumen.example/terms/next">new terms</a> '
    "take effect on 5 January 2026."
)
FEES = "The yearly fee rises from ten crowns to ninety crowns, and is never paid back."


def page(*paragraphs: str) -> bytes:
    inner = "".join(f"<p>{text}</p>" for text in (*RULES, *paragraphs))
    return f"<html lang=en><title>Terms</title><h1>Terms of Service</h1>{inner}</html>".encode()


def as_html(capture: tuple[Capture, bytes]) -> tuple[Capture, bytes]:
    return replace(capture[0], headers=(("Content-Type", "text/html"),)), capture[1]


CAPTURES = [
    as_html(capture_at(0, page())),
    as_html(capture_at(24, page(NOTICE))),
    as_html(capture_at(90, page(NOTICE))),
    as_html(capture_at(98, page(ARBITRATION))),
]


def announced_record(out: Path) -> dict[str, object]:
    (record,) = json.loads((out / "sources/lumen-terms.json").read_text())["announced"]
    return record


@pytest.mark.parametrize(
    ("preview", "as_announced", "sentence"),
    [
        (page(ARBITRATION), True, "The text is the one in the preview."),
        (page(*RULES, FEES), False, "The text differs from the one in the preview."),
    ],
    ids=["the announced text", "another text"],
)
def test_the_text_that_came_is_compared_with_its_preview(
    tmp_path: Path, preview: bytes, as_announced: bool, sentence: str
) -> None:
    captures = [*CAPTURES, as_html(capture_at(30, preview, source=PREVIEW))]
    with open_database(tmp_path / "policytrail.duckdb") as connection:
        declare_sources(connection, [SOURCE, PREVIEW], hour(99))
        put_captures(connection, captures, [])
        derive(connection, hour(99))
        publish_reports(connection, tmp_path / "reports")

    record = announced_record(tmp_path / "reports")
    assert (record["state"], record["as_announced"]) == ("arrived", as_announced)
    (row,) = csv.DictReader((tmp_path / "reports/data/announcements.csv").open())
    assert row["as_announced"] == str(as_announced).lower()
    assert row["preview_sha256"] == record["preview_sha256"]
    assert sentence in (tmp_path / "reports/sources/lumen-terms.html").read_text()


def test_a_preview_that_is_captured_late_is_compared_in_the_next_reports(tmp_path: Path) -> None:
    out = tmp_path / "reports"
    with open_database(tmp_path / "policytrail.duckdb") as connection:
        declare_sources(connection, [SOURCE, PREVIEW], hour(99))
        put_captures(connection, CAPTURES, [])
        derive(connection, hour(99))
        publish_reports(connection, out)
        before = announced_record(out)
        put_captures(connection, [as_html(capture_at(30, page(ARBITRATION), source=PREVIEW))], [])
        derive(connection, hour(99))
        publish_reports(connection, out)

        assert (before.get("as_announced"), announced_record(out)["as_announced"]) == (None, True)
