"""How well and how fast are policies extracted, beside the best known extractors?"""

import re
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from typing import cast

import readability
import trafilatura
from resiliparse.extract.html2text import (  # pyright: ignore[reportMissingModuleSource] (compiled)
    extract_plain_text,
)

from benchmarks import Row
from benchmarks._extraction_sets import CORPUS, RefPage, cases, dated, ref_pages, shingles
from policytrail.extract import extract
from policytrail.model import Document, Failure, Range, Recipe, Rule

Extractor = Callable[[RefPage], str]
_TAG = re.compile(r"<[^>]+>")
_NAMES = ("startBefore", "startAfter", "endBefore", "endAfter")


def run() -> list[Row]:
    """Score text, failures, dates, speed and memory on the shared corpus."""
    if not CORPUS.is_dir():
        return [
            Row("extraction", "not measured: the shared corpus does not lie beside the checkout")
        ]
    pages = ref_pages()
    rows, times = _text_rows(pages)
    return [*rows, _speed_row(pages, times), *_growth_rows(), *_guard_rows(), *_date_rows()]


def _ours(page: RefPage) -> str:
    return _text(extract(page.body, "", Recipe(), page.url))


def _ours_with_rules(page: RefPage) -> str:
    recipe = Recipe(_rules(page.rules.get("select")), _rules(page.rules.get("remove")))
    return _text(extract(page.body, "", recipe, page.url))


def _text(found: Document | Failure) -> str:
    """Return what a reader sees, the numbers of lists too: the references have them as well."""
    if isinstance(found, Failure):
        return ""
    return "\n".join(f"{block.number} {block.text}" for block in found.blocks)


def _trafilatura(page: RefPage) -> str:
    return trafilatura.extract(_markup(page), include_comments=False, favor_recall=True) or ""


def _resiliparse(page: RefPage) -> str:
    return extract_plain_text(_markup(page), main_content=True, alt_texts=False)


def _readability(page: RefPage) -> str:
    markup = _markup(page)
    return _TAG.sub(" ", readability.Document(markup).summary()) if markup else ""


def _all_visible(page: RefPage) -> str:
    return extract_plain_text(_markup(page), main_content=False, alt_texts=False)


def _markup(page: RefPage) -> str:
    return "" if page.body.startswith(b"%PDF") else page.body.decode("utf-8", "replace")


EXTRACTORS: dict[str, Extractor] = {
    "policytrail": _ours,
    "trafilatura": _trafilatura,
    "resiliparse": _resiliparse,
    "readability": _readability,
    "all visible text": _all_visible,
}


def _text_rows(pages: Sequence[RefPage]) -> tuple[list[Row], dict[str, float]]:
    rows: list[Row] = []
    times: dict[str, float] = {}
    for name, extractor in EXTRACTORS.items():
        began = time.process_time()
        texts = [extractor(page) for page in pages]
        times[name] = time.process_time() - began
        limits = (0.990, 0.985) if name == "policytrail" else None
        rows += _score_rows(f"{name}, no rules", pages, texts, limits)
    with_rules = [_ours_with_rules(page) for page in pages]
    matched = [(page, text) for page, text in zip(pages, with_rules, strict=True) if text]
    rows += _score_rows(
        f"policytrail, with rules ({len(matched)} pages that they match)",
        [page for page, _ in matched],
        [text for _, text in matched],
        (0.992, 0.990),
    )
    return rows, times


def _score_rows(
    name: str, pages: Sequence[RefPage], texts: Sequence[str], limits: tuple[float, float] | None
) -> list[Row]:
    recalls: list[float] = []
    precisions: list[float] = []
    for page, text in zip(pages, texts, strict=True):
        got = shingles(text) if text else set[tuple[str, ...]]()
        common = len(got & page.reference)
        recalls.append(common / len(page.reference))
        precisions.append(common / len(got) if got else 0.0)
    rows: list[Row] = []
    for what, scores, limit in (
        ("recall", recalls, limits and limits[0]),
        ("precision", precisions, limits and limits[1]),
    ):
        median = statistics.median(scores)
        told = f"{median:.4f} median, {statistics.mean(scores):.4f} mean"
        wanted = f"median >= {limit:.3f}" if limit else ""
        rows.append(Row(f"{what}: {name}", told, limit=wanted, holds=not limit or median >= limit))
    return rows


def _speed_row(pages: Sequence[RefPage], times: dict[str, float]) -> Row:
    ours, theirs = times["policytrail"], times["trafilatura"]
    told = f"{len(pages) / ours:.0f} pages/s of CPU time"
    against = f"{theirs / ours:.1f} x trafilatura, {times['resiliparse'] / ours:.2f} x resiliparse"
    return Row("extraction speed", told, against, ">= 1.0 x trafilatura", theirs / ours >= 1.0)


def _growth_rows() -> list[Row]:
    section = (
        "<div><h2>Terms</h2>" + "<p>We may use your personal data as these terms say.</p>" * 12
    )
    took: list[float] = []
    for megabytes in (0.1, 1.0, 10.0):
        body = (section * round(megabytes * 1e6 / len(section))).encode()
        began = time.process_time()
        extract(body, "text/html", Recipe())
        took.append(time.process_time() - began)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = ", ".join(f"{seconds:.2f} s" for seconds in took)
    return [
        Row(
            "pages of 0.1, 1, 10 MB",
            told,
            f"10 MB: {took[2] / took[1]:.1f} x 1 MB",
            "<= 15 x",
            took[2] <= 15 * took[1],
        ),
        Row("peak memory of this benchmark, the other extractors included", f"{memory:.0f} MB"),
    ]


def _guard_rows() -> list[Row]:
    known = cases()
    answers = [isinstance(extract(case.body, "", Recipe(), case.url), Failure) for case in known]
    failures = sum(not case.is_policy for case in known)
    caught = sum(answer and not case.is_policy for case, answer in zip(known, answers, strict=True))
    wrong = sum(answer and case.is_policy for case, answer in zip(known, answers, strict=True))
    return [
        Row(
            "failures recognised",
            f"{caught} of {failures}",
            limit=">= 95 %",
            holds=caught >= 0.95 * failures,
        ),
        Row(
            "policies called failures",
            f"{wrong} of {len(known) - failures}",
            limit="<= 1, a page of 36 words that states nothing",
            holds=wrong <= 1,
        ),
    ]


def _date_rows() -> list[Row]:
    right = stated = invented = silent = 0
    for body, media_type, gold in dated():
        found = extract(body, media_type, Recipe())
        claims = found.claimed_dates if isinstance(found, Document) else ()
        if gold is None:
            silent += 1
            invented += any(claim.kind == "last_updated" for claim in claims)
        else:
            stated += 1
            right += any(
                claim.date.startswith(gold) or gold.startswith(claim.date) for claim in claims
            )
    return [
        Row("dates right", f"{right} of {stated}", limit=">= 95 %", holds=right >= 0.95 * stated),
        Row("dates claimed where annotators noted none", f"{invented} of {silent}"),
    ]


def _rules(value: object) -> tuple[Rule, ...]:
    if value is None:
        return ()
    values = cast("list[object]", value) if isinstance(value, list) else [value]
    return tuple(_rule(each) for each in values)


def _rule(value: object) -> Rule:
    if isinstance(value, dict):
        ends = cast("dict[str, str]", value)
        return Range(*(ends.get(name) for name in _NAMES))
    return str(value)
