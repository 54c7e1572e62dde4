"""Durations as policies write them, in days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

# A year is 365 days and a month 30, but twelve months are a year: `13 months` is 395 days.
_MONTHS_A_YEAR = 12
_DAYS_A_YEAR, _DAYS_A_MONTH = 365, 30
_THOUSAND = 3
"""Digits after a thousands separator."""
_LENGTHS = {
    "year": _DAYS_A_YEAR,
    "week": 7,
    "day": 1,
    "hour": 1 / 24,
    "minute": 1 / 1_440,
    "second": 1 / 86_400,
}

_NUMBERS = {
    word: number
    for number, words in {
        0.5: "half",
        1: "a an one ein eine einen einem eines un une uno una um uma één een jeden",
        2: "two zwei deux dos due dois twee dwa",
        3: "three drei trois tres tre três drie trzy",
        4: "four vier quatre cuatro quattro quatro cztery",
        5: "five fünf cinq cinco cinque vijf",
        6: "six sechs seis sei zes",
        7: "seven sieben sept siete sette sete zeven",
        8: "eight acht huit ocho otto oito",
        9: "nine neun neuf nueve nove negen",
        10: "ten zehn dix diez dieci dez tien",
        11: "eleven elf onze once undici",
        12: "twelve zwölf douze doce dodici doze twaalf",
        13: "thirteen dreizehn treize trece tredici treze dertien",
        14: "fourteen vierzehn quatorze catorce quattordici",
        15: "fifteen fünfzehn quinze quince quindici",
        18: "eighteen achtzehn",
        20: "twenty zwanzig vingt veinte venti",
        21: "twenty-one",
        24: "twenty-four vierundzwanzig",
        28: "twenty-eight",
        30: "thirty dreißig trente treinta trenta",
        36: "thirty-six",
        45: "forty-five",
        60: "sixty sechzig soixante sesenta",
        90: "ninety neunzig",
        120: "one-hundred-twenty",
        180: "one-hundred-eighty",
    }.items()
    for word in words.split()
}
_UNITS = {
    "second": r"seconds?|secs?|sekunden?|secondes?|segundos?|second[oi]|seconden|sekund\w*",
    "minute": r"minutes?|mins?|minuten?|minutos?|minut[oi]|minut\w*",
    "hour": r"hours?|hrs?|stunden?|heures?|horas?|or[ae]|uur|uren|godzin\w*|std",
    "day": r"(?:calendar |business |working )?days?|tage?n?|jours?|d[ií]as?|giorn[oi]|dagen|dag|dni|dzień|dias?",
    "week": r"weeks?|wochen?|semaines?|semanas?|settiman[ae]|weken|week|tygodni\w*",
    "month": r"months?|mnths?|monate?n?s?|mois|mes(?:es)?|mes[ei]|m[êe]s|maanden?|miesi\w+",
    "year": r"years?|yrs?|jahre?n?s?|ans?|années?|años?|ann[oi]|anos?|jaar|jaren|lata?|rok(?:u|i|iem)?",
}
_SHORT = {
    "s": "second",
    "m": "minute",
    "h": "hour",
    "d": "day",
    "w": "week",
    "mo": "month",
    "y": "year",
}
_COUNT = r"\d+(?:[.,]\d+)?|half an?|" + "|".join(
    sorted(map(re.escape, _NUMBERS), key=len, reverse=True)
)
_FOUND = re.compile(
    rf"(?<![\w.])(?P<count>{_COUNT})(?![\w.])?(?P<half>\s+and\s+a\s+half)?\s*+(?:\(\s*+(?P<figure>\d+)\s*+\)\s*+)?[-+]?\s*+"
    r"(?:(?:full|consecutive|whole|or more|further)\s+)?(?:"
    + "|".join(f"(?P<{unit}>(?:{words})(?!\\w))" for unit, words in _UNITS.items())
    + r")(?P<half_more>\s+and\s+a\s+half(?!\s+\w*(?:year|month|week|day|hour|minute|second)))?",
    re.IGNORECASE,
)
_TERSE = re.compile(r"(?P<count>\d+(?:\.\d+)?)\s*(?P<unit>mo|[smhdwy])(?![a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Duration:
    """A duration with its place."""

    days: float
    start: int
    end: int


def find_durations(text: str) -> Iterator[Duration]:
    """Yield every duration in a text.

    >>> [one.days for one in find_durations("kept for thirteen (13) months, then 90 days")]
    [395, 90]
    """
    for match in _FOUND.finditer(text):
        count = match["figure"] or match["count"].lower()
        number = _read_count(count) + (0.5 if match["half"] or match["half_more"] else 0)
        unit = next(unit for unit in _UNITS if match[unit])
        yield Duration(_to_days(number, unit), match.start(), match.end())


def total_days(text: str) -> float | None:
    """Return the duration that a whole cell states, e.g. `1 year 1 month`; None if it states none.

    >>> total_days("1 an et 1 mois"), total_days("30 min"), total_days("2y"), total_days("always")
    (395, 0.0208, 730, None)
    """
    durations = list(find_durations(text))
    if durations:
        days = durations[0].days
        for before, after in pairwise(durations):
            if not re.fullmatch(r"[\s,]*(?:and|und|et|y|e|&)?\s*", text[before.end : after.start]):
                break
            days += after.days
        return _round_days(days)
    terse = _TERSE.fullmatch(text.strip())
    return _to_days(float(terse["count"]), _SHORT[terse["unit"].lower()]) if terse else None


def _read_count(count: str) -> float:
    if count in _NUMBERS:
        return _NUMBERS[count]
    if count.startswith("half"):
        return 0.5
    # No duration has three decimals: "1,000 days" and "1.000 Tage" are a thousand.
    integer, _, decimals = count.replace(",", ".").partition(".")
    return float(integer + decimals if len(decimals) == _THOUSAND else f"{integer}.{decimals or 0}")


def _to_days(count: float, unit: str) -> float:
    if unit == "month":
        years, months = divmod(count, _MONTHS_A_YEAR)
        return _round_days(years * _DAYS_A_YEAR + months * _DAYS_A_MONTH)
    return _round_days(count * _LENGTHS[unit])


def _round_days(days: float) -> float:
    return int(days) if days == int(days) else round(days, 4)
