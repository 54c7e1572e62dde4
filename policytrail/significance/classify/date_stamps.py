"""Dates in the words of a policy: stamps that say when it was written, and clocks."""

import re

from policytrail.language.dates import days_in
from policytrail.text import fold

_MONTHS = (
    "jan(?:uary|uar|vier|eiro|ner)?|feb(?:ruary|ruar|rero|braio)?|févr(?:ier)?|fevereiro|mar(?:ch|s|zo|ço)?|märz"
    "|apr(?:il|ile)?|avr(?:il)?|abril|may|mai|mayo|maio|maggio|june?|juin|juni|junio|junho|giugno"
    "|july?|juil(?:let)?|juli|julio|julho|luglio|aug(?:ust)?|août|agosto|sept?(?:ember|embre|iembre)?"
    "|setembro|settembre|oct(?:ober|obre|ubre)?|okt(?:ober)?|outubro|ottobre|nov(?:ember|embre|iembre|embro)?"
    "|dec(?:ember)?|déc(?:embre)?|dez(?:ember|embro)?|dic(?:iembre|embre)?|enero|gennaio"
)
_TOKEN = re.compile(
    rf"(?:{_MONTHS})\.?|\d{{1,4}}(?:st|nd|rd|th|er)?|\d{{8}}|[\d:.t]+z|年|月|日|de|of|the|le|el|der"
    r"|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"updated?|last (?:modified|revised|revision|change|amended)|modified|revised|revision|effective"
    r"|version|published|posted|as of|release date|date|in effect|in force|valid from|stand"
    r"|gültig ab|letzte (?:änderung|aktualisierung)|aktualisiert|dernière (?:mise à jour|modification|version)"
    r"|mise? à jour|en vigueur|entrée en vigueur|última (?:actualización|atualização|modificación)"
    r"|actualizado|atualizado|vigencia|fecha|data|ultimo aggiornamento|aggiornat[oa]|laatst"
    r"|bijgewerkt|ostatnia|更新|生效|发布|施行|改定|최종|시행|copyright|©",
    re.IGNORECASE,
)
_STAMP_WORDS = 14
_NOT_DATE = re.compile(r"[^\W_]+")


def dates_in(text: str) -> list[str]:
    """Return the dates that a text names, as it writes them."""
    return [text[day.start : day.end] for day in days_in(text)]


def is_stamp(text: str) -> bool:
    """Return whether a block says little more than when the policy was written.

    >>> is_stamp("Last updated: 3 March 2026"), is_stamp("You have until 3 March 2026 to pay us.")
    (True, False)
    """
    folded = fold(text)
    rest = _without_dates(folded)
    words = _NOT_DATE.findall(rest)
    has_date = rest != folded or any(word.isdigit() for word in words)
    if not has_date or len(words) > _STAMP_WORDS:
        return False
    return not words or _STAMP.search(rest) is not None


def is_same_date(old: str, new: str) -> bool:
    """Return whether two stamps name the same date and differ in how they label it.

    >>> is_same_date("January 5, 2026", "Effective January 5, 2026")
    True
    >>> is_same_date("Effective in the EEA: 30 April 2024", "Effective in the EEA and UK: 30 April 2024")
    False
    """
    dates = dates_in(old)
    return bool(dates) and dates == dates_in(new) and _is_bare_stamp(old) and _is_bare_stamp(new)


def _is_bare_stamp(text: str) -> bool:
    left = _NOT_DATE.findall(_STAMP.sub(" ", _without_dates(fold(text))))
    return set(left) <= {"from", "on", "since", "is", "the", "of", "was", "last", "this", "policy"}


def only_dates(*texts: str) -> bool:
    """Return whether texts are made of dates or parts of dates alone, and one is not empty.

    >>> only_dates("December 27, 2024", "January 29, 2025"), only_dates("30 days", "14 days")
    (True, False)
    """
    said = False
    for text in texts:
        for word in _NOT_DATE.findall(fold(text)):
            if not _TOKEN.fullmatch(word):
                return False
            said = True
    return said


def _without_dates(text: str) -> str:
    rest, end = "", 0
    for day in days_in(text):
        rest += f"{text[end : day.start]} "
        end = day.end
    return rest + text[end:]


def stands_by_stamp(before: str, after: str) -> bool:
    """Return whether the words around a date say that it is a stamp."""
    return (
        _STAMP.search(fold(before)[-40:]) is not None or _STAMP.search(fold(after)[:20]) is not None
    )
