"""Dates as policies write them, in the languages that we know the months of."""

import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Final

_MONTHS: Final = (
    "january jan januar janvier janv enero ene gennaio gen janeiro januari januar tammikuuta stycznia styczeń ledna leden január január januára ianuarie января январь січня ocak januarie sausio jaanuar siječnja",
    "february feb febr februar février févr fév febrero febbraio fevereiro fev februari helmikuuta lutego luty února únor február februára februarie февраля февраль лютого şubat veebruar veljače",
    "march mar mär märz mars marzo março maart maaliskuuta marca marzec března březen március martie марта март березня mart märts ožujka",
    "april apr avril avr abril abr aprile kwietnia kwiecień dubna duben április apríla aprilie апреля апрель квітня nisan huhtikuuta aprill travnja",
    "may mai mayo maggio mag maio mei maj toukokuuta maja května květen május mája мая май травня mayıs svibnja",
    "june jun juni juin junio giugno giu junho kesäkuuta czerwca czerwiec června červen június júna iunie июня июнь червня haziran juuni lipnja",
    "july jul juli juillet juil julio luglio lug julho heinäkuuta lipca lipiec července červenec július júla iulie июля июль липня temmuz juuli srpnja",
    "august aug août aou agosto ago augustus augusti elokuuta sierpnia sierpień srpna srpen augusztus augusta августа август серпня ağustos kolovoza",
    "september sept sep septembre septiembre settembre set setembro syyskuuta września wrzesień září szeptember septembra septembrie сентября сентябрь вересня eylül rujna",
    "october oct oktober okt octobre octubre ottobre ott outubro lokakuuta października październik října říjen október októbra octombrie октября октябрь жовтня ekim oktoober listopada",
    "november nov novembre noviembre novembro marraskuuta listopad november novembra noiembrie ноября ноябрь листопада kasım studenoga",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro joulukuuta grudnia grudzień prosince prosinec december decembra decembrie декабря декабрь грудня aralık detsember prosinca",
)  # fmt: skip
_NUMBER: Final = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAME: Final = "|".join(sorted(_NUMBER, key=len, reverse=True))
_YEAR: Final = r"(?:19[89]\d|20\d\d)"
_DAY: Final = r"(?:[12]\d|3[01]|0?[1-9])"
_ORDINAL: Final = r"(?:\s?(?:st|nd|rd|th|er|º|ª|\.))?"
# One pattern for all: a text is scanned once. The names of the groups say how to read a match.
DATE: Final = re.compile(
    rf"""
      (?<![\d.])(?P<iso_y>{_YEAR})(?:\s?[-/.]\s?(?P<iso_m>1[0-2]|0?[1-9])\s?[-/.]\s?(?P<iso_d>{_DAY})|[-/](?P<iso_mm>1[0-2]|0?[1-9]))(?![\d.]?\d)
    | (?P<cjk_y>{_YEAR})\s?[年년]\s?(?P<cjk_m>1[0-2]|0?[1-9])\s?[月월](?:\s?(?P<cjk_d>{_DAY})\s?[日일])?
    | (?<!\d)(?P<d1>{_DAY}){_ORDINAL}\s?(?:de\s|of\s|d'|-)?\s?(?P<n1>{_NAME})\b\.?,?\s?(?:de\s|del\s|-)?\s?,?(?P<y1>{_YEAR})(?!\d)
    | \b(?P<n2>{_NAME})\b\.?\s?(?P<d2>{_DAY})(?:\s?(?:st|nd|rd|th))?\s?,?\s(?P<y2>{_YEAR})(?!\d)
    | \b(?P<n2b>{_NAME})\b\.?(?P<d2b>[ ]{_DAY})?,(?P<y2b>{_YEAR})(?!\d)
    | \b(?P<n3>{_NAME})\b\.?,?\s?(?:de\s|of\s)?(?P<y3>{_YEAR})(?!\d)
    | (?<![\d.])(?P<a>\d\d?)\s?(?P<sep>[-/.])\s?(?P<b>\d\d?)\s?(?P=sep)\s?(?P<y4>{_YEAR}|\d\d)(?![\d.]?\d)
    | (?<![\d/])(?P<m5>1[0-2]|0?[1-9])/(?P<y5>{_YEAR})(?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
YEAR: Final = re.compile(rf"(?<![\d.]){_YEAR}(?![\d.]?\d)")
# Dates are looked for around these only; most of a policy has none.
_YEARISH: Final = re.compile(r"(?<!\d)(?:19[89]|20\d)\d(?!\d)|\b\d\d?[-/.]\d\d?[-/.]\d\d\b")
_SHORT: Final = re.compile(r"\b\d\d?[-/.]\d\d?[-/.]\d\d\b")
_LONGEST = 28
_MOST = 100
"""Dates of one text after which nobody speaks of himself any more."""
_MONTHS_OF_YEAR = 12


@dataclass(frozen=True, slots=True)
class Day:
    """A date in a text, as precise as it is written."""

    start: int
    end: int
    date: str
    """ISO."""
    other: str | None = None
    """The date that it is if the month stands first and not the day, where both are possible."""
    month_first: bool | None = None
    """Whether numbers prove their own order; None for dates that need no proof."""


def days_in(text: str) -> list[Day]:
    """Return the dates that a text states; of two readings, `date` takes the day first.

    >>> [day.date for day in days_in("8 July 2026, 2025/12/16, März 2024 and 31.12.2019")]
    ['2026-07-08', '2025-12-16', '2024-03', '2019-12-31']
    """
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
                return days
            done = match.end()
            if done >= sign.end():
                break
            match = DATE.search(text, done, sign.end() + _LONGEST)
    return days


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
)


def _read_numeric_date(span: tuple[int, int], groups: dict[str, str]) -> Day | None:
    """Read three numbers; points part day, month and year in this order everywhere."""
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
