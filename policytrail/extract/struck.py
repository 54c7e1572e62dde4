"""Struck-out text: it is on the page and not in force, so it is kept beside the text."""

import re
from typing import Final

from policytrail.extract.tree import Element

STRUCK_TAG: Final = "struck-out"
"""The tag of what `set_struck_aside` leaves: an element without text, its words in `STRUCK_WORDS`."""
STRUCK_WORDS: Final = "words"
_STRUCK_TAGS: Final = frozenset({"s", "strike", "del"})
_STRUCK_STYLE: Final = re.compile(r"text-decoration[^;]*:[^;]*line-through", re.IGNORECASE)
_STRUCK_CLASS: Final = re.compile(
    r"(?:^|\s)(?:line-through|strike-?through|struck)(?=\s|$)", re.IGNORECASE
)
STRUCK_SELECTOR: Final = 's, strike, del, [style*="line-through" i], [class*="line-through" i], [class*="strike" i], [class*="struck" i]'
"""Matches every element that may be struck out, and a few others."""
_MOST_STRUCK: Final = 0.5
"""Share of a text from which an unclosed tag is more likely than a struck-out policy."""


def set_struck_aside(root: Element) -> None:
    """Set struck-out text apart; a page of which most is struck out has broken mark-up."""
    struck = [
        element for element in root.descendants() if element is not root and _is_struck(element)
    ]
    if not struck:
        return
    outer = {id(element): element for element in struck}
    inner = [e for e in struck if any(id(above) in outer for above in e.ancestors())]
    for element in inner:
        outer.pop(id(element), None)
    words = {key: element.inner_text() for key, element in outer.items()}
    if sum(map(len, words.values())) >= _MOST_STRUCK * len(root.inner_text()):
        return
    for key, element in outer.items():
        element.tag, element.children = STRUCK_TAG, []
        element.attributes = dict[str, str | None]({STRUCK_WORDS: words[key]})


def _is_struck(element: Element) -> bool:
    if element.tag in _STRUCK_TAGS:
        return True
    attributes = element.attributes
    return (
        "style" in attributes and _STRUCK_STYLE.search(element.attribute("style")) is not None
    ) or ("class" in attributes and _STRUCK_CLASS.search(element.attribute("class")) is not None)
