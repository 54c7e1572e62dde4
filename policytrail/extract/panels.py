"""Text hidden until a click: which hidden elements are panels of the policy."""

import re
from functools import cached_property
from typing import Final

from policytrail.extract.prose import reads_as_sentences
from policytrail.extract.tree import Element

_HIDDEN_STYLE: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_MUCH_PROSE: Final = 400
"""A hidden element with this much text of its own is a collapsed part of the policy."""
_PANEL: Final = re.compile(
    r"accordion|collaps|panel|toggle|faq|answer|expand|disclosure|tab-?content|tab-?pane",
    re.IGNORECASE,
)
_REFERENCES: Final = ("aria-controls", "data-target", "data-bs-target", "aria-owns", "href")
_TITLES: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"])


def is_hidden(element: Element) -> bool:
    """Return whether the element is invisible before a click, or hidden from reading programs."""
    return element.attributes.get("aria-hidden") == "true" or is_undisplayed(element)


def is_undisplayed(element: Element) -> bool:
    """Return whether an attribute of the element keeps it from being shown."""
    attributes = element.attributes
    return "hidden" in attributes or (
        "style" in attributes and _HIDDEN_STYLE.search(element.attribute("style")) is not None
    )


class Panels:
    """The parts of one page that something on it opens."""

    def __init__(self, root: Element) -> None:
        self._root = root

    @cached_property
    def _opened(self) -> frozenset[str]:
        """The ids of elements that buttons or links open."""
        names: set[str] = set()
        for element in self._root.descendants():
            for attribute in _REFERENCES:
                value = element.attributes.get(attribute)
                if value and (attribute != "href" or value.startswith("#")):
                    names.update(name.lstrip("#") for name in value.split())
        return frozenset(names)

    def opens_to_text(self, element: Element) -> bool:
        """Return whether a click shows a hidden element, and it holds text."""
        prose = element.prose
        if element.linked > prose:
            return False
        attributes = element.attributes
        return (
            prose >= _MUCH_PROSE
            or attributes.get("hidden") == "until-found"
            or attributes.get("role") in {"region", "tabpanel"}
            or attributes.get("data-state") == "closed"
            or "aria-labelledby" in attributes
            or _PANEL.search(f"{element.attribute('class')} {element.attribute('id')}") is not None
            or (
                reads_as_sentences(element)
                and (element.attribute("id") in self._opened or _follows_title(element))
            )
        )


def _follows_title(element: Element) -> bool:
    """Return whether a heading, a term or a trigger directly precedes the element."""
    if element.parent is None:
        return False
    before: Element | None = None
    for sibling in element.parent.children:
        if sibling is element:
            break
        if not isinstance(sibling, str):
            before = sibling
    return before is not None and any(
        below.tag in _TITLES or "onclick" in below.attributes or "aria-expanded" in below.attributes
        for below in before.descendants()
    )
