"""Superscripts: cents of a price, exponents, footnote marks; none may join the number before it."""

import re
from typing import Final

from policytrail.extract.tree import Element

_LONGEST_MARK: Final = 5
_CENTS: Final = 2
_MONEY: Final = r"[$€£¥₹₽₺₩₫₴฿]|\b(?:USD|EUR|GBP|CHF|CAD|AUD|JPY|INR|kr|zł|Kč|Ft|lei)\b"
_PRICE: Final = re.compile(rf"(?:{_MONEY})\s?\d[\d.,' ]*$")
_MONEY_AFTER: Final = re.compile(rf"\s*(?:{_MONEY})")
_UNIT: Final = re.compile(r"(?:^|[\s\d(])(?:[kcmdn]?m|ft|in|yd)$")
_TEN: Final = re.compile(r"(?<![\d.,])10$")


def write_raised(mark: str, before: str, after: str, *, is_link: bool) -> str | None:
    """Return how a superscript is written in plain text; None to write it as it is.

    `before` and `after` are the text around it on the same line.

    >>> write_raised("99", "for $9", "", is_link=False), write_raised("2", "keep it 30 days", "", is_link=False)
    ('.99', ' [2]')
    """
    figure = mark.strip("()[],")
    if not 0 < len(mark) <= _LONGEST_MARK or not (figure.isdecimal() or is_link):
        return None
    if is_link:
        return f" [{figure}]" if figure.isalnum() else None
    if not before:
        return f"[{figure}] "
    return _write_behind(before, figure, after)


def _write_behind(before: str, figure: str, after: str) -> str | None:
    """Return how a superscript number is written after a word or a number."""
    is_price = _PRICE.search(before) or (before[-1].isdigit() and _MONEY_AFTER.match(after))
    if len(figure) == _CENTS and is_price:
        return f".{figure}"
    if _TEN.search(before):
        return f"^{figure}"
    return None if _UNIT.search(before) else f" [{figure}]"


def text_after(element: Element) -> str:
    """Return the text that follows an element in its parent; empty before another element."""
    siblings = element.parent.children if element.parent is not None else []
    behind = False
    for sibling in siblings:
        if behind:
            return sibling if isinstance(sibling, str) else ""
        behind = sibling is element
    return ""
