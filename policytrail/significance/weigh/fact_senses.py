"""Whether a law, a court, an age or a date is stated by the clause's own verb, or only mentioned."""

import re

from policytrail.text import fold_for_comparison

_REACH = 320
_CLAUSE_END = re.compile(r"[;\n|]|\.\s")
_GOVERNS = re.compile(
    r"\bgovern|\bconstru|\binterpret|\bchoice of law|\bchosen law|\bgoverning\b|\bjurisdiction|\bvenue\b|\bexclusive|\bsubmit"
    r"|\b(?:brought|litigat\w*|resolv\w*|settl\w*|heard|decid\w*|determin\w*|authority)\b"
    r"|\bsubject to (?:the )?laws?\b|\blaws? (?:shall |will )?(?:appl(?:y|ies)|governs?)\b|\bappl(?:y|ies)\b"
    r"|\bunterlieg|\bgilt\b|\banwendbar|\bgerichtsstand|\brégi|\bsoumis|\bcompétent|\brige|\bcompetent"
)
# A law that defines a word, asks for something or gives a right does not govern the contract.
_MENTIONS = re.compile(
    r"\b(?:as )?(?:defined|required|permitted|prohibited|allowed|provided|described|recogni[sz]ed|protected|meant|set out|available)"
    r" (?:under|by|in|for)\s+(?:applicable |the )?$"
    r"|\b(?:rights?|obligations?|duties|requirements?|terms) (?:\w+ )?under\s+(?:the )?$"
    r"|\b(?:compl(?:y|ies|iance|ying) with|violat\w+(?: of)?|breach(?:es)? of)\s+(?:the )?$"
    r"|\b(?:data protection|privacy|tax|consumer|copyright|export|labou?r|employment)\s+$"
)
_OF_OTHERS_DATA = re.compile(
    r"\b(?:data|information|content|images?|photos?|pictures?|materials?|files?)\b[^,;]{0,60}?\b(?:of|about|from|concerning|relating to|depict\w*|belonging to)\s+"
    r"(?:or (?:about|of|from) )?(?:\w+ ){0,2}?(?:children|minors?|persons?|individuals?|people|anyone|users?|child)\b.{0,30}?$"
)
_HANDED_OVER_BY_READER = re.compile(
    r"\b(?:submit|upload|provide|send|share|post|transmit|enter|input|include|contain|generat|creat|depict)\w*\b"
)
_OF_SERVICE = re.compile(
    r"\b(?:we|our|us)\b[^;]{0,80}?\b(?:collect|process|use|ask|solicit|request|gather|obtain|receive)"
)
_OF_STATUTE = re.compile(
    r"\b(?:regulation|directive|act|law|decision|code|treaty|convention|council|verordnung|richtlinie|règlement)\b[^;\n]{0,120}$"
)
_DATED = re.compile(r"\b(?:of|dated|vom|du)\s+$")


def governs_contract(text: str, start: int, end: int) -> bool:
    """Return whether a law or court named at a place governs the contract or settles its disputes.

    >>> text = "Dutch law governs these terms."
    >>> governs_contract(text, 0, 9)
    True
    >>> text = "A password (as defined under Oregon law) is kept."
    >>> governs_contract(text, 29, 39)
    False
    """
    before, after = _clause_around(text, start, end)
    if _MENTIONS.search(before):
        return False
    own = fold_for_comparison(text[start:end])
    if _MENTIONS.search(f"{before}{own.split(' law')[0]} "):
        return False
    return _GOVERNS.search(f"{before.rstrip()} {own} {after.lstrip()}") is not None


def is_age_of_use(text: str, start: int, end: int) -> bool:
    """Return whether an age says who may use a service, not whose data the reader may hand over.

    >>> text = "You may not upload data about children under 13."
    >>> is_age_of_use(text, 39, 47)
    False
    """
    before, _ = _clause_around(text, start, end)
    about_others = _OF_OTHERS_DATA.search(before)
    if about_others is None or _OF_SERVICE.search(before):
        return True
    return _HANDED_OVER_BY_READER.search(before) is None


def is_date_of_statute(text: str, start: int) -> bool:
    """Return whether a date names a statute: "Regulation (EU) 2016/679 of 27 April 2016"."""
    before, _ = _clause_around(text, start, start)
    return _DATED.search(before) is not None and _OF_STATUTE.search(before) is not None


def _clause_around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the folded words before and after a place within its clause."""
    before = text[max(0, start - _REACH) : start]
    ends = list(_CLAUSE_END.finditer(before))
    stop = _CLAUSE_END.search(text, end, end + _REACH)
    after = text[end : stop.start() if stop else end + _REACH]
    return fold_for_comparison(before[ends[-1].end() :] if ends else before), fold_for_comparison(
        after
    )
