"""What a text states: amounts, ages, parties, laws and courts, addresses, periods and dates."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from policytrail.language import days_in
from policytrail.significance.weigh.fact_senses import (
    governs_contract,
    is_age_of_use,
    is_date_of_statute,
)
from policytrail.significance.weigh.periods import UNCERTAIN, kind_of_period
from policytrail.text import fold_for_comparison

_NUMBER = (
    r"(?:\d{1,4}(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen"
    r"|fifteen|(?:twenty|thirty|forty|fifty|sixty|ninety)(?:-[a-z]+)?|un|une|deux|trois|six|douze|trente|ein(?:e[nm]?)?|zwei"
    r"|drei|sechs|zwölf|vierzehn|dreißig|uno?|una|dos|tres|treinta)"
)
_UNIT = (
    r"(?:(?:business |calendar |working |consecutive )?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)"
    r"|jours?(?: ouvrés)?|heures?|semaines?|mois|années?|ans?|tage?n?|stunden?|wochen?|monate?n?"
    r"|jahre?n?|días?|horas?|semanas?|meses|mes|años?|giorni|mesi|anni|dni|dagen|maanden|jaar)"
)
_PERIOD = re.compile(
    rf"(?<![\w.,-])(?:{_NUMBER}|\(?\d{{1,4}}\)?)(?:\s*\((?:\d{{1,4}}|[a-z]+(?:-[a-z]+)?)\))?[\s-]{{0,2}}{_UNIT}(?!\w)"
    r"|\d{1,4}\s?(?:天|日|个月|か月|年|小时|時間)",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"(?:(?:US|CA|AU)?[$€£¥]|(?<!\w)(?:EUR|USD|GBP|CHF))\s?\d[\d.,']*(?:\s?(?:million|billion|per \w+|/\s?\w+))?"
    r"|\d[\d.,']*\s?(?:€|£|\$|EUR|USD|GBP|CHF|euros?|dollars?|pounds)(?!\w)",
    re.IGNORECASE,
)
# "EUR 5" and "€5" are one amount in two notations.
_CODE = re.compile(r"^(us(?=\$)|eur|usd|gbp)\s?")
_SIGNS = {"us": "", "usd": "$", "eur": "€", "gbp": "£"}
_PERCENT = re.compile(r"(?<![\w.])\d{1,3}(?:[.,]\d+)?\s?(?:%|percent|per cent)")
_AGE = re.compile(
    r"(?:at least|under|over|below|minimum age(?: of)?|age of|aged?)\s+(?:the age of\s+)?"
    r"(?:1[0-9]|2[01]|thirteen|fourteen|sixteen|eighteen)(?![\w%]|[.,]\d|\s+(?:(?:business|working|calendar) )?(?:days?|weeks?|months?|hours?|minutes?|percent))"
    r"(?:\s+years?(?: old| of age)?)?",
    re.IGNORECASE,
)
_SUFFIX = (
    r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|GmbH|AG|B\.?V|N\.V|S\.?A\.?S|S\.?A\.?R\.?L|S\.?A|S\.?p\.?A|S\.?r\.?l"
    r"|Corp|Corporation|Company|plc|PLC|LLP|Pte|Pty|Oy|AB|ApS|A/S|Sp\. z o\.o|Kft|K\.K)"
)
_NAME_WORD = r"[A-Z][\w&'’()-]*(?:\.[\w-]+)*"
_SHORTENED = r"(?:St|Dr|Mr|Mt|Bros|Co|Inc|[A-Z])\."
"""A word of a name that ends with a full stop; any other full stop ends a sentence."""
_PARTY = re.compile(
    r"(?<!\w)(?!(?:At|By|In|With|From|To|For|If|And|Or|Our|Your|This|The|When|Where|As|Of|On|Across|Through|Under|Between|Via"
    r"|Within|Unless|While|Because|Since|Until|Any|All|Each|Contact|Using)\b)"
    # A name may begin with a small letter or a figure where nothing stands before it.
    rf"(?:(?:^|(?<=\n))(?:[a-z]\w+|\d\w*[A-Z]) )?(?:{_SHORTENED}|{_NAME_WORD})"
    rf"(?: (?:{_SHORTENED}|{_NAME_WORD}|of|de|for|&)){{0,6}}?,? {_SUFFIX}\b(?:\.|(?<!Company)|(?! [A-Z]))"
)
_ROLE = re.compile(
    r"(?:[A-Z][\w&'’-]* ){0,2}?(?:Copyright|DMCA|Designated|Registered|Privacy|Legal|Security|Support|Compliance|Data Protection)"
    r" (?:Agent|Team|Department|Office|Officer|Counsel|Representative|Manager),? (?=[A-Z][\w.&'’-]*,? )"
)
"""A role in front of a company's name: "Copyright Agent Brindle Ltd"."""
_LAW = re.compile(
    r"\blaws? of (?:the )?(?:(?:State|Commonwealth|Republic|Province|Kingdom|Federal Republic) of )?"
    r"(?!State\b)[A-Z]\w+(?: [A-Z]\w+){0,3}"
    r"|\b[cC]ourts? (?:of|in|located in) (?:the )?(?:\w+ of )?[A-Z]\w+(?:,? [A-Z]\w+){0,4}"
    r"|\btribunaux? (?:de|compétents? de) [A-Z]\w+"
    r"|\b(?:(?:New|North|South|West|Saudi|Costa|Rhode|Puerto) )?(?!Governing|Applicable|Mandatory|Local|Choice)[A-Z]\w+ law\b",
)
_PREMISES = (
    r"(?:\b(?:Unit|Suite|Ste\.?|Flat|Apartment|Apt\.?|Room|Office|Building|Block) )?"
    r"(?<![\w–-])\d{1,5}[A-Za-z]?(?: ?[–/-] ?\d{1,5}[A-Za-z]?)?,? "
)
"""The number of a building, or several, with the word before it: "Unit 3D", "20-22"."""
_ADDRESS = re.compile(
    rf"{_PREMISES}(?:[A-Z][\w.'’-]*,? ){{1,4}}(?:Street|St|Road|Rd|Avenue|Ave|Boulevard|Blvd|Drive|Dr"
    r"|Lane|Way|Square|Place|Quay|House|Court|Row|Park|Parkway|Hill)\b\.?(?: Upper| Lower)?"
    r"|\b[A-Z][\w-]+(?:straße|strasse|gasse|weg|vej|gade|laan|straat)\s+\d{1,4}\w?"
    r"|\d{1,4},? (?:bis |ter )?(?:rue|avenue|boulevard|place|quai|allée)\s[\w' -]{3,40}?(?=[,\d]|$)"
    # Behind a state's letters ("CA 94041") such a number is no town's.
    r"|(?<![^\W\d_] )\b\d{5} [A-Z][\w-]+\b|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s?\d[A-Z]{2}\b",
)
# A sentence may begin right behind an address: "ask@brindle.example.Please".
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w-]+(?:\.(?![A-Z][a-z])[\w-]+)*")
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
_LIABLE = re.compile(r"liab|damages|haft|responsabilit|schadenersatz")
_LIABLE_NEAR = 300
_NUMBERING = re.compile(r"\d\d?([.-])\d\d?\1\d\d")
"""The number of a section or of a house, which may be read as a day of a year in two digits."""
_DESCRIBES = re.compile(r"\w-[a-z]", re.IGNORECASE)


