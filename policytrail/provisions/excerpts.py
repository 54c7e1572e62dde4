"""Excerpts that can be read by themselves.

A sentence that ends with a colon is quoted with the items that it introduces, or left out if the
items state the same. A part of a list within a paragraph is quoted from the start of the sentence,
and left out if an earlier excerpt of its type already covers the list. List marks are not quoted,
and no excerpt exceeds 120 words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policytrail.model import Block, BlockKind, Document, Provision, Quote, Severity

MOST_WORDS = 120
"""Most words of an excerpt."""
_MOST_ITEMS = 12
_MARK = re.compile(
    r"(?:[\s>|]*[-*+•·▪◦–]\s+)?(?:\**\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})[.)]\**\s+|\d{1,2}(?:\.\d{1,2})+\.?\s+)?"
)
"""The mark before an item or a numbered paragraph."""
_LATER_PART = re.compile(
    r"\W{0,3}\((?:[b-hj-z]|i{2,3}|iv|vi{0,3}|ix|xi{0,3}|[2-9]|1\d)\)", re.IGNORECASE
)
"""The mark of a later part of a list within a paragraph."""
_AFTER_COLON = ":-–—*_ \t\n\u00a0"
"""What may stand between the colon of an introduction and its end."""
_BREAK = re.compile(r"[;,:](?=\s)")


def whole_excerpts(provisions: Sequence[Provision], document: Document) -> list[Provision]:
    """Return the provisions with excerpts that read by themselves, in order."""
    blocks = document.blocks
    types_in: dict[int, set[str]] = {}
    for provision in provisions:
        types_in.setdefault(provision.quote.position, set()).add(provision.type)
    kept: list[Provision] = []
    for provision in provisions:
        quote = _without_mark(provision.quote)
        if _LATER_PART.match(quote.excerpt):
            if _speaks_for_list(kept, provision):
                continue
            quote = _from_sentence(quote)
        if _ends_with_colon(quote.excerpt):
            items = list(_items_behind(blocks, quote))
            is_said = any(provision.type in types_in.get(position, ()) for position, _ in items)
            if is_said and provision.severity is not Severity.HIGH:
                continue
            quote = _with_items(quote, [block for _, block in items])
        kept.append(replace(provision, quote=_within_limit(quote)))
    return kept


def count_quoted(text: str) -> int:
    """Return the number of words of an excerpt, as a reader counts them."""
    return len(text.split())


def _ends_with_colon(excerpt: str) -> bool:
    return ":" in excerpt[len(excerpt.rstrip(_AFTER_COLON)) :]


def _without_mark(quote: Quote) -> Quote:
    """Return the quote without the mark of its item; parts of a list within a paragraph keep theirs."""
    if quote.start:
        return quote
    mark = _MARK.match(quote.block.text, 0, quote.end)
    begin = mark.end() if mark else 0
    return replace(quote, start=begin) if begin < quote.end else quote


def _speaks_for_list(kept: Sequence[Provision], part: Provision) -> bool:
    """Return whether the previous excerpt, of the same type and block, is as severe as the part."""
    return any(
        earlier.type == part.type and earlier.severity.weight >= part.severity.weight
        for earlier in kept
        if earlier.quote.position == part.quote.position
    )


def _from_sentence(quote: Quote) -> Quote:
    """Return the quote from the start of the part's sentence, if the sentence is short."""
    text = quote.block.text
    before = text[: quote.start]
    marks = (mark for mark in (". ", "! ", "? ", "\n") if mark in before)
    begin = max((before.rfind(mark) + len(mark) for mark in marks), default=0)
    if begin < quote.start and count_quoted(text[begin : quote.end]) <= MOST_WORDS:
        return _without_mark(replace(quote, start=begin))
    mark = _LATER_PART.match(text, quote.start)
    after = mark.end() if mark else quote.start
    while after < quote.end and not text[after].isalnum():
        after += 1
    return replace(quote, start=after) if after < quote.end else quote


def _items_behind(blocks: Sequence[Block], quote: Quote) -> Iterator[tuple[int, Block]]:
    """Yield the items of the list that the quote introduces, with their positions."""
    if quote.block.text[quote.end :].strip():
        return
    for position in range(quote.position + 1, min(len(blocks), quote.position + 1 + _MOST_ITEMS)):
        block = blocks[position]
        if block.kind is BlockKind.HEADING:
            return
        is_first = position == quote.position + 1
        if not is_first and block.kind is not BlockKind.ITEM and not _mark_length(block.text):
            return
        yield position, block


def _mark_length(text: str) -> int:
    mark = _MARK.match(text)
    return mark.end() if mark else 0


def _with_items(quote: Quote, items: Sequence[Block]) -> Quote:
    """Return the quote with as many items as an excerpt holds, or with the words after it."""
    text = quote.block.text
    if text[quote.end :].strip():
        rest = text[quote.end :]
        stop = next(
            (stop_match.end() for stop_match in re.finditer(r"[.;!?](?=\s|$)", rest)), len(rest)
        )
        return replace(quote, end=quote.end + len(rest[:stop].rstrip()))
    following: list[Block] = []
    words = count_quoted(quote.excerpt)
    for block in items:
        words += count_quoted(block.text)
        if words > MOST_WORDS:
            break
        following.append(block)
    return replace(quote, following=tuple(following))


def _within_limit(quote: Quote) -> Quote:
    """Return the quote, cut at a comma or semicolon if it is too long."""
    if quote.following or count_quoted(quote.excerpt) <= MOST_WORDS:
        return quote
    words = list(re.finditer(r"\S+", quote.excerpt))[:MOST_WORDS]
    limit = quote.start + words[-1].end()
    ends = [match.start() for match in _BREAK.finditer(quote.block.text, quote.start, limit)]
    return replace(quote, end=ends[-1] if ends else limit)
