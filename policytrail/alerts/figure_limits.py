"""Limits that a watch rule sets to figures: `retention_period > 90 days`, `price rises by 10 %`."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from operator import ge, gt, le, lt
from typing import Final

from policytrail.report.records import FactRecord
from policytrail.significance.weigh import AMOUNTS, NAMED_PERIODS, Amount, stated_amount

_COMPARISONS: Final = {">": gt, ">=": ge, "<": lt, "<=": le}
_COMPARED = re.compile(r"(\w+) *([<>]=?) *(\S.{0,40})")
_MOVED = re.compile(r"(\w+) +(rises|falls) +by +(\d{1,4}(?:\.\d{1,2})?) ?%")
_DAYS = re.compile(r"\d{1,6}")
_LENGTH = re.compile(r"\d{1,6} ?[^\W\d_]+")
_NUMBER: Final = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.\d{1,2})?"
_SIGN: Final = r"(?:[$€£¥]|USD|EUR|GBP|CHF)"
_MONEY: Final = rf"{_SIGN} ?{_NUMBER}|{_NUMBER}(?: ?{_SIGN})?"
_WRITTEN: Final = {
    "price": _MONEY,
    "liability_cap": _MONEY,
    "percentage": rf"{_NUMBER} ?%?",
    "age_limit": r"\d{1,2}",
}
_HOW: Final = (
    "a limit is written `retention_period > 90 days` (with >, >=, < or <=) or "
    "`price rises by 10 %` (or falls by)"
)


@dataclass(frozen=True, slots=True)
class FigureLimit:
    """From which figure on a rule tells of a change."""

    what: str
    """The kind of fact, e.g. `retention_period`."""
    way: str
    """How the new figure compares: `>`, `>=`, `<`, `<=`, or that it `rises` or `falls`."""
    limit: Amount
    """Days, years or money; of `rises` and `falls`, the share of the old figure."""

    def is_met(self, fact: FactRecord) -> bool:
        """Return whether the new text states a figure beyond the limit, or moves it that far."""
        if fact.what != self.what or fact.new is None:
            return False
        new = stated_amount(fact.what, fact.new)
        if new is None:
            return False
        if self.way in _COMPARISONS:
            is_of_currency = self.limit.currency in {"", new.currency}
            return is_of_currency and _COMPARISONS[self.way](new.number, self.limit.number)
        old = stated_amount(fact.what, fact.old) if fact.old else None
        if old is None or old.currency != new.currency:
            return False
        rise = new.number - old.number if self.way == "rises" else old.number - new.number
        return rise > 0 and rise >= self.limit.number * old.number


def parse_figure_limit(text: object) -> FigureLimit:
    """Return the limit that a text describes.

    >>> parse_figure_limit("notice_days < 2 weeks").limit.number
    14.0

    Raises:
        ValueError: with what is wrong and how it is written.
    """
    if isinstance(text, FigureLimit):
        return text
    written = str(text).strip()
    if moved := _MOVED.fullmatch(written):
        what, way, percent = moved.groups()
        return FigureLimit(_known(what), way, Amount(_share(way, percent), ""))
    if compared := _COMPARED.fullmatch(written):
        what, way, limit = compared.groups()
        return FigureLimit(_known(what), way, _read_limit(_known(what), limit))
    raise ValueError(f"{written!r} sets no limit: {_HOW}")


def _known(what: str) -> str:
    kinds = sorted({*AMOUNTS, *NAMED_PERIODS})
    if what in kinds:
        return what
    nearest = get_close_matches(what, kinds, n=1)
    advice = f"did you mean {nearest[0]!r}?" if nearest else f"there are {', '.join(kinds)}"
    raise ValueError(f"{what!r} is no figure that a rule can watch; {advice}")


def _share(way: str, percent: str) -> float:
    share = float(percent) / 100
    if share <= 0 or (way == "falls" and share > 1):
        raise ValueError(f"{way} by {percent} %: more than 0 %, and a fall at most 100 %")
    return share


def _read_limit(what: str, limit: str) -> Amount:
    if what in NAMED_PERIODS:
        in_days = f"{limit} days" if _DAYS.fullmatch(limit) else limit
        limit_match = stated_amount(what, in_days) if _LENGTH.fullmatch(in_days) else None
        if limit_match is None:
            raise ValueError(f"{limit!r} is no length of time such as 90 days, 2 weeks or 1 year")
        return limit_match
    limit_match = (
        stated_amount(what, limit) if re.fullmatch(_WRITTEN[what], limit, re.IGNORECASE) else None
    )
    if limit_match is None:
        examples = {"percentage": "5 %", "age_limit": "16"}.get(what, "20, EUR 20 or $1,000")
        raise ValueError(f"{limit!r} is no amount such as {examples}")
    return limit_match
