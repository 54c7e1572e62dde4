"""Can the alerts of the whole pipeline be believed? Captures of three years around labelled changes.

Every tenth document is scored; `BENCH_TIMELINE=whole` scores all (six minutes of processor).
"""

import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from benchmarks import ROOT, SHARED, Row
from benchmarks._timeline_pages import TimelineScore, score_pages

_CORPUS = SHARED / "corpus" / "timeline"
_EVERY = 10
# Of every tenth document 0.882, 1.000 and 0.667 were seen (17 alerts, 15 real changes).
_FLOORS = {"precision": 0.85, "recall": 0.95, "severity_right": 0.60}


def run() -> list[Row]:
    """Return the scores of alerts on every tenth document, or on all."""
    whole = os.environ.get("BENCH_TIMELINE") == "whole"
    with tempfile.TemporaryDirectory() as folder:
        corpus = _CORPUS if whole else _a_tenth(Path(folder) / "corpus")
        found = scored(corpus, Path(folder) / "work")
        pages = score_pages(corpus, Path(folder) / "work" / "reports")
    return [*_rows(found), *_page_rows(pages)]


def scored(corpus: Path, work: Path) -> dict[str, object]:
    """Return what the scoring script says of a corpus of captures, imported into a folder."""
    command = shlex.join([str(Path(sys.executable).parent / "policytrail")])
    said = subprocess.run(
        [
            *(sys.executable, SHARED / "eval" / "timeline.py", "--json", "--command", command),
            *("--corpus", corpus, "--work", work, "--errors", "50"),
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    print(said.stdout, file=sys.stderr)
    return cast("dict[str, object]", json.loads(said.stdout.splitlines()[-1]))


def _a_tenth(folder: Path) -> Path:
    """Fill a folder with every tenth document of the corpus and what is known of it."""
    folder.mkdir(parents=True)
    files = sorted(_CORPUS.glob("*.warc.xz"))[::_EVERY]
    for file in files:
        (folder / file.name).symlink_to(file)
    names = {file.name.removesuffix(".warc.xz") for file in files}
    for part in ("truth.jsonl", "captures.jsonl"):
        lines = (_CORPUS / part).read_text("utf-8").splitlines()
        kept = [line for line in lines if _document(json.loads(line)) in names]
        (folder / part).write_text("\n".join(kept) + "\n", encoding="utf-8")
    return folder


def _document(row: dict[str, object]) -> str:
    return Path(str(row["file"])).name.removesuffix(".xz").removesuffix(".warc")


def _rows(found: dict[str, object]) -> Iterator[Row]:
    documents = found["documents"]
    for what, name in (
        (f"alerts on captures of {documents} documents: precision", "precision"),
        (f"alerts on captures of {documents} documents: recall", "recall"),
        (f"their severity, {documents} documents", "severity_right"),
    ):
        value, floor = float(str(found[name])), _FLOORS[name]
        yield Row(what, f"{value:.3f}", limit=f">= {floor}", holds=value >= floor)
    yield Row(
        "high told as low",
        str(found["high_rated_low"]),
        limit="0",
        holds=found["high_rated_low"] == 0,
    )


def _page_rows(score: TimelineScore) -> Iterator[Row]:
    """Return the same figures with the alerts on every page of a policy counted."""
    alerts = len(score.right) + len(score.false)
    yield Row(
        "alerts on any page of the policy: precision", f"{score.precision:.3f}", f"{alerts} alerts"
    )
    changes = score.severities.total() + len(score.missed)
    yield Row("alerts on any page: recall", f"{score.recall:.3f}", f"{changes} real changes")
    yield Row("alerts on any page: severity", f"{score.severity_right:.3f}")
    for what, rows, name in (
        ("false", score.false, "change_id"),
        ("missed", score.missed, "id"),
    ):
        names = " ".join(sorted(str(row[name]) for row in rows))
        yield Row(f"alerts on any page: {what}", str(len(rows)), names)
