"""A text that a page holds once for each width of the screen: one is shown, the others are copies."""

import re
from collections.abc import Iterator
from typing import Final

from policytrail.extract.panels import is_hidden
from policytrail.extract.tree import Element, drop_elements

_LEAST_TEXT: Final = 300
"""Fewest characters of a text whose copy is worth looking for."""
_SCREEN: Final = re.compile(
    r"(?:^|[\s_:-])(?:mobile|desktop|tablet|phone|handheld|small|medium|large|xs|sm|md|lg|xl|xxl)(?=$|[\s_:-])"
    r"|(?:^|\s)ssr-variant(?=$|\s)",
    re.IGNORECASE,
)
_WORDS: Final = re.compile(r"\w+")


def drop_screen_copies(root: Element) -> None:
    """Keep one of the neighbours that hold the same words for screens of different width.

    Their classes must differ and one of them must name a screen: chapters of a policy that repeat
    a clause have the same class, or none that names a screen.
    """
    copies: list[Element] = []
    stack = [root]
    while stack:
        children = stack.pop().children
        large = [c for c in children if not isinstance(c, str) and c.size >= _LEAST_TEXT]
        stack += large
        if len(large) > 1:
            copies += _copies_among(large)
    drop_elements(copies)


def _copies_among(large: list[Element]) -> Iterator[Element]:
    """Yield the elements that hold the words of another one."""
    if not any(_SCREEN.search(child.attribute("class")) for child in large):
        return
    shown: dict[str, Element] = {}
    for child in sorted(large, key=is_hidden):
        first = shown.setdefault(_plain_words(child), child)
        if first is not child and _are_for_screens(first, child):
            yield child


def _plain_words(element: Element) -> str:
    return " ".join(_WORDS.findall(element.inner_text()))


def _are_for_screens(first: Element, second: Element) -> bool:
    classes = first.attribute("class"), second.attribute("class")
    return classes[0] != classes[1] and any(_SCREEN.search(name) for name in classes)
