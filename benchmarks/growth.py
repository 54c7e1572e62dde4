"""How does the time of each stage grow with hostile texts of many shapes?

`BENCH_SHAPES="lines,links"` takes only these, `BENCH_SIZES="0.1,1"` other sizes (MB).
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Final, TypeVar

from benchmarks import Row
from benchmarks._hostile_shapes import SHAPES, media_type, policy_shaped
from benchmarks._invented_site import one_change
from flows.pdf import typeset_page
from flows.pipeline import MEBIBYTE, Exceeded, LimitedWorker, Limits
from policytrail.diff import compare_documents
from policytrail.extract import extract
from policytrail.governance import current_provisions, leading_provisions, read_document
from policytrail.model import (
    Assessment,
    Change,
    CurrentProvisions,
    Diff,
    Document,
    DocumentFindings,
    Failure,
    Recipe,
    Significance,
    SourceHistory,
    Transition,
)
from policytrail.report import change_pages, text_pages
from policytrail.report.build import (
    Annotations,
    moved_records,
    provision_records,
    shipped_kinds,
    text_record,
)
from policytrail.report.html import site_assets
from policytrail.significance import assess_change

T = TypeVar("T")
_SIZES: Final = (0.1, 0.3, 1.0, 3.0)
"""MB of a text."""
_MOST_GROWTH: Final = 1.3
"""Times linear, from one size to the next."""
_FLOOR_S: Final = 0.1
"""Added to every time: what takes less is noise."""
_LIMITS: Final = Limits(memory_bytes=3072 * MEBIBYTE, processor_s=60, patience_s=600)


@dataclass(slots=True)
class _Case:
    """One pair of hostile texts on its way through the stages, in a worker's memory."""

    shape: str
    size: int
    documents: list[Document] = field(default_factory=list[Document])
    findings: list[DocumentFindings] = field(default_factory=list[DocumentFindings])
    diff: Diff | None = None
    verdict: Significance | None = None
    history: SourceHistory | None = None
    governed: CurrentProvisions = field(default_factory=CurrentProvisions)
    page: str = ""


_CASES: Final[list[_Case]] = []
"""The case that a worker is at; the stages come one after the other, in the same worker."""


def _present(value: T | None) -> T:
    """Return what an earlier stage made."""
    if value is None:
        raise ValueError("an earlier stage made nothing")
    return value


def _extract_pair(case: _Case) -> None:
    for days in (30, 90):
        body = policy_shaped(case.shape, case.size, days)
        result = extract(body, media_type(case.shape), Recipe())
        if isinstance(result, Failure):
            raise TypeError(f"{result.reason}: {result.detail}")
        case.documents.append(result)


def _compare_pair(case: _Case) -> None:
    case.diff = compare_documents(*case.documents)


def _assess_pair(case: _Case) -> None:
    old, new = case.documents
    case.verdict = assess_change(_present(case.diff), old, new)


def _read_pair(case: _Case) -> None:
    case.findings = [read_document(document) for document in case.documents]


def _follow_provisions(case: _Case) -> None:
    model = one_change()
    before, after = (
        replace(version, document_sha256=sha256(name).hexdigest())
        for version, name in zip(
            (model.transition.before, model.transition.after), (b"old", b"new"), strict=True
        )
    )
    change = Change(
        model.source,
        Transition(before, after),
        Assessment(_present(case.diff), _present(case.verdict)),
    )
    names = (before.document_sha256, after.document_sha256)
    case.history = SourceHistory(
        model.source, (), (before, after), (change,), (), change.transition.not_after
    )
    said = dict(zip(names, case.findings, strict=True))
    texts = dict(zip(names, case.documents, strict=True))
    case.governed = leading_provisions(current_provisions(case.history, said, texts))


def _build_change_page(case: _Case) -> None:
    (change,) = _present(case.history).changes
    moves = moved_records(case.governed, shipped_kinds(), case.documents[1])
    ends = change.transition.before, change.transition.after
    texts = {
        version.document_sha256: text for version, text in zip(ends, case.documents, strict=True)
    }
    pages = change_pages(change, texts.get, moves[0] if moves else ())
    case.page = next(text for path, text in list(pages) if path.endswith(".html"))


def _build_text_page(case: _Case) -> None:
    history = _present(case.history)
    provisions = tuple(provision_records(history, case.governed, shipped_kinds()))
    beside = Annotations(provisions, case.findings[1].trackers, frozenset(), "1")
    record = text_record(history.source, history.versions[1], case.documents[1], beside)
    list(text_pages(record))