class Found(NamedTuple):
    """One stated fact, with its place in a text."""

    what: str
    text: str
    start: int


def stated_in(text: str) -> Iterator[Found]:
    """Yield all facts of the known kinds that a text states."""
    for what, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if _is_stated(what, text, match):
                yield _build_found(what, text, match)
    for match in _PERIOD.finditer(text):
        kind = kind_of_period(text, *match.span())
        # "24-hour monitoring": a figure that only describes a word states no period.
        if kind is not None and not (kind == UNCERTAIN and _DESCRIBES.search(match.group())):
            yield Found(kind, match.group().strip(), match.start())
    for day in days_in(text):
        words = text[day.start : day.end]
        if not is_date_of_statute(text, day.start) and not _NUMBERING.fullmatch(words):
            yield Found("date", words, day.start)


def _is_stated(what: str, text: str, match: re.Match[str]) -> bool:
    """Return whether the clause states what a pattern matched, and does not only mention it."""
    if what == "governing_law":
        return governs_contract(text, *match.span())
    return what != "age_limit" or is_age_of_use(text, *match.span())


def _build_found(what: str, text: str, match: re.Match[str]) -> Found:
    role = _ROLE.match(match.group()) if what == "party" else None
    begin = role.end() if role else 0
    words = match.group()[begin:].strip()
    capped = what == "price" and _is_liability_cap(text, match)
    # A sentence may end after an amount; after a name the full stop may belong to the name.
    shown_words = words.rstrip(".,'") if what == "price" else words
    return Found("liability_cap" if capped else what, shown_words, match.start() + begin)


def _is_liability_cap(text: str, match: re.Match[str]) -> bool:
    """Return whether an amount limits the service's liability."""
    return (
        _LIABLE.search(
            fold_for_comparison(text[max(0, match.start() - _LIABLE_NEAR) : match.end()])
        )
        is not None
    )
