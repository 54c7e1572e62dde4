"""Stated facts and their changes: periods, prices, parties, places, contacts."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policytrail.language import days_in, total_days, words_of
from policytrail.model import Edit, Fact
from policytrail.significance.weigh.periods import LIMIT, PERIODS, UNCERTAIN, kind_of_period
from policytrail.text import fold_for_comparison

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
    r"(?:1[0-9]|2[01]|thirteen|fourteen|sixteen|eighteen)(?![\w.,%]|\s+(?:(?:business|working|calendar) )?(?:days?|weeks?|months?|hours?|minutes?|percent))"
    r"(?:\s+years?(?: old| of age)?)?",
    re.IGNORECASE,
)
_SUFFIX = (
    r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|GmbH|AG|B\.?V|N\.V|S\.?A\.?S|S\.?A\.?R\.?L|S\.?A|S\.?p\.?A|S\.?r\.?l"
    r"|Corp|Corporation|Company|plc|PLC|LLP|Pte|Pty|Oy|AB|ApS|A/S|Sp\. z o\.o|Kft|K\.K)"
)
_PARTY = re.compile(
    rf"(?!(?:At|By|In|With|From|To|For|If|And|Or|Our|Your|This|The|When|Where|As|Of|On)\b)[A-Z][\w&'’-]*(?:\.[\w-]+)*(?: (?:[A-Z][\w&'’.()-]*|of|de|for|&)){{0,6}}?,? {_SUFFIX}\b\.?"
)
_ROLE = re.compile(
    r"(?:[A-Z][\w&'’-]* ){0,2}?(?:Copyright|DMCA|Designated|Registered|Privacy|Legal|Security|Support|Compliance|Data Protection)"
    r" (?:Agent|Team|Department|Office|Officer|Counsel|Representative|Manager),? (?=[A-Z][\w.&'’-]* )"
)
"""A role in front of a company's name: "Copyright Agent Brindle Ltd"."""
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
_LIABLE = re.compile(r"liab|damages|haft|responsabilit|schadenersatz")
_LIABLE_NEAR = 300
_AGE_FIGURE = re.compile(r"\d+|[a-z]+teen")
_AGE_WORDS = {
    "thirteen": "13",
    "fourteen": "14",
    "fifteen": "15",
    "sixteen": "16",
    "seventeen": "17",
    "eighteen": "18",
    "nineteen": "19",
}
_MOST_A_HUNK = 6


_Spot = tuple[tuple[int, int], tuple[int, int]]
"""Where an edit begins and ends in the old and in the new text."""


class Found(NamedTuple):
    """One stated fact, with its place in a text."""

    what: str
    text: str
    start: int


def facts_between(edits: Sequence[Edit], place: int) -> tuple[Fact, ...]:
    """Return the facts that a hunk changes, with the words of both texts.

    Only facts that an edit touches are reported. A fact of the old text becomes one of the new text
    only if both stand in the same edit, with equally many of the kind on either side.
    """
    sides = (
        "".join(e.text for e in edits if e.op != "+"),
        "".join(e.text for e in edits if e.op != "-"),
    )
    spots = list(_edited_spots(edits))
    gone = [
        (stated, place)
        for stated in stated_in(sides[0])
        for place in _touched_edits(stated, spots, 0)
    ]
    come = [
        (stated, place)
        for stated in stated_in(sides[1])
        for place in _touched_edits(stated, spots, 1)
    ]
    kept = Counter(_fact_key(stated) for stated, _ in gone) & Counter(
        _fact_key(stated) for stated, _ in come
    )
    gone, come = _not_kept(gone, kept), _not_kept(come, kept)
    facts = [
        fact
        for at in sorted({edit_place for _, edit_place in (*gone, *come)})
        for fact in _paired_facts(
            [f for f, n in gone if n == at], [f for f, n in come if n == at], place
        )
    ]
    changed = [fact for fact in facts if not _stands_on_both_sides(fact, sides)]
    return tuple(dict.fromkeys(changed))[:_MOST_A_HUNK]


def _stands_on_both_sides(fact: Fact, sides: tuple[str, str]) -> bool:
    """Return whether the words of a one-sided fact occur on the other side too."""
    if fact.old is not None and fact.new is not None:
        return False
    words, other = (fact.old, sides[1]) if fact.new is None else (fact.new, sides[0])
    plain = " ".join(words_of(words or ""))
    return f" {plain} " in f" {' '.join(words_of(other))} "


