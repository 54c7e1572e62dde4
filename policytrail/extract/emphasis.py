"""Whether an element makes its text bold."""

import re
from typing import Final

from policytrail.extract.tree import Element

_BOLD_TAGS: Final = frozenset({"b", "strong"})
_BOLD_STYLE: Final = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_LIGHT_STYLE: Final = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)
_BOLD_CLASS: Final = re.compile(
    r"(?:^|\s)(?:font-|fw-|text-)?(?:bold|semi-?bold|strong)(?=\s|$)", re.IGNORECASE
)


def bold_below(element: Element, *, bold: bool) -> bool:
    """Return whether the element's text is bold, given whether the text around it is."""
    style = element.attribute("style")
    if "font-weight" in style:
        return _BOLD_STYLE.search(style) is not None or (bold and not _LIGHT_STYLE.search(style))
    if element.tag in _BOLD_TAGS:
        return True
    names = element.attribute("class")
    return bold or ("bold" in names and _BOLD_CLASS.search(names) is not None)
