"""What the texts state and what changed of it: periods, prices, parties, places, contacts."""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from policytrail.model import Fact
from policytrail.significance.dates import dates_in
from policytrail.text import fold

_NUMBER = (
    r"(?:\d{1,4}(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen"
    r"|fifteen|thirty|forty|sixty|ninety|un|une|deux|trois|six|douze|trente|ein(?:e[nm]?)?|zwei"
    r"|drei|sechs|zwölf|vierzehn|dreißig|uno?|una|dos|tres|treinta)"
)
_UNIT = (
    r"(?:(?:business |calendar |working |consecutive )?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)"
    r"|jours?(?: ouvrés)?|heures?|semaines?|mois|années?|ans?|tage?n?|stunden?|wochen?|monate?n?"
    r"|jahre?n?|días?|horas?|semanas?|meses|mes|años?|giorni|mesi|anni|dni|dagen|maanden|jaar)"
)
_PERIOD = re.compile(
    rf"(?<![\w.,-])(?:{_NUMBER}|\(?\d{{1,4}}\)?)(?:\s*\(\d{{1,4}}\))?[\s-]{{0,2}}{_UNIT}(?!\w)"
    r"|\d{1,4}\s?(?:天|日|个月|か月|年|小时|時間)",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"(?:US|CA|AU)?[$€£¥]\s?\d[\d.,']*(?:\s?(?:million|billion|per \w+|/\s?\w+))?"
    r"|\d[\d.,']*\s?(?:€|£|\$|EUR|USD|GBP|CHF|euros?|dollars?|pounds)(?!\w)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(?<![\w.])\d{1,3}(?:[.,]\d+)?\s?(?:%|percent|per cent)")
_AGE = re.compile(
    r"(?:at least|under|over|below|minimum age(?: of)?|age of|aged?)\s+(?:the age of\s+)?"
    r"(?:1[0-9]|2[01]|thirteen|fourteen|sixteen|eighteen)(?:\s+years?(?: old| of age)?)?",
    re.IGNORECASE,
)
_SUFFIX = (
    r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|GmbH|AG|B\.?V|N\.V|S\.?A\.?S|S\.?A\.?R\.?L|S\.?A|S\.?p\.?A|S\.?r\.?l"
    r"|Corp|Corporation|Company|plc|PLC|LLP|Pte|Pty|Oy|AB|ApS|A/S|Sp\. z o\.o|Kft|K\.K)"
)
_PARTY = re.compile(
    rf"[A-Z][\w&'’-]*(?:\.[\w-]+)*(?: (?:[A-Z][\w&'’.()-]*|of|de|for|&)){{0,6}}?,? {_SUFFIX}\b\.?"
)
_LAW = re.compile(
    r"\blaws? of (?:the )?(?:(?:State|Commonwealth|Republic|Province|Kingdom|Federal Republic) of )?"
    r"[A-Z]\w+(?: [A-Z]\w+){0,3}"
    r"|\b[cC]ourts? (?:of|in|located in) (?:the )?(?:\w+ of )?[A-Z]\w+(?:,? [A-Z]\w+){0,4}"
    r"|\btribunaux? (?:de|compétents? de) [A-Z]\w+|\b[A-Z]\w+ law\b",
)
_ADDRESS = re.compile(
    r"\b\d{1,5}[A-Za-z]?,? (?:[A-Z][\w.'’-]*,? ){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Boulevard|Blvd|Drive|Dr"
    r"|Lane|Way|Square|Place|Quay|House|Court|Row|Park|Parkway|Hill)\b\.?(?: Upper| Lower)?"
    r"|\b[A-Z][\w-]+(?:straße|strasse|gasse|weg|vej|gade|laan|straat)\s+\d{1,4}\w?"
    r"|\d{1,4},? (?:bis |ter )?(?:rue|avenue|boulevard|place|quai|allée)\s[\w' -]{3,40}?(?=[,\d]|$)"
    r"|\b\d{5} [A-Z][\w-]+\b|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s?\d[A-Z]{2}\b",
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/.-])(?:\+\d{1,3}|\(?0\d{1,4}\)?)[\d\s()./-]{6,14}\d(?!\w)")

_PATTERNS = (
    ("price", _PRICE),
    ("percentage", _PERCENT),
    ("age_limit", _AGE),
    ("party", _PARTY),
    ("governing_law", _LAW),
    ("email", _EMAIL),
    ("address", _ADDRESS),
    ("phone", _PHONE),
)
# Which period a number of days is, by the words before and behind it: the nearest word decides.
_PERIODS = (
    (
        "retention_period",
        re.compile(
            r"retain|retention|keep|kept|stor(?:e|ag)|delet|eras|cookie|expir|lifetime|conserv|aufbewahr|speicher|lösch|duration|session|supprim"
        ),
    ),
    ("notice_days", re.compile(r"notice|notif|prior|advance|inform|préavis|ankündig|frist")),
    (
        "withdrawal_period",
        re.compile(r"refund|cancel|withdraw|return|rétract|widerruf|reimburs|rembours"),
    ),
    ("payment_period", re.compile(r"pay|invoice|billing|charge|renew|subscription|trial")),
    ("dispute_period", re.compile(r"arbitrat|dispute|claim|opt.?out|lawsuit|appeal|negotiat")),
)
_NEAR = 90
_MOST_A_HUNK = 6


class Found(NamedTuple):
    """One stated thing, at its place in a text."""

    what: str
    text: str
    start: int


def facts_between(before: str, after: str, place: int) -> tuple[Fact, ...]:
    """Return what a hunk changes of what the texts state, with its words in both."""
    old, new = list(stated_in(before)), list(stated_in(after))
    kept = {_key(found) for found in old} & {_key(found) for found in new}
    gone = _by_kind([found for found in old if _key(found) not in kept])
    come = _by_kind([found for found in new if _key(found) not in kept])
    facts = [
        Fact(what, told_old and told_old.text, told_new and told_new.text, place)
        for what in dict.fromkeys((*gone, *come))
        for told_old, told_new in zip_longest(gone.get(what, []), come.get(what, []))
    ]
    return tuple(facts[:_MOST_A_HUNK])


def stated_in(text: str) -> Iterator[Found]:
    """Yield everything of these kinds that a text states."""
    for what, pattern in _PATTERNS:
        yield from (
            Found(what, match.group().strip(), match.start()) for match in pattern.finditer(text)
        )
    for match in _PERIOD.finditer(text):
        yield Found(_period(text, match), match.group().strip(), match.start())
    for date in dates_in(text):
        yield Found("date", date, text.find(date))


def _period(text: str, match: re.Match[str]) -> str:
    """Return which period a match is: what the nearest telling word says."""
    start = max(0, match.start() - _NEAR)
    before, after = fold(text[start : match.start()]), fold(text[match.end() : match.end() + _NEAR])
    nearest: list[tuple[int, str]] = []
    for what, words in _PERIODS:
        ends = [len(before) - found.end() for found in words.finditer(before)]
        starts = [found.start() for found in words.finditer(after)]
        nearest += [(distance, what) for distance in (*ends[-1:], *starts[:1])]
    return min(nearest, default=(0, "time_limit"))[1]


def _key(found: Found) -> tuple[str, str]:
    return found.what, fold(found.text).strip(" .,")


def _by_kind(found: list[Found]) -> dict[str, list[Found]]:
    kinds: dict[str, list[Found]] = {}
    seen: set[tuple[str, str]] = set()
    for one in found:
        if _key(one) not in seen:
            seen.add(_key(one))
            kinds.setdefault(one.what, []).append(one)
    return kinds