def _print_change_page(case: _Case) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in site_assets():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        page = Path(folder, "changes", "page.html")
        page.parent.mkdir(exist_ok=True)
        page.write_text(case.page, encoding="utf-8")
        typeset_page((str(page), folder))


STAGES: Final[dict[str, Callable[[_Case], None]]] = {
    "extract": _extract_pair,
    "compare": _compare_pair,
    "assess": _assess_pair,
    "provisions": _read_pair,
    "lineage": _follow_provisions,
    "change page": _build_change_page,
    "text page": _build_text_page,
    "print": _print_change_page,
}


def _do_stage(asked: tuple[str, str, int]) -> float | str:
    """Return the processor seconds of a stage, in a worker that did the stages before it."""
    stage, shape, size = asked
    if stage == next(iter(STAGES)):
        _CASES[:] = [_Case(shape, size)]
    start = time.process_time()
    try:
        STAGES[stage](_CASES[0])
    except TypeError as refused:
        return str(refused)
    return time.process_time() - start


def run() -> list[Row]:
    """Return a row for each stage: the shape at which its time grows most."""
    sizes = tuple(map(float, filter(None, os.environ.get("BENCH_SIZES", "").split(",")))) or _SIZES
    shapes = [name for name in os.environ.get("BENCH_SHAPES", "").split(",") if name] or [*SHAPES]
    worst: dict[str, tuple[float, str, float]] = {}
    for shape in shapes:
        taken = _times_by_size(shape, sizes)
        print(_table_line(shape, taken), file=sys.stderr, flush=True)
        for stage in STAGES:
            growth, seconds = _greatest_growth(stage, sizes, taken)
            worst[stage] = max(worst.get(stage, (0.0, "", 0.0)), (growth, shape, seconds))
    return [
        Row(
            f"{stage}: growth over {len(shapes)} shapes of {sizes[0]:g} to {sizes[-1]:g} MB",
            f"{growth:.2f} x linear at most",
            f"{shape!r}, {seconds:.1f} s",
            f"<= {_MOST_GROWTH} x linear",
            growth <= _MOST_GROWTH,
        )
        for stage, (growth, shape, seconds) in worst.items()
    ]


def _times_by_size(shape: str, sizes: tuple[float, ...]) -> list[dict[str, float | str]]:
    """Return the seconds of each stage for each size; a stage and a size beyond the limits end it."""
    worker = LimitedWorker()
    try:
        worker.do_work(_warm_up, None, _LIMITS)
        return [_stage_times(worker, shape, size) if worker.is_alive else {} for size in sizes]
    finally:
        if worker.is_alive:
            worker.end_process()


def _stage_times(worker: LimitedWorker, shape: str, size: float) -> dict[str, float | str]:
    taken: dict[str, float | str] = {}
    for stage in STAGES:
        result = worker.do_work(_do_stage, (stage, shape, int(size * 1e6)), _LIMITS)
        if isinstance(result, Exceeded):
            taken[stage] = f"over ({result.reason})"
            if worker.is_alive:
                worker.end_process()
            break
        taken[stage] = result
        if isinstance(result, str):
            break
    return taken


def _warm_up(_: None) -> None:
    """Load models and templates, which belongs to no text."""
    for stage in STAGES:
        _do_stage((stage, "headings and paragraphs", 2_000))


def _greatest_growth(
    stage: str, sizes: tuple[float, ...], taken: list[dict[str, float | str]]
) -> tuple[float, float]:
    """Return the greatest growth from one size to the next, and the seconds of the largest size."""
    times = [(size, each.get(stage)) for size, each in zip(sizes, taken, strict=True)]
    growth, last = 0.0, 0.0
    for (small, before), (large, after) in pairwise(times):
        if isinstance(before, str) or before is None:
            break
        if isinstance(after, str) and after.startswith("over"):
            after = _LIMITS.processor_s  # noqa: PLW2901 (at least so much)
        if isinstance(after, float):
            growth = max(growth, (after + _FLOOR_S) / (before + _FLOOR_S) / (large / small))
            last = after
    return growth, last


def _table_line(shape: str, taken: list[dict[str, float | str]]) -> str:
    cells = [
        f"{stage} "
        + "/".join(
            f"{value:.2f}" if isinstance(value, float) else str(value or "-")[:60]
            for value in (each.get(stage) for each in taken)
        )
        for stage in STAGES
    ]
    return f"{shape:40} {'  '.join(cells)}"
