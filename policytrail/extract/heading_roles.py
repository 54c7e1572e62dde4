"""Headings by their role: `<div role="heading" aria-level="3">` is to a reader what `<h3>` is."""

from typing import Final

from policytrail.extract.tree import ElementTree

HEADING_ROLE: Final = '[role="heading" i]'
"""Matches such headings."""
_LONGEST: Final = 200
"""Characters of the longest heading; longer, the role stands on a part of the text by mistake."""
_USUAL_LEVEL: Final = 2
"""The level that reading programs take where none is given."""
_KEPT: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "th", "summary"])
"""Tags that mean more than the role does."""


def name_headings(tree: ElementTree) -> None:
    """Give the elements with the role of a heading the tag of one."""
    for element in tree.by_node.values():
        if element.attribute("role").strip().lower() != "heading" or element.tag in _KEPT:
            continue
        if len(element.inner_text()) <= _LONGEST:
            level = element.attribute("aria-level").strip()
            element.tag = f"h{level if level in set('123456') else _USUAL_LEVEL}"