def _edited_spots(edits: Sequence[Edit]) -> Iterator[_Spot]:
    """Yield the edited places, in both texts."""
    ends = [0, 0]
    start: tuple[int, int] | None = None
    for edit in edits:
        if edit.op == "=":
            if start is not None:
                yield (start[0], ends[0]), (start[1], ends[1])
            start = None
        elif start is None:
            start = ends[0], ends[1]
        ends[0] += len(edit.text) if edit.op != "+" else 0
        ends[1] += len(edit.text) if edit.op != "-" else 0
    if start is not None:
        yield (start[0], ends[0]), (start[1], ends[1])


def _touched_edits(stated: Found, spots: Sequence[_Spot], side: int) -> Iterator[int]:
    """Yield the number of the first edit that touches a stated fact, if one does."""
    end = stated.start + len(stated.text)
    for number, spot in enumerate(spots):
        first, last = spot[side]
        if (first < end and last > stated.start) or (first == last and stated.start < first < end):
            yield number
            return


def _not_kept(
    statements: list[tuple[Found, int]], kept: Counter[tuple[str, str]]
) -> list[tuple[Found, int]]:
    """Return the facts that the other text does not state as well."""
    left = kept.copy()
    rest: list[tuple[Found, int]] = []
    for statement in statements:
        if left[_fact_key(statement[0])] > 0:
            left[_fact_key(statement[0])] -= 1
        else:
            rest.append(statement)
    return rest


def _paired_facts(gone: Sequence[Found], come: Sequence[Found], place: int) -> Iterator[Fact]:
    """Yield the facts of one edit: those of the old text with those that replaced them."""
    for family in dict.fromkeys(_fact_family(stated.what) for stated in (*gone, *come)):
        olds = [stated for stated in gone if _fact_family(stated.what) == family]
        news = [stated for stated in come if _fact_family(stated.what) == family]
        if len(olds) == len(news):
            for old, new in zip(olds, news, strict=True):
                if not _are_equal(old, new):
                    yield Fact(_common_kind(old, new), old.text, new.text, place)
            continue
        yield from (Fact(stated.what, stated.text, None, place) for stated in olds)
        yield from (Fact(stated.what, None, stated.text, place) for stated in news)


def _common_kind(old: Found, new: Found) -> str:
    """Return the kind of both figures; if the texts differ in it, only that a figure changed."""
    if old.what == new.what:
        return old.what
    kinds = {old.what, new.what} - {LIMIT, UNCERTAIN}
    return kinds.pop() if len(kinds) == 1 else UNCERTAIN


def _are_equal(old: Found, new: Found) -> bool:
    """Return whether two figures are the same number written differently: `13` and `thirteen`."""
    if old.what in PERIODS:
        days = total_days(fold_for_comparison(old.text)), total_days(fold_for_comparison(new.text))
        return (
            days[0] is not None
            and days[0] == days[1]
            and _is_of_business(old) == _is_of_business(new)
        )
    if old.what == "age_limit":
        return _ages_in(old.text) == _ages_in(new.text) != []
    return False


def _is_of_business(stated: Found) -> bool:
    return re.search(r"business|working|ouvrés", stated.text, re.IGNORECASE) is not None


def _ages_in(text: str) -> list[str]:
    return [
        _AGE_WORDS.get(match[0], match[0])
        for match in _AGE_FIGURE.finditer(fold_for_comparison(text))
    ]


def _fact_family(what: str) -> str:
    return LIMIT if what in PERIODS else what


def stated_in(text: str) -> Iterator[Found]:
    """Yield all facts of the known kinds that a text states."""
    for what, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            capped = what == "price" and _is_liability_cap(text, match)
            role = _ROLE.match(match.group()) if what == "party" else None
            begin = role.end() if role else 0
            words = match.group()[begin:].strip()
            named = "liability_cap" if capped else what
            # A sentence may end after an amount; after a name the full stop may belong to the name.
            yield Found(
                named, words.rstrip(".,'") if what == "price" else words, match.start() + begin
            )
    for match in _PERIOD.finditer(text):
        kind = kind_of_period(text, *match.span())
        if kind is not None:
            yield Found(kind, match.group().strip(), match.start())
    for day in days_in(text):
        yield Found("date", text[day.start : day.end], day.start)


def _is_liability_cap(text: str, match: re.Match[str]) -> bool:
    """Return whether an amount limits the service's liability."""
    return (
        _LIABLE.search(
            fold_for_comparison(text[max(0, match.start() - _LIABLE_NEAR) : match.end()])
        )
        is not None
    )


def _fact_key(stated: Found) -> tuple[str, str]:
    folded = fold_for_comparison(stated.text).strip(" .,")
    if stated.what in {"price", "liability_cap"}:
        folded = _CODE.sub(lambda code: _SIGNS[code[1]], folded)
    return stated.what, folded
