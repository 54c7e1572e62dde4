"""How long a site of 350 services takes: whole, and after one change.

CPU time is told, on one core: the machine may be shared.
"""

import shutil
import tempfile
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from benchmarks import Row
from benchmarks._invented_site import AS_OF, CHANGES, POLICIES, PROVISIONS, SERVICES, Corpus, corpus
from policytrail.model import SourceHistory
from policytrail.report.build.text import Beside
from policytrail.report.manifest import (
    Entry,
    Manifest,
    entry_of,
    kept_entries,
    manifest_text,
    program,
    read_manifest,
    stale_services,
)
from policytrail.report.records.provision import line_of, mark_of
from policytrail.report.site import (
    Leaf,
    change_pages,
    common_pages,
    pages,
    service_pages,
    source_pages,
)

FULL_LIMIT_S = 120
INCREMENTAL_LIMIT_S = 3


def run() -> list[Row]:
    """Return how long a full build and a build after one change take."""
    folder = Path(tempfile.mkdtemp())
    try:
        return _builds(folder, corpus())
    finally:
        shutil.rmtree(folder)


def _builds(folder: Path, made: Corpus) -> list[Row]:
    began = time.process_time()
    leaves = pages(made.histories, AS_OF, made.documents.get, made.shelf)
    files, size = _write(leaves, folder)
    full_s = time.process_time() - began
    entries = tuple(_entry(history, made) for history in made.histories)
    (folder / "manifest.json").write_text(manifest_text(Manifest(program(), entries)))
    began = time.process_time()
    changed, _ = _write(_after_one_change(folder, made), folder)
    one_s = time.process_time() - began
    what = (
        f"{SERVICES} services, {POLICIES} policies, {CHANGES:,} changes, {PROVISIONS:,} provisions"
    )
    return [
        Row(
            f"site of {what}",
            f"{full_s:.1f} s, {files:,} files, {size / 1e6:.0f} MB",
            limit=f"<= {FULL_LIMIT_S} s",
            holds=full_s <= FULL_LIMIT_S,
        ),
        Row(
            "the same after one change",
            f"{one_s:.2f} s, {changed} files written",
            f"{one_s / full_s:.3f} x the whole site",
            f"<= {INCREMENTAL_LIMIT_S} s",
            one_s <= INCREMENTAL_LIMIT_S,
        ),
    ]


def _write(leaves: Iterable[Leaf], folder: Path) -> tuple[int, int]:
    """Write what is not there already; return how many files and bytes were written."""
    files = size = 0
    for path, text in leaves:
        wanted, place = text.encode(), folder / path
        if place.is_file() and place.read_bytes() == wanted:
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(wanted)
        files, size = files + 1, size + len(wanted)
    return files, size


def _entry(history: SourceHistory, made: Corpus, key: str = "held") -> Entry:
    name = history.source.source_id
    return entry_of(history, key, [line_of(one) for one in made.shelf.of_source(name)])


def _after_one_change(folder: Path, made: Corpus) -> Iterable[Leaf]:
    """Yield what a publication writes when one source has a new verdict on its last change."""
    last = made.histories[400]
    change = last.changes[-1]
    verdict = replace(change.assessment.significance, summary="Told anew.")
    told = replace(change, assessment=replace(change.assessment, significance=verdict))
    history = replace(last, changes=(*last.changes[:-1], told))
    name, service_id = history.source.source_id, history.source.service_id

    manifest = read_manifest((folder / "manifest.json").read_text())
    services = {entry.source.source_id: entry.source.service_id for entry in manifest.entries}
    keys = dict.fromkeys(services, "held") | {name: "another"}
    if stale_services(manifest, keys, services) != frozenset({service_id}):
        raise RuntimeError("one service should be stale")
    beside = Beside(tuple(map(mark_of, made.shelf.of_source(name))))
    yield from source_pages(history, made.documents.get, beside)
    for one in history.changes:
        yield from change_pages(one, made.documents.get)
    siblings = [one for one in made.histories if one.source.service_id == service_id]
    service = [history if one is last else one for one in siblings]
    entries = [*kept_entries(manifest, keys, {name}), _entry(history, made, "another")]
    lines = [line for one in entries for line in one.provisions if line.service_id == service_id]
    yield from service_pages(service, lines)
    yield from common_pages(entries, AS_OF)
    yield "manifest.json", manifest_text(Manifest(program(), tuple(entries)))
