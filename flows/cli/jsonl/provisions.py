"""Requests to `policytrail provisions --jsonl`, and provisions as JSON."""

import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import typer

from flows.cli.jsonl.extract import guess_media_type
from flows.cli.jsonl.frame import BadAsk, Json, required_text
from flows.pipeline import extract_in_worker
from policytrail.contradictions import find_contradictions
from policytrail.extract import find_claimed_dates, read_markdown, read_plain
from policytrail.model import (
    ClaimedDate,
    Document,
    Failure,
    PolicyFindings,
    Provision,
    Quote,
    Recipe,
    Tracker,
)
from policytrail.provisions import (
    FILE,
    Finder,
    Passages,
    also_said,
    contradictions_table,
    finder_with,
    is_main,
    provisions_table,
    read_passages,
    shipped_finder,
    shipped_taxonomy,
    taxonomy_markdown,
    trackers_table,
)
from policytrail.trackers import find_trackers

_TABLE = re.compile(r"^\s*\|?\s*:?-{3,}:?\s*\|", re.MULTILINE)
"""The rule under the headings of a Markdown table."""
_FORMATS = ("text", "markdown", "html")


def taxonomy_as_json() -> str:
    """Return the types with what they map to in published label sets."""
    types = [kind.model_dump(mode="json") for kind in shipped_taxonomy().types]
    return json.dumps(types, ensure_ascii=False)


def taxonomy_as_page() -> str:
    """Return docs/taxonomy.md."""
    return taxonomy_markdown.taxonomy_page(shipped_taxonomy())


def build_answerer(models: Path | None) -> Callable[[Json], Json]:
    """Return what answers a line."""
    finder = build_finder(models)
    return lambda ask: _answer_line(ask, finder)


def build_finder(models: Path | None) -> Finder:
    """Return the finder, with the user's model of segments if the folder has one."""
    path = models / FILE if models else None
    if path is None or not path.is_file():
        return shipped_finder()
    return finder_with(path.read_text(encoding="utf-8"))


def _answer_line(ask: Json, finder: Finder) -> Json:
    text, format_name = required_text(ask, "text"), ask.get("format") or "text"
    if format_name not in _FORMATS:
        raise BadAsk(f"'format' is none of {', '.join(_FORMATS)}: {format_name!r}")
    if format_name == "html":
        # Offsets into mark-up would be of no use: they count in the text that is told beside.
        document = _read_document(text.encode("utf-8", "surrogatepass"), "text/html")
        passages = _join_passages(document)
        shown = "\n".join(block.text for block in document.blocks)
        return {"text": shown, **_findings_to_json(passages, document, finder)}
    is_markdown = format_name == "markdown" or _TABLE.search(text) is not None
    document = read_markdown(text) if is_markdown else read_plain(text)
    return _findings_to_json(
        read_passages(text, is_markdown=format_name == "markdown"), document, finder
    )


def _join_passages(document: Document) -> Passages:
    offsets: list[int] = []
    offset = 0
    for block in document.blocks:
        offsets.append(offset)
        offset += len(block.text) + 1
    return Passages(document, tuple(offsets))


def _read_document(body: bytes, media_type: str) -> Document:
    extracted = extract_in_worker(body, media_type, Recipe())
    if isinstance(extracted, Failure):
        raise BadAsk(f"{extracted.reason}: {extracted.detail}")
    return extracted


def _findings_to_json(passages: Passages, document: Document, finder: Finder) -> Json:
    """Return provisions with their places in the text, and what its tables and items declare."""
    findings = finder.find_provisions(passages.document)
    also = also_said(findings.provisions)
    answer: Json = {
        "provisions": [
            {
                **_provision_to_json(provision, passages),
                "also": [other.type for other in also[provision.key]],
                "main": is_main(provision, also[provision.key]),
            }
            for provision in findings.provisions
        ],
        "trackers": [_tracker_to_json(tracker) for tracker in find_trackers(document)],
        "claimed_dates": [
            _date_to_json(claimed_date)
            for claimed_date in find_claimed_dates(document.blocks, "en")
        ],
        "taxonomy_version": findings.taxonomy_version,
    }
    if findings.not_analysed:
        answer["not_analysed"] = findings.not_analysed
    return answer


def _place_to_json(quote: Quote, passages: Passages) -> Json:
    start, end = passages.text_span(quote.position, quote.start, quote.end)
    if quote.following:
        last = quote.position + len(quote.following)
        _, end = passages.text_span(last, 0, len(quote.following[-1].text))
    return {"start": start, "end": end, "excerpt": quote.excerpt}


def _provision_to_json(provision: Provision, passages: Passages) -> Json:
    spans = {
        attribute.name: _place_to_json(attribute.quote, passages)
        for attribute in provision.attributes
        if attribute.quote
    }
    return {
        "type": provision.type,
        "severity": provision.severity.value,
        "severity_rule": provision.severity_rule,
        "confidence": provision.confidence,
        **_place_to_json(provision.quote, passages),
        "lead": provision.lead,
        "attributes": provision.values,
        "attribute_spans": spans,
        "stated": provision.stated.value,
        "note": provision.note,
        "path": provision.path,
    }


def _tracker_to_json(tracker: Tracker) -> Json:
    return {
        "name": tracker.name,
        "category": tracker.category.value if tracker.category else None,
        "category_text": tracker.category_text or None,
        "party": tracker.party.value if tracker.party else None,
        "provider": tracker.provider or None,
        "purpose": tracker.purpose or None,
        "retention": tracker.retention.text if tracker.retention else None,
        "retention_days": tracker.retention.days if tracker.retention else None,
        "inferred": {each.field: each.value for each in tracker.inferred},
        "excerpt": tracker.quote.excerpt,
    }


def _date_to_json(claimed_date: ClaimedDate) -> Json:
    return {"kind": claimed_date.kind.value, "date": claimed_date.date, "text": claimed_date.text}


def show_files(paths: Sequence[Path], models: Path | None) -> bool:
    """Print the provisions of files and their contradictions; return whether all files could be read."""
    finder = build_finder(models)
    read = [_print_provisions(path, finder) for path in paths]
    contradictions = find_contradictions([reading for reading in read if reading])
    if contradictions:
        typer.echo(contradictions_table(contradictions, _terminal_width()), nl=False)
    return all(reading is not None for reading in read)


def _print_provisions(path: Path, finder: Finder) -> PolicyFindings | None:
    """Print a file's provisions and trackers; return them, None if it could not be read."""
    media_type = guess_media_type(str(path)) or "text/plain"
    document = extract_in_worker(path.read_bytes(), media_type, Recipe())
    if isinstance(document, Failure):
        typer.echo(f"{path}: {document.reason}: {document.detail}", err=True)
        return None
    findings = finder.find_provisions(document)
    if findings.not_analysed:
        typer.echo(f"{path}: not analysed: {findings.not_analysed}", err=True)
        return None
    typer.echo(
        provisions_table(findings.provisions, shipped_taxonomy(), _terminal_width()), nl=False
    )
    trackers = find_trackers(document)
    if trackers:
        typer.echo(trackers_table(trackers, _terminal_width()), nl=False)
    return PolicyFindings(str(path), document, findings.provisions, trackers)


def _terminal_width() -> int:
    return shutil.get_terminal_size().columns
