"""Inline elements that style sheets display as paragraphs."""

from policytrail.extract.tree import Child, Element

_LONG = 20


def is_paragraph_beside(before: Child | None, element: Element) -> bool:
    """Return whether an inline element is a paragraph of its own, next to one of the same class.

    Some sites put all text in `<span>`s without spaces between them; joined, the last word of one
    and the first of the next would become one word.
    """
    names = element.attribute("class")
    if not names or before is None or isinstance(before, str) or before.attribute("class") != names:
        return False
    text = element.inner_text()
    starts = text[:1].isupper() or text[:1].isdigit()
    return starts and len(text) > _LONG and len(before.inner_text()) > _LONG


def is_custom_block(element: Element) -> bool:
    """Return whether an element of the page's own (`<legal-text>`) is laid out as a block.

    One among the words of a sentence is not.
    """
    return "-" in element.tag and element.parent is not None and element.parent.own_size == 0
