"""A second copy of the policy on its own page, with the menus that follow it."""

import re
from collections.abc import Callable

from policytrail.model import Block, Side
from policytrail.significance.classify.menus import is_glued_menu
from policytrail.significance.classify.short_rules import states_rule
from policytrail.significance.classify.zones import is_prose

_COPY_LETTERS = 600
"""Fewest letters of blocks that count as a copy of a document: less may be a clause that is repeated."""
_COPIED = 0.85
"""Share of the letters of a copy that the other document has too; the rest is the page around it."""
_OF_DOCUMENT = 0.5
"""Share of the other document that a copy of it has at least."""
_CAPITALS = 0.7
"""Share of the words of a row of links that begin with a capital letter."""
_SENTENCE = re.compile(r"[.!?;]\s|[.;]$")


def is_copy_of_page(side: Side, known: frozenset[str], letters_of: Callable[[Block], str]) -> bool:
    """Return whether long blocks of one document stand in the other one as well, but for menus around them.

    Args:
        side: Blocks that only one of two documents has at this place.
        known: The letters of each block of the other document.
        letters_of: Returns the letters of a block.
    """
    total = sum(len(letters_of(block)) for block in side.blocks)
    others = [block for block in side.blocks if letters_of(block) not in known]
    other_letters = sum(len(letters_of(block)) for block in others)
    return (
        total >= _COPY_LETTERS
        and total - other_letters >= _OF_DOCUMENT * sum(map(len, known))
        and other_letters <= (1 - _COPIED) * total
        and all(map(_is_of_page, others))
    )


def _is_of_page(block: Block) -> bool:
    """Return whether a block is no sentence of a policy: the name of a language, a row of links."""
    if states_rule(block.text):
        return False
    words = block.text.split()
    capitals = sum(word[0].isupper() for word in words)
    is_row_of_names = capitals >= _CAPITALS * len(words) and not _SENTENCE.search(block.text)
    return is_row_of_names or is_glued_menu(block.text) or not is_prose(block)
