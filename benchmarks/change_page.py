"""How large the page of the largest real change is, and how soon a browser paints it."""

import json
import lzma
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import SHARED, Row
from benchmarks._invented_site import one_change
from flows.pipeline import derive_all as derive
from flows.pipeline import import_files, read_histories
from policytrail.diff import compare_documents
from policytrail.extract import read_markdown
from policytrail.model import Assessment, Change, Kind, Severity, Significance, Sources
from policytrail.report.build import change_record
from policytrail.report.html import change_html, site_assets
from storage import newest_event
from storage.database import open_database

SIZE_LIMIT_BYTES = 1_500_000
PAINT_LIMIT_MS = 1_000
REPLAY = SHARED / "corpus" / "replay"
PAIRS = SHARED / "corpus" / "pairs" / "pairs_shared.jsonl.xz"
TRIED = 12
"""Of the pairs, by the words that change: the largest page is among them."""


def run() -> list[Row]:
    """Return the size of the largest page, and its first paint where a Chromium is."""
    if not PAIRS.is_file():
        return [Row("largest change page", "no shared corpus here")]
    changes = [*_largest(), *_replayed()]
    page = max((change_html(change_record(change)) for change in changes), key=len)
    size = len(page.encode())
    row = Row(
        "largest real change page",
        f"{size / 1e6:.2f} MB",
        limit=f"<= {SIZE_LIMIT_BYTES / 1e6} MB",
        holds=size <= SIZE_LIMIT_BYTES,
    )
    return [row, *_paint(page)]


def _largest() -> list[Change]:
    with lzma.open(PAIRS, "rt", encoding="utf-8") as lines:
        pairs = [json.loads(line) for line in lines]
    pairs.sort(key=lambda pair: -len(pair["old"]) - len(pair["new"]))
    by_words = sorted(
        pairs, key=lambda pair: -pair["stats"]["words_added"] - pair["stats"]["words_removed"]
    )
    model = one_change()
    verdict = Significance(Kind.SUBSTANTIVE, True, Severity.HIGH, (), "A large change.", ())
    return [
        Change(
            model.source,
            model.transition,
            Assessment(
                compare_documents(read_markdown(pair["old"]), read_markdown(pair["new"])), verdict
            ),
        )
        for pair in (*pairs[:TRIED], *by_words[:TRIED])
    ]


def _replayed() -> list[Change]:
    """Return the changes of all real captures: tables of theirs make the largest pages."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_database(Path(folder) / "replay.duckdb") as connection,
    ):
        now = datetime(2026, 11, 1, tzinfo=UTC)  # later than the last capture
        import_files(connection, sorted(REPLAY.glob("*.warc.gz")), Sources(), now)
        derive(connection, now)
        told = read_histories(connection, newest_event(connection) or now)
        return [change for history in told for change in history.changes]


def _paint(page: str) -> list[Row]:
    """Return when Chromium first paints the page, opened from disk."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return []
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (an extra)

    folder = Path(tempfile.mkdtemp())
    for path, text in (("changes/one.html", page), *site_assets()):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    with sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        shown = browser.new_page()
        shown.goto((folder / "changes/one.html").as_uri())
        shown.wait_for_timeout(500)
        entries = "performance.getEntriesByName('first-contentful-paint').map(e => e.startTime)"
        painted_ms = max(map(float, shown.evaluate(entries)))
        browser.close()
    shutil.rmtree(folder)
    return [
        Row(
            "first paint of it",
            f"{painted_ms:.0f} ms",
            limit=f"<= {PAINT_LIMIT_MS} ms",
            holds=painted_ms <= PAINT_LIMIT_MS,
        )
    ]
