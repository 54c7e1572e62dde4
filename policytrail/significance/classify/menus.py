"""Recognises menus and feeds without mark-up, by the shape of their lines."""

import re
from collections.abc import Sequence

from policytrail.model import Block, BlockKind, Document, Side
from policytrail.significance.classify.furniture import is_ticking, is_tile
from policytrail.significance.classify.short_rules import states_rule
from policytrail.significance.classify.texts import words_in
from policytrail.significance.classify.zones import is_prose

# "HomeProductsPricing": menu entries whose spaces the conversion lost.
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[A-Z]{2})(?=[A-Z][a-z])")
_BETWEEN_NAMES = re.compile(r"[,;\n]|\b(?:and|or)\b")
_FEWEST_GLUED = 3
_GLUED_SHARE = 0.2
# The titles of a long menu have more words each: names never run into each other this often.
_MANY_GLUED = 10
_GLUED_SHARE_OF_MANY = 0.1
_MENU_ENTRIES = 15
_MENU_SHARE = 0.85
_MENU_WORDS = 5
_MENU_PROSE = 2
_FEED_WORDS = 24


def is_glued_menu(text: str) -> bool:
    """Return whether a text consists of menu entries that run into each other.

    >>> is_glued_menu("AutoHomeRentersLifeBoat"), is_glued_menu("OpenHen, HenNet, CoopNet")
    (True, False)
    """
    joints = count_joints(text)
    # Names with an inner capital also occur in lists, with punctuation, line breaks or "and"
    # between.
    runs = map(count_joints, _BETWEEN_NAMES.split(text))
    most = max(runs)
    share = _GLUED_SHARE if most < _MANY_GLUED else _GLUED_SHARE_OF_MANY
    return most >= _FEWEST_GLUED and joints >= share * (text.count(" ") + 1 + joints)


def count_joints(text: str) -> int:
    """Return how many words run into the next one, with a capital letter in the middle."""
    return len(_GLUED.findall(text))


def is_feed(blocks: Sequence[Block]) -> bool:
    """Return whether blocks are feed entries: short lines, some with a relative time."""
    return (
        len(blocks) > 1
        and any(is_ticking(block.text) for block in blocks)
        and all(
            block.text.count(" ") < _FEED_WORDS and not is_prose(block) and block.text[-1:] != "."
            for block in blocks
        )
    )


def is_edge_menu(side: Side, own: Document) -> bool:
    """Return whether blocks at either end of a document are a long menu, with at most two blurbs."""
    if side.first > 1 and side.last < len(own.blocks) - 2:
        return False
    if len(side.blocks) < _MENU_ENTRIES or len(side.blocks) == len(own.blocks):
        return False
    # A sentence next to the policy belongs to it.
    nearest = side.blocks[-1] if side.first <= 1 else side.blocks[0]
    if is_prose(nearest) or _is_list_of_text(side, own):
        return False
    if any(states_rule(block.text) for block in side.blocks if not is_prose(block)):
        return False
    tiles = [
        block
        for block in side.blocks
        if is_tile(block) and len(words_in(block.text)) <= _MENU_WORDS
    ]
    return (
        len(tiles) >= _MENU_SHARE * len(side.blocks)
        and sum(map(is_prose, side.blocks)) <= _MENU_PROSE
    )


def _is_list_of_text(side: Side, own: Document) -> bool:
    """Return whether blocks after a policy are a list of the policy: under one title, or items after items.

    A menu has several titles or none.
    """
    if side.first <= 1:
        return False
    first, before = side.blocks[0], own.blocks[side.first - 1]
    titles = [place for place, block in enumerate(side.blocks) if _is_list_title(block)]
    if titles:
        return titles == [0]
    return first.kind is BlockKind.ITEM and (
        before.kind is BlockKind.ITEM or before.text.endswith(":")
    )


def _is_list_title(block: Block) -> bool:
    return block.kind is BlockKind.HEADING or block.text.endswith(":")
