"""Which figures moved to the disadvantage of the reader, and by how much."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from policytrail.language import total_days
from policytrail.model import Fact, Severity
from policytrail.significance.weigh.periods import PERIODS, UNCERTAIN
from policytrail.text import fold_for_comparison

_FIGURE = re.compile(r"\d[\d.,' ]*")
_SCALE = {"thousand": 1_000.0, "million": 1_000_000.0, "billion": 1_000_000_000.0}
# `1,000` and `1.000` are a thousand: three digits after the last separator, and no other decimals.
_GROUPED = re.compile(r"[.,' ](?=\d{3}(?!\d))")


class Rule(NamedTuple):
    """The ratio from which a figure that fell or rose is a disadvantage for the reader."""

    code: str
    rises: bool
    """Whether a rise is the disadvantage, or a fall."""
    medium: float
    """The new value divided by the old one from which the change is of medium severity."""
    high: float | None
    """The ratio from which it is of high severity; None if never by itself."""


# Read from what the figures do, and compared with 69 labelled changes, 8 of which change a figure
# of these kinds: a notice cut by half leaves too little time to leave; half of a liability cap is
# what a court would grant, gone; data kept half as long again; a tenth on a price.
RULES = {
    "notice_days": Rule("notice_shortened", rises=False, medium=0.75, high=None),
    "withdrawal_period": Rule("deadline_shortened", rises=False, medium=0.75, high=None),
    "dispute_period": Rule("deadline_shortened", rises=False, medium=0.75, high=None),
    "retention_period": Rule("retention_lengthened", rises=True, medium=1.5, high=None),
    "liability_cap": Rule("liability_cap_lowered", rises=False, medium=0.99, high=0.5),
    "price": Rule("price_raised", rises=True, medium=1.1, high=None),
    "percentage": Rule("price_raised", rises=True, medium=1.1, high=None),
}
FIGURES = frozenset(rule.code for rule in RULES.values())
"""The reason codes of figures."""
# An amount is a price, and a percentage a fee, if the words around it say so.
_PAID = re.compile(
    r"\b(?:fees?|charges?|prices?|pricing|costs?|commission|subscription|rates?|pay|tarifs?|prix|preis\w*|gebühr\w*"
    r"|per (?:month|year|minute|user)|each (?:minute|month))\b|\|"
)
_RECEIVED = re.compile(
    r"refund|compensat|reward|bonus|we pay|pay ?out|credit you|discount|up to|\bwe donate\b"
    # "We give EUR 5 to a shelter", but not "we give you a place for EUR 5".
    r"|\bwe (?:\w+ )?(?:give|contribute|grant)(?: (?:you|them|about|at least|another|a further)){0,2}"
    r" (?:[a-z]{2,3} ?)?[$€£¥]?\d"
)
# A limit to what the reader owes is in the reader's favour, and a lower one more so.
_OF_READER = r"(?:you|the reader|(?:a|any|each|the) (?:customer|user|member|subscriber|licensee))"
_OWED_BY_READER = re.compile(
    rf"\b(?:your|(?:customer|user|member|subscriber|licensee)(?:'s|s')) (?:\w+ ){{0,4}}liability\b"
    rf"|\bliability of {_OF_READER}\b|\b{_OF_READER} (?:\w+ ){{0,3}}liable\b"
)
_OWED_BY_SERVICE = re.compile(
    r"\bour (?:\w+ ){0,4}liability|\bliability (?:\w+ ){0,3}(?:to|towards?) (?:you|(?:the |any )?(?:customer|user|member)s?)\b"
    r"|\bwe (?:\w+ ){0,3}liable|\bliable to you\b|\b(?:each|either|neither|both|other) part"
)
# A cap that is counted in what was paid: "the fees paid in the three months before the claim".
_CAP_BY_FEES = re.compile(
    r"\bliab\w*\b.{0,120}\b(?:fees|amounts?|sums?|charges|price)\b.{0,40}\b(?:paid|payable|due)\b"
)
_COOKIE = re.compile(r"cookie|tracker|pixel|local storage|traceur")


def figure_severity(fact: Fact, around: str) -> tuple[str, Severity] | None:
    """Return the reason code and severity of a changed figure; None if it is no disadvantage.

    >>> figure_severity(Fact("notice_days", "30 days", "7 days"), "")
    ('notice_shortened', <Severity.MEDIUM: 'medium'>)
    """
    is_cap = fact.what in PERIODS and _CAP_BY_FEES.search(fold_for_comparison(around))
    what = "liability_cap" if is_cap else fact.what
    rule = RULES.get(what)
    ratio = figure_ratio(fact)
    if rule is None or ratio is None or not _is_meant(what, around):
        return None
    share = ratio if rule.rises else 1 / ratio
    if rule.high is not None and share >= (rule.high if rule.rises else 1 / rule.high):
        return rule.code, Severity.HIGH
    medium = rule.medium if rule.rises else 1 / rule.medium
    return (rule.code, Severity.MEDIUM) if share >= medium else None


def _is_meant(what: str, around: str) -> bool:
    """Return whether the words around a figure show that it is of a kind that the rules mean."""
    folded = fold_for_comparison(around)
    if what in {"price", "percentage"}:
        return _PAID.search(folded) is not None and _RECEIVED.search(folded) is None
    if what == "liability_cap":
        return _OWED_BY_READER.search(folded) is None or _OWED_BY_SERVICE.search(folded) is not None
    # The lifetime of a cookie is no promise of how long data is kept.
    return what != "retention_period" or _COOKIE.search(folded) is None


def figure_ratio(fact: Fact) -> float | None:
    """Return the new figure of a fact divided by the old one; None if one is missing."""
    if fact.old is None or fact.new is None:
        return None
    old, new = (_read_figure(fact.what, words) for words in (fact.old, fact.new))
    return new / old if old and new else None


def _read_figure(what: str, words: str) -> float | None:
    if what == UNCERTAIN or what.endswith(("_period", "_days", "_limit")):
        return total_days(fold_for_comparison(words))
    return next(read_amounts(fold_for_comparison(words)), None)


def read_amounts(words: str) -> Iterator[float]:
    """Yield the amounts that folded words state: `1,000`, `2.5 million`."""
    for match in _FIGURE.finditer(words):
        plain = _GROUPED.sub("", match.group().strip(" .,'")).replace(",", ".")
        scale = next((by for name, by in _SCALE.items() if name in words), 1.0)
        if plain.count(".") <= 1:
            yield float(plain.replace(" ", "").replace("'", "")) * scale
