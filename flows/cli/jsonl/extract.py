"""Requests to `policytrail extract --jsonl`, and documents as JSON."""

from pathlib import Path
from typing import cast

from flows.cli.jsonl.frame import BadAsk, Json, optional_texts
from flows.pipeline import extract_in_worker
from policytrail.extract import section_paths
from policytrail.model import Block, Document, Failure, Range, Recipe, Rule

_MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
}


def answer_extract_line(ask: Json) -> Json:
    """Return the blocks of the asked body, or why it is not a policy."""
    recipe = Recipe(_read_rules(ask, "select"), _read_rules(ask, "remove"))
    body = _read_body(ask)
    media_type = _text_or_empty(ask, "media_type") or guess_media_type(_text_or_empty(ask, "path"))
    result = extract_in_worker(body, media_type, recipe, _text_or_empty(ask, "url"))
    return _failure_to_json(result) if isinstance(result, Failure) else _document_to_json(result)


def _read_body(ask: Json) -> bytes:
    body = ask.get("body")
    if isinstance(body, str):
        return body.encode("utf-8", "surrogatepass")
    path = ask.get("path")
    if isinstance(path, str):
        return Path(path).read_bytes()
    raise BadAsk("'path' or 'body' is missing or is not a text")


def _text_or_empty(ask: Json, name: str) -> str:
    value = ask.get(name)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    raise BadAsk(f"{name!r} is not a text")


def guess_media_type(path: str) -> str:
    """Return the media type that a file's name suggests; empty if it suggests none."""
    return _MEDIA_TYPES.get(Path(path).suffix.lower(), "")


def _read_rules(ask: Json, name: str) -> tuple[Rule, ...]:
    value = ask.get(name)
    if isinstance(value, dict):
        return (_read_range(cast("Json", value)),)
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and any(
        isinstance(rule, dict) for rule in cast("list[object]", value)
    ):
        return tuple(_read_rule(rule) for rule in cast("list[object]", value))
    return optional_texts(ask, name)


def _read_rule(value: object) -> Rule:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return _read_range(cast("Json", value))
    raise BadAsk(f"not a selector: {value!r}")


def _read_range(value: Json) -> Rule:
    names = ("startBefore", "startAfter", "endBefore", "endAfter")
    strange = sorted(set(value) - set(names))
    if strange:
        raise BadAsk(f"a range has no {strange[0]!r}; it has {', '.join(names)}")
    ends = [_text_or_empty(value, name) or None for name in names]
    if (ends[0] is None) == (ends[1] is None) or (ends[2] is None) == (ends[3] is None):
        raise BadAsk("a range needs one of startBefore, startAfter and one of endBefore, endAfter")
    return Range(*ends)


def _failure_to_json(failure: Failure) -> Json:
    return {
        "status": "failure",
        "failure": {"reason": failure.reason.value, "detail": failure.detail},
        "title": None,
        "language": None,
        "claimed_dates": [],
        "blocks": [],
        "document_sha256": None,
    }


def _document_to_json(document: Document) -> Json:
    paths = section_paths(document.blocks)
    annotations = _beside_blocks(document)
    return {
        "status": "ok",
        "failure": None,
        "title": document.title,
        "language": document.language,
        "claimed_dates": [
            _date_to_json(document, number) for number in range(len(document.claimed_dates))
        ],
        "blocks": [
            _block_to_json(block) | {"path": path} | annotations.get(number, {})
            for number, (block, path) in enumerate(zip(document.blocks, paths, strict=True))
        ],
        "document_sha256": document.sha256,
    }


def _date_to_json(document: Document, at: int) -> Json:
    date = document.claimed_dates[at]
    date_fields: Json = {
        "kind": date.kind.value,
        "date": date.date,
        "text": date.text,
        "block": date.block,
    }
    return date_fields | ({"other_reading": date.other_reading} if date.other_reading else {})


def _beside_blocks(document: Document) -> dict[int, dict[str, list[Json]]]:
    """Return the links and struck-out words of each block, positioned in the text as returned."""
    annotations: dict[int, dict[str, list[Json]]] = {}
    for link in document.links:
        shift = _shift_by_number(document.blocks[link.block])
        place: Json = {"start": link.start + shift, "end": link.end + shift, "target": link.target}
        annotations.setdefault(link.block, {}).setdefault("links", []).append(place)
    for struck in document.struck:
        place = {"at": struck.at + _shift_by_number(document.blocks[struck.block])}
        words = place | {"text": struck.text}
        annotations.setdefault(struck.block, {}).setdefault("struck", []).append(words)
    return annotations


def _shift_by_number(block: Block) -> int:
    return len(block.number) + 1 if block.number else 0


def _block_to_json(block: Block) -> Json:
    """Return a block; its text begins, as on the page, with the number that the page shows.

    `number` says what of it the page shows and does not write, so that it can be taken off again.
    """
    block_fields: Json = {"kind": block.kind.value}
    if block.level:
        block_fields["level"] = block.level
    if block.number:
        block_fields["number"] = block.number
        return block_fields | {"text": f"{block.number} {block.text}"}
    return block_fields | {"text": block.text}
