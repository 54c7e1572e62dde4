"""Trackers in sentences and list items."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policytrail.language import find_durations, fold_for_matching, sentence_spans
from policytrail.model import BlockKind, Document, Quote, Retention, Tracker
from policytrail.trackers.cell_values import read_category, read_retention

# A quoted name next to the word cookie, or a bare name that resembles no English word.
_QUOTED = re.compile(
    r"[\"“‘'«](?P<name>[\w.:*-]{2,60})[\"”’'»](?=\s+(?:cookies?|tags?|pixels?|local storage)\b)"
)
_NAMED = re.compile(r"\bcookies?\s+(?:named|called)\s+[\"“‘']?(?P<name>[\w.:*-]{2,60})")
_BARE = re.compile(
    r"(?<![\w.@/])(?P<name>_{1,2}[a-zA-Z][\w*]{1,40}|[A-Za-z][\w]*_[\w*]{1,40})(?=\s+cookies?\b)"
)
_ENTRY = re.compile(
    r"[\"“]?(?P<name>[\w.:*-]{2,60})[\"”]?\s*(?:[:–—]|\s-\s|\()\s*(?P<rest>\S.*)", re.DOTALL
)
_BESIDE_NAMES = re.compile("cookie|tag|pixel|local storage")
"""A text with none of these has none of the names above: few blocks need to be cut into sentences."""
_TECHNICAL = re.compile(r"[_\d]|[a-z][A-Z]|^[A-Z]{3,}$|-")
_STAY = re.compile(
    r"\(?\s*(?:which (?:is|are)\s+)?(?:retained|stored|kept|expires?|lasts?|valid|persists?|duration|retention|lifespan)\b[^)]*\)?"
)
_USED = re.compile(
    r"\b(?:(?:is|are|was) (?:used|set|needed|required)|used)\s+(?:to|for|by)\s+(?P<purpose>[^.;]+)|,?\s*\b(?P<verb>record|records|remember|remembers|store|stores|track|tracks|identif\w+|measure|measures)\b[^.;]+"
)


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    start: int
    end: int


def trackers_of_prose(document: Document, *, is_about_trackers: bool) -> Iterator[Tracker]:
    """Yield the trackers that sentences and items name, with the category of their section."""
    heading = ""
    for position, block in enumerate(document.blocks):
        if block.kind is BlockKind.HEADING:
            heading = block.text
        elif block.kind is not BlockKind.ROW:
            quote = Quote(position, block, 0, len(block.text)) if block.text else None
            if quote is None:
                continue
            entry = _read_list_entry(quote, heading) if is_about_trackers else None
            if entry and block.kind is BlockKind.ITEM:
                yield entry
            else:
                yield from _of_block(quote, heading)


def _read_list_entry(quote: Quote, heading: str) -> Tracker | None:
    """Return the tracker in an item such as `_ga: distinguishes users, 2 years`."""
    entry = _ENTRY.match(quote.block.text)
    if not entry or not _TECHNICAL.search(entry["name"]):
        return None
    rest = entry["rest"]
    if (
        not any(find_durations(fold_for_matching(rest)))
        and "cookie" not in rest.lower()
        and "_" not in entry["name"]
    ):
        return None
    category_words = heading if read_category(heading) else ""
    category = read_category(category_words)
    return Tracker(
        entry["name"],
        quote,
        category,
        category_words,
        purpose=rest.strip(" ()"),
        retention=_read_retention(rest),
    )


def _of_block(quote: Quote, heading: str) -> Iterator[Tracker]:
    if not _BESIDE_NAMES.search(quote.block.text):
        return
    for start, end in sentence_spans(quote.block.text):
        sentence = Quote(quote.position, quote.block, start, end)
        names = list(_named_trackers(sentence.excerpt))
        for number, named in enumerate(names):
            until = names[number + 1].start if number + 1 < len(names) else len(sentence.excerpt)
            after = sentence.excerpt[named.end : until]
            category_words = heading if read_category(heading) else ""
            yield Tracker(
                name=named.name,
                quote=sentence,
                category=read_category(category_words),
                category_text=category_words,
                purpose=_read_purpose(sentence.excerpt[: named.start], after),
                retention=_read_retention(after),
            )


def _named_trackers(sentence: str) -> Iterator[_Named]:
    parts = {
        match.start("name"): _Named(match["name"], match.start("name"), match.end("name"))
        for pattern in (_QUOTED, _NAMED, _BARE)
        for match in pattern.finditer(sentence)
    }
    for start in sorted(parts):
        yield parts[start]


def _read_retention(text: str) -> Retention | None:
    folded = fold_for_matching(text)
    for duration in find_durations(folded):
        if len(folded) == len(text):
            return read_retention(text[duration.start : duration.end])
        return Retention(folded[duration.start : duration.end], duration.days)
    if re.search(r"\bsession\b", folded):
        return Retention("session", 0)
    return None


def _read_purpose(before: str, after: str) -> str:
    """Return the words that say what the tracker is for: after its name, else before it."""
    rest = _STAY.sub(" ", after)
    usage = _USED.search(rest)
    if usage:
        return (usage["purpose"] or usage[0]).strip(" ,.")
    ahead = re.sub(r"\(?\b(?:like|such as|e\.g\.|for example)?,?\s*[\"“'‘«]?\s*$", "", before)
    return ahead.strip(" ,(")
