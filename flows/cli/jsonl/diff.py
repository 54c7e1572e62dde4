"""Requests to `policytrail diff --jsonl`, and comparisons as JSON."""

from collections.abc import Callable
from functools import lru_cache

from flows.cli.jsonl.frame import BadAsk, Json, optional_texts, required_text
from policytrail.diff import compare_documents
from policytrail.extract import read_html, read_markdown, read_plain
from policytrail.model import (
    Assessment,
    Diff,
    Document,
    Fact,
    Failure,
    Hunk,
    Kind,
    Reason,
    Recipe,
    Severity,
    Side,
    Significance,
    Stats,
)
from policytrail.significance import assess_change


def _read_html(text: str) -> Document:
    """Return the document of a page; without blocks if the page is not a policy."""
    extracted = read_html(text, Recipe(), "")
    return Document(()) if isinstance(extracted, Failure) else extracted


_READERS: dict[str, Callable[[str], Document]] = {
    "markdown": read_markdown,
    "text": read_plain,
    "html": _read_html,
}


def answer_diff_line(ask: Json) -> Json:
    """Return what changed between the two asked texts, and what that means."""
    told_format = ask.get("format", "markdown")
    if not isinstance(told_format, str) or told_format not in _READERS:
        raise BadAsk(f"'format' is not one of {', '.join(_READERS)}: {told_format!r}")
    old, new = required_text(ask, "old"), required_text(ask, "new")
    return assessment_to_json(assess_texts(old, new, optional_texts(ask, "earlier"), told_format))


def assess_texts(old: str, new: str, earlier: tuple[str, ...], told_format: str) -> Assessment:
    """Return the comparison of two texts, given the texts before them, oldest first."""
    before = read_text(old, told_format)
    if old == new:
        return Assessment(Diff((), _unchanged_stats(before)), _no_significance(Kind.NONE))
    after = read_text(new, told_format)
    diff = compare_documents(before, after)
    # Reading is most of the cost: texts before the last matter only if the words changed.
    seen = [read_text(text, told_format) for text in dict.fromkeys(earlier)] if diff.hunks else []
    verdict = assess_change(
        diff, before, after, [document for document in seen if document.blocks != before.blocks]
    )
    if verdict.kind is Kind.NONE:
        # The texts differ and their words and links do not: in mark-up or white space.
        verdict = _no_significance(Kind.TECHNICAL)
    return Assessment(diff, verdict)


@lru_cache(maxsize=64)
def read_text(text: str, told_format: str) -> Document:
    """Return the document that a text is; versions of one policy are read once."""
    return _READERS[told_format](text)


def _unchanged_stats(document: Document) -> Stats:
    return Stats(len(document.blocks), len(document.blocks), 0, 0)


def _no_significance(kind: Kind) -> Significance:
    return Significance(
        kind, alert=False, severity=Severity.NONE, topics=(), summary="", reasons=()
    )


def assessment_to_json(assessment: Assessment) -> Json:
    """Return an assessment as JSON values."""
    diff, verdict = assessment.diff, assessment.significance
    kinds = verdict.hunk_kinds or (verdict.kind,) * len(diff.hunks)
    return {
        "kind": verdict.kind.value,
        "alert": verdict.alert,
        "severity": verdict.severity.value,
        "confidence": verdict.confidence,
        "topics": list(verdict.topics),
        "summary": verdict.summary,
        "reasons": [_reason_to_json(reason) for reason in verdict.reasons],
        "facts": [_fact_to_json(fact) for fact in verdict.facts],
        "silent": verdict.silent,
        "is_reversion": verdict.is_reversion,
        "hunks": [_hunk_to_json(hunk, kind) for hunk, kind in zip(diff.hunks, kinds, strict=True)],
        "stats": {
            "blocks_old": diff.stats.blocks_old,
            "blocks_new": diff.stats.blocks_new,
            "words_added": diff.stats.words_added,
            "words_removed": diff.stats.words_removed,
        },
    }


def _hunk_to_json(hunk: Hunk, kind: Kind) -> Json:
    return {
        "op": hunk.op.value,
        "old": _side_to_json(hunk.old),
        "new": _side_to_json(hunk.new),
        "edits": [[edit.op, edit.text] for edit in hunk.edits],
        "kind": kind.value,
    }


def _side_to_json(side: Side | None) -> Json | None:
    if side is None:
        return None
    return {"first": side.first, "last": side.last, "text": side.text}


def _reason_to_json(reason: Reason) -> Json:
    return {"code": reason.code, "detail": reason.detail, "hunk": reason.hunk}


def _fact_to_json(fact: Fact) -> Json:
    return {"what": fact.what, "old": fact.old, "new": fact.new, "hunk": fact.hunk}
