"""Tells page furniture from the policy itself."""

import re

from policytrail.model import Block, BlockKind
from policytrail.significance.classify.short_rules import states_rule
from policytrail.significance.classify.zones import BlockZones, Zone, is_prose
from policytrail.significance.lexicon import list_pattern
from policytrail.text import fold_for_comparison

_TILE_WORDS = 24
_LINKED = 0.5
_ALL_LINKED = 0.9
_EDGE = 6
# Words of policies that menus do not use: who, where, under which law, until when.
_CONTENT = re.compile(
    r"@|\w_\w|://|\b[\w-]+\.(?:com|eu|net|org|io|co)\b|\b(?:inc|llc|ltd|limited|gmbh|b\.?v|s\.?a\.?s?|corp|corporation|plc|s\.?r\.?l|ag|pty|oy|ab)\b"
    r"|\b[a-z]{0,2}\d{1,5}\s+[a-z]{2,}.*\b(?:street|road|avenue|st|rd|ave|drive|way|blvd|suite|floor|rue)\b"
    r"|\b(?:street|avenue|strasse|straße|rue|via|calle)\b.*\d"
    r"|\b(?:must|shall|may not|must not|will not|prohibited|not allowed|required|effective|(?:in|into|take|takes) effect|liab"
    r"|governing law|attn|registered|company number|vat|retention|days|months|years)\b"
    r"|[$€£¥]\s?\d|\d\s?(?:€|eur|usd|%)"
)
_NUMERIC_TILE = re.compile(r"[\s\d.,:%+\-$€£¥₀-₉()/\[\]A-Z]*\d[\s\d.,:%+\-$€£¥₀-₉()/\[\]A-Z]*")
_TICKER = re.compile(r"[+-]?\d+[.,]\d+\s?%|[$€£¥]\s?\d|\d[.,]\d{2,}")
_BANNER = re.compile(
    r"accept all|we'd like to use cookies|accept cookies"
    r"|(?:this|our) (?:web)?site uses cookies.{0,120}(?:continu|accept|agree)"
)
_RULE = re.compile(r"[\W_]*")


def is_furniture(block: Block, position: int, places: BlockZones) -> bool:
    """Return whether the block at a position is page furniture."""
    if position in places.banners:
        return True
    text = fold_for_comparison(block.text)
    if _RULE.fullmatch(text) or _is_ticking(text, block):
        return True
    zone, linked = places.zones[position], places.linked[position]
    if is_prose(block, linked) or block.kind is BlockKind.ROW:
        return _is_banner(text, position, places)
    if text.count(" ") >= _TILE_WORDS or _CONTENT.search(text):
        return False
    named = list_pattern("furniture", "anywhere").search(text) is not None
    if zone is Zone.BODY:
        several = linked >= _ALL_LINKED and len(places.links[position]) > 1
        return several or (named and (linked >= _LINKED or _is_filler(text)))
    states = states_rule(block.text) and not _is_filler(text)
    return linked >= _LINKED or (not states and (named or _is_bare_tile(block, position, places)))


def is_tile(block: Block) -> bool:
    """Return whether a block is short and says nothing about what policies regulate."""
    text = fold_for_comparison(block.text)
    return (
        block.kind is not BlockKind.ROW
        and not is_prose(block)
        and text.count(" ") < _TILE_WORDS
        and not _CONTENT.search(text)
    )


def is_ticker(block: Block) -> bool:
    """Return whether a block is a number that changes by itself, e.g. a price ticker."""
    return (
        block.kind is not BlockKind.ROW
        and _NUMERIC_TILE.fullmatch(block.text) is not None
        and _TICKER.search(block.text) is not None
    )


def is_ticking(text: str) -> bool:
    """Return whether a text contains a relative time ("2 days ago") or a counter of visitors."""
    return list_pattern("furniture", "ticking").search(fold_for_comparison(text)) is not None


def _is_ticking(text: str, block: Block) -> bool:
    return text.count(" ") < _TILE_WORDS and is_ticking(block.text) and not states_rule(block.text)


def _is_filler(text: str) -> bool:
    match = list_pattern("furniture", "anywhere").search(text)
    return match is not None and len(match.group()) >= len(text) / 2


def _is_banner(text: str, position: int, places: BlockZones) -> bool:
    edge = position < _EDGE or position >= len(places.zones) - _EDGE
    return edge and _BANNER.search(text) is not None


def _is_bare_tile(block: Block, position: int, places: BlockZones) -> bool:
    """Return whether a block outside the policy's text is furniture although it has no link."""
    if block.kind is BlockKind.HEADING:
        return (
            list_pattern("furniture", "opens").search(fold_for_comparison(block.text)) is not None
        )
    if places.zones[position] is Zone.HEAD:
        return True
    return (
        block.kind is not BlockKind.ITEM
        or places.headings[position] == ""
        or (
            list_pattern("furniture", "opens").search(
                fold_for_comparison(places.headings[position])
            )
            is not None
        )
    )
