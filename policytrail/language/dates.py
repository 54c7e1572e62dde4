"""Dates as policies write them, in the languages whose months we know."""

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from policytrail.language.month_names import CLDR, FURTHER

# If one word means two months in two languages, the language of more policies comes first.
_MEANT: Final = {"listopad": 11, "listopada": 11, "lip": 7, "srp": 8, "lis": 11}
_NUMBER: Final = {
    name.replace("_", " "): number
    for names_of_year in (FURTHER, CLDR)
    for number, names in enumerate(names_of_year, 1)
    for name in names.split()
} | _MEANT
_NAME: Final = "|".join(map(re.escape, sorted(_NUMBER, key=len, reverse=True)))
# Vowel signs are no letters to `re`: a name ends where no letter follows.
_START: Final = r"(?<![^\W\d_])"
_END: Final = r"(?![^\W\d_])"
_YEAR: Final = r"(?:19[89]\d|20\d\d)"
_DAY: Final = r"(?:[12]\d|3[01]|0?[1-9])"
_ORDINAL: Final = r"(?:\s?(?:st|nd|rd|th|er|º|ª|\.))?"
# One pattern for all, so that a text is scanned once. Group names say how to read a match.
DATE: Final = re.compile(
    rf"""
      (?<![\d.])(?P<iso_y>{_YEAR})(?:\s?[-/.]\s?(?P<iso_m>1[0-2]|0?[1-9])\s?[-/.]\s?(?P<iso_d>{_DAY})|[-/](?P<iso_mm>1[0-2]|0?[1-9]))(?![\d.]?\d)
    | (?P<cjk_y>{_YEAR})\s?[年년]\s?(?P<cjk_m>1[0-2]|0?[1-9])\s?[月월](?:\s?(?P<cjk_d>{_DAY})\s?[日일])?
    | (?<!\d)(?P<d1>{_DAY}){_ORDINAL}\s?(?:de\s|of\s|d'|ta['’]\s?|-|ב-?)?\s?(?P<n1>{_NAME}){_END}\.?,?\s?(?:de\s|del\s|-)?\s?,?(?P<y1>{_YEAR})(?!\d)
    | {_START}(?P<n2>{_NAME}){_END}\.?\s?(?P<d2>{_DAY})(?:\s?(?:st|nd|rd|th))?\s?,?\s(?P<y2>{_YEAR})(?!\d)
    | {_START}(?P<n2b>{_NAME}){_END}\.?(?P<d2b>[ ]{_DAY})?,(?P<y2b>{_YEAR})(?!\d)
    | {_START}(?P<n3>{_NAME}){_END}\.?,?\s?(?:de\s|of\s)?(?P<y3>{_YEAR})(?!\d)
    | (?<!\d)(?P<y6>{_YEAR})\.?,?\s?(?:m\.\s|gada\s)?(?P<n6>{_NAME}){_END}\.?(?:\s(?P<d6>{_DAY}))?(?!\d)
    | (?<!\d)(?P<y7>{_YEAR})\.?\sgada\s(?P<d7>{_DAY})\.?\s(?P<n7>{_NAME}){_END}
    | (?:(?P<d8>{_DAY})\s)?(?:tháng|thg)\s?(?P<m8>1[0-2]|0?[1-9])(?:,?\snăm|,)?\s(?P<y8>{_YEAR})(?!\d)
    | (?<![\d.])(?P<a>\d\d?)\s?(?P<sep>[-/.])\s?(?P<b>\d\d?)\s?(?P=sep)\s?(?P<y4>{_YEAR}|\d\d)(?![\d.]?\d)
    | (?<![\d/])(?P<m5>1[0-2]|0?[1-9])/(?P<y5>{_YEAR})(?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
YEAR: Final = re.compile(rf"(?<![\d.]){_YEAR}(?![\d.]?\d)")
# Dates are searched for around these only; most of a policy has none.
_YEARISH: Final = re.compile(r"(?<!\d)(?:19[89]|20\d)\d(?!\d)|\b\d\d?[-/.]\d\d?[-/.]\d\d\b")
_SHORT: Final = re.compile(r"\b\d\d?[-/.]\d\d?[-/.]\d\d\b")
_FAR_DIGIT: Final = re.compile("[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u0e50-\u0e59]")
_ASCII_DIGITS: Final = {
    first + digit: str(digit) for first in (0x0660, 0x06F0, 0x0966, 0x0E50) for digit in range(10)
}
_LONGEST = 28
_MOST = 100
"""Dates after which a text is no longer searched."""
_TEXTS_KEPT = 4096
"""Texts whose dates are cached: the next version of a policy has nearly all of them again."""
_MONTHS_OF_YEAR = 12


@dataclass(frozen=True, slots=True)
class Day:
    """A date in a text, as precise as written."""

    start: int
    end: int
    date: str
    """ISO."""
    other: str | None = None
    """The date with month and day swapped, if both readings are possible."""
    month_first: bool | None = None
    """Whether the numbers prove their own order; None for dates that need no proof."""


def days_in(text: str) -> list[Day]:
    """Return the dates that a text states; of two readings, `date` takes the day first.

    >>> [day.date for day in days_in("8 July 2026, 2025/12/16, März 2024 and 31.12.2019")]
    ['2026-07-08', '2025-12-16', '2024-03', '2019-12-31']
    """
    return list(_days_anew(text))


@lru_cache(_TEXTS_KEPT)
def _days_anew(text: str) -> tuple[Day, ...]:
    if _FAR_DIGIT.search(text):
        text = text.translate(_ASCII_DIGITS)
    days: list[Day] = []
    done = 0
    signs = _YEARISH if "20" in text or "19" in text else _SHORT
    for sign in signs.finditer(text):
        if sign.end() <= done:
            continue
        match = DATE.search(text, max(done, sign.start() - _LONGEST), sign.end() + _LONGEST)
        while match is not None and match.start() <= sign.start():
            day = _read_match(match)
            if day is not None:
                days.append(day)
            if len(days) >= _MOST:
                return tuple(days)
            done = match.end()
            if done >= sign.end():
                break
            match = DATE.search(text, done, sign.end() + _LONGEST)
    return tuple(days)


def _read_match(match: re.Match[str]) -> Day | None:
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    span = match.span()
    if "sep" in groups:
        return _read_numeric_date(span, groups)
    for year, month, day in _NAMED:
        if year in groups and month in groups:
            stated = groups.get(month, "").strip().lower()
            number = int(stated) if stated.isdigit() else _NUMBER.get(stated, 0)
            date = _iso_date(int(groups[year]), number, int(groups.get(day, "0").strip() or 0))
            return Day(*span, date) if date else None
    return None


_NAMED: Final = (
    ("iso_y", "iso_m", "iso_d"),
    ("iso_y", "iso_mm", ""),
    ("cjk_y", "cjk_m", "cjk_d"),
    ("y1", "n1", "d1"),
    ("y2", "n2", "d2"),
    ("y2b", "n2b", "d2b"),
    ("y3", "n3", ""),
    ("y5", "m5", ""),
    ("y6", "n6", "d6"),
    ("y7", "n7", "d7"),
    ("y8", "m8", "d8"),
)


def _read_numeric_date(span: tuple[int, int], groups: dict[str, str]) -> Day | None:
    """Read three numbers; with dots the order is day, month, year everywhere."""
    year = int(groups["y4"])
    year += 0 if year > 99 else 2000 if year < 80 else 1900  # noqa: PLR2004 (years of two digits)
    first, second = int(groups["a"]), int(groups["b"])
    day_first, month_first = _iso_date(year, second, first), _iso_date(year, first, second)
    if not day_first and not month_first:
        return None
    if not month_first or (groups["sep"] == "." and day_first):
        return Day(*span, day_first, month_first=False if groups["sep"] != "." else None)
    if not day_first:
        return Day(*span, month_first, month_first=True)
    if first == second:
        return Day(*span, day_first)
    return Day(*span, day_first, month_first)


def _iso_date(year: int, month: int, day: int) -> str:
    """Return the date in ISO form, or an empty text if there is no such day or month."""
    if not 1 <= month <= _MONTHS_OF_YEAR or day > monthrange(year, month)[1]:
        return ""
    return f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"
