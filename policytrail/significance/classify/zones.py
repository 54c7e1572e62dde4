"""Where in a document each block stands: before, within or after the policy's own text."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from policytrail.model import Block, BlockKind, Document, Link
from policytrail.significance.classify.date_stamps import is_stamp

# A block is prose if it has this many words, or half of them and ends as sentences do. Menus,
# tiles and footers are neither. Read from the furniture of 200 recorded changes: the longest menu
# entry has 14 words, and of 53 furniture hunks 44 stand before the first or behind the last prose.
_PROSE_WORDS = 25
_SENTENCE_WORDS = 12
_SENTENCE_ENDS = (".", ";", ":", ",", ")", "”", '"', "。", "；", "»")
_LINKED = 0.6
# So many links in a row, with next to no text between them, are a menu.
_MENU = 8
_BLURBS = 2
_CLAUSE = re.compile(r"\((?:[a-z]|[ivx]{1,5}|\d{1,2})\)\s*\w")


class Zone(StrEnum):
    """The part of a document that a block stands in."""

    HEAD = "head"
    """Before the first prose: titles, stamps, menus, banners."""
    BODY = "body"
    TAIL = "tail"
    """After the last prose: addresses, stamps, related articles, footers."""


@dataclass(frozen=True, slots=True)
class BlockZones:
    """What is known about each block's place, by position."""

    zones: tuple[Zone, ...]
    linked: tuple[float, ...]
    """The share of the block's letters that are link text."""
    links: tuple[tuple[Link, ...], ...]
    """The links of each block."""
    headings: tuple[str, ...]
    """The heading that each block stands under, dates excluded; empty before the first."""
    banners: frozenset[int]
    """The positions of blocks that the site puts at the head of its policies."""


def block_zones(document: Document, banners: Collection[str] = ()) -> BlockZones:
    """Return where each block of a document stands, given the hashes of its site's banners."""
    links: list[list[Link]] = [[] for _ in document.blocks]
    for link in document.links:
        links[link.block].append(link)
    linked = [
        sum(link.end - link.start for link in links_of_block) / max(1, len(block.text))
        for links_of_block, block in zip(links, document.blocks, strict=True)
    ]
    body = [
        position
        for position, block in enumerate(document.blocks)
        if is_prose(block, linked[position]) or block.kind is BlockKind.ROW
    ]
    first, last = _policy_ends(body, linked) if body else (0, len(document.blocks))
    last = _end_of_clauses(document.blocks, last)
    zones = tuple(
        Zone.HEAD if position < first else Zone.TAIL if position > last else Zone.BODY
        for position in range(len(document.blocks))
    )
    of_site = [
        position
        for position, block in enumerate(document.blocks)
        if banners and block.sha256 in banners
    ]
    return BlockZones(
        zones,
        tuple(linked),
        tuple(map(tuple, links)),
        _document_headings(document),
        frozenset(of_site),
    )


def _policy_ends(body: Sequence[int], linked: Sequence[float]) -> tuple[int, int]:
    """Return the first and the last block of the policy's text, given its prose.

    A blurb or two after or before a long menu belong to the page.
    """
    first, last = 0, len(body) - 1
    for position in range(max(1, len(body) - _BLURBS), len(body)):
        if _is_menu(linked[body[position - 1] + 1 : body[position]]):
            last = position - 1
            break
    for position in range(min(_BLURBS, len(body) - 1), 0, -1):
        if _is_menu(linked[body[position - 1] + 1 : body[position]]):
            first = position
            break
    return (body[first], body[last]) if first <= last else (body[0], body[-1])


def _end_of_clauses(blocks: Sequence[Block], last: int) -> int:
    """Return the last of the numbered clauses, however short, that follow a policy's last prose."""
    for position in range(last + 1, len(blocks)):
        is_lead = blocks[position].text.rstrip().endswith(":")
        if _CLAUSE.match(blocks[position].text):
            last = position
        elif not (
            is_lead
            and _CLAUSE.match("".join(block.text for block in blocks[position + 1 : position + 2]))
        ):
            break
    return last


def _is_menu(linked: Sequence[float]) -> bool:
    return len(linked) >= _MENU and sum(linked) >= _LINKED * len(linked)


def is_prose(block: Block, linked: float = 0.0) -> bool:
    """Return whether a block reads as running text."""
    words = block.text.count(" ") + 1
    if not block.text.isascii():
        # Scripts without spaces between words: about three characters make a word.
        words = max(words, sum(1 for letter in block.text if letter > "\u2e7f") // 3)
    if linked >= _LINKED and words < _PROSE_WORDS:
        return False
    return words >= _PROSE_WORDS or (
        words >= _SENTENCE_WORDS and block.text.endswith(_SENTENCE_ENDS)
    )


def _document_headings(document: Document) -> tuple[str, ...]:
    headings: list[str] = []
    current = ""
    for block in document.blocks:
        headings.append(current)
        if block.kind is BlockKind.HEADING and not is_stamp(block.text):
            current = block.text
    return tuple(headings)
