"""The value that a stated fact has in any notation: "30 days", "thirty (30) days"."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from policytrail.language import days_in, total_days, words_of
from policytrail.significance.weigh.magnitudes import read_amounts
from policytrail.significance.weigh.periods import LIMIT, PERIODS, UNCERTAIN
from policytrail.significance.weigh.stated_facts import Found
from policytrail.text import fold_for_comparison

_CODE = re.compile(r"(?:usd|us(?=\$)|eur|gbp|euros?|dollars?|pounds)")
_SIGNS = {"us": "", "us$": "$", "usd": "$", "dollar": "$", "dollars": "$", "eur": "€", "euro": "€", "euros": "€",
    "gbp": "£", "pounds": "£"}  # fmt: skip
_SIGN = re.compile(r"[$€£¥]|chf|ca(?=\$)|au(?=\$)")
_IN_WORDS = re.compile(r"\([a-z -]+\)")
_IN_FIGURES = re.compile(r"\S+\s*\((\d+)\)")
_BARE = re.compile(r"[()]")
_PLAIN_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_AGE = re.compile(r"\d+|[a-z]+teen")
_AGE_WORDS = {
    "thirteen": "13",
    "fourteen": "14",
    "fifteen": "15",
    "sixteen": "16",
    "seventeen": "17",
    "eighteen": "18",
    "nineteen": "19",
}
_BUSINESS = re.compile(r"business|working|ouvrés", re.IGNORECASE)
_FORMS = {"limited": "ltd", "incorporated": "inc", "corporation": "corp", "company": "co"}
_NO_CERTAIN_KIND = frozenset({LIMIT, UNCERTAIN})

AMOUNTS: Final = frozenset({"price", "liability_cap", "percentage", "age_limit"})
"""Facts other than periods that are a number."""
NAMED_PERIODS: Final = PERIODS - _NO_CERTAIN_KIND
"""Periods of a kind that their clause names."""

Value = tuple[str, ...]


class Amount(NamedTuple):
    """How much a figure is: days, years, or an amount with the sign of its currency, if it has one."""

    number: float
    currency: str


def fact_family(what: str) -> str:
    """Return the kind of a fact; all kinds of periods are one family."""
    return LIMIT if what in PERIODS else what


def fact_value(stated: Found) -> Value:
    """Return what is equal for two facts of one family that state the same in different notations.

    >>> fact_value(Found("figure", "26 (twenty-six) months", 0)) == fact_value(Found("figure", "(26) months", 0))
    True
    >>> fact_value(Found("party", "Brindle Trading Ltd", 0)) == fact_value(Found("party", "Brindle Trading Limited.", 0))
    True
    >>> fact_value(Found("price", "EUR 1,000", 0)) == fact_value(Found("price", "€1000", 0))
    True
    """
    folded = fold_for_comparison(stated.text).strip(" .,")
    if stated.what in PERIODS:
        return _length_of_period(folded)
    if stated.what in {"price", "liability_cap", "percentage"}:
        signed = _CODE.sub(lambda code: _SIGNS[code[0]], folded)
        amounts = [str(amount) for amount in read_amounts(signed)]
        return (*sorted(_SIGN.findall(signed)), *amounts) if amounts else (folded,)
    return tuple(_words_of_value(stated, folded)) or (folded,)


def stated_amount(what: str, words: str) -> Amount | None:
    """Return how much a fact of `AMOUNTS` or `PERIODS` states; None if its words state no number.

    >>> stated_amount("price", "€1,000"), stated_amount("notice_days", "two weeks")
    (Amount(number=1000.0, currency='€'), Amount(number=14.0, currency=''))
    """
    parts = fact_value(Found(what, words, 0))
    numbers = [float(part) for part in parts if _PLAIN_NUMBER.fullmatch(part)]
    currency = next((part for part in parts if _SIGN.fullmatch(part)), "")
    return Amount(numbers[0], currency) if numbers else None


def _words_of_value(stated: Found, folded: str) -> Sequence[str]:
    """Return the words of an age, a day, a name or an address that tell it from another."""
    match stated.what:
        case "age_limit":
            ages: list[str] = _AGE.findall(folded)
            return [_AGE_WORDS.get(age, age) for age in ages]
        case "date":
            return [str(day.date) for day in days_in(stated.text)]
        case "phone":
            return ["".join(filter(str.isdigit, folded))]
        case "party":
            return [_FORMS.get(word, word) for word in words_of(folded.replace(".", ""))]
        case "email":
            return [folded]
        case _:
            return words_of(folded)


def _length_of_period(folded: str) -> Value:
    plain = _BARE.sub("", _IN_WORDS.sub("", _IN_FIGURES.sub(r"\1", folded)))
    days = total_days(plain.replace("-", " ")) or total_days(plain)
    return (str(days or folded), "business" if _BUSINESS.search(folded) else "")


def state_the_same(one: Found, other: Found) -> bool:
    """Return whether two facts state one value under one kind; a period without a certain kind may be of any."""
    if fact_family(one.what) != fact_family(other.what):
        return False
    kinds = {one.what, other.what} - _NO_CERTAIN_KIND
    return len(kinds) <= 1 and fact_value(one) == fact_value(other)
