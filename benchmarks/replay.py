"""Whether a backfill of all replay captures gives what `import-warc` of their files gives.

The backfill takes a third of the time span after the other, in no order. Needs the shared corpus
and pywb (`make pywb`).
"""

import random
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks import Row
from flows.pipeline.backfill import BackfillRequest
from tests.pywb import PYWB, pywb
from tests.replay import EVERYTHING, History, backfilled, files, imported

SPANS = 3


def run() -> list[Row]:
    """Return how many captures and versions differ; nothing where the corpus or pywb is missing."""
    warcs = files()
    if not (warcs and (PYWB / "pywb").is_file()):
        return []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        expected = imported(folder / "imported.duckdb", warcs)
        with pywb(folder, warcs) as url:
            wishes = spans(expected)
            found = backfilled(
                folder / "backfilled.duckdb", url, folder / "imported.duckdb", wishes
            )
    return [
        _row("captures", _parts(expected, "captures"), _parts(found, "captures")),
        _row("versions", _parts(expected, "versions"), _parts(found, "versions")),
    ]


def spans(expected: Mapping[str, History]) -> list[BackfillRequest]:
    """Return the thirds of the time from the first capture to the last, in no order."""
    times = [each.at for history in expected.values() for each in history.captures]
    first, length = min(times), (max(times) - min(times)) / SPANS
    starts = [(first + length * number).replace(microsecond=0) for number in range(SPANS)]
    ends = [start - timedelta(seconds=1) for start in starts[1:]]
    found = [
        replace(EVERYTHING, since=start, until=end)
        for start, end in zip(starts, [*ends, max(times)], strict=True)
    ]
    random.Random(1).shuffle(found)  # noqa: S311 (an order, no secret)
    return found


def _parts(histories: Mapping[str, History], name: str) -> set[tuple[str, object]]:
    """Return all captures, or all versions, each with its source."""
    return {
        (source_id, part)
        for source_id, history in histories.items()
        for part in (history.captures if name == "captures" else history.versions)
    }


def _row(name: str, expected: set[tuple[str, object]], found: set[tuple[str, object]]) -> Row:
    wrong = len(expected ^ found)
    return Row(
        f"replay: {name} that differ from import-warc's",
        str(wrong),
        f"{len(expected)} {name}, in {SPANS} spans out of order",
        "0",
        wrong == 0 and bool(expected),
    )
