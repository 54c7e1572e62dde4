"""Fits the subject of a mail into a line of a list, so that every part of it reads whole."""

import re

from policytrail.report.html import escape_invisible

_SUBJECT_CHARS = 180
_LEAST_QUOTE = 20
"""Letters of a quote below which it says nothing."""
_CLAUSE_BORDER = re.compile(
    r"[,;:]\s|\s(?=(?:and|or|but|unless|if|when|until|because|except|provided|"
    r"et|ou|mais|si|und|oder|aber|wenn|sofern)\s)"
)
_LOOSE_END = re.compile(
    r"(?:[\s,;:]+(?:an?|the|any|our|your|their|its|this|that|of|to|by|with|for|from|in|on|at|as|and|or|not|"
    r"no|we|you|it|they|may|must|will|shall|can|is|are|be|been|has|have|"
    r"where|when|which|who|what|whatever|if|[a-z]))+$",
    re.IGNORECASE,
)
"""Words after which more is expected."""
_OMISSION = " ..."
_QUOTED = re.compile(r'(?:"(?P<plain>[^"]+)"|“(?P<curly>[^”]+)”|«(?P<angled>[^»]+)»)(?: \.\.\.)?')


def fit_subject(head: str, tail: str) -> str:
    """Return a subject in one line, its end kept.

    What is too long loses its later statements first; then its quotes are cut at the end of a clause,
    each closed and marked, so that no side of a replacement is missing.

    >>> fit_subject('Brook Terms: "We keep it for a year, or as long as any law that binds us or you asks '
    ...     'of us, and then we erase all of it" becomes "We keep it for ever, wherever you live and '
    ...     'whatever you or others may ask of us"', " (high)")
    'Brook Terms: "We keep it for a year, or as long as any law that binds us" ... becomes "We keep it for ever, wherever you live" ... (high)'
    """
    plain = " ".join(escape_invisible(head).split())
    room = _SUBJECT_CHARS - len(tail)
    for fit in (_without_later_statements, _with_shorter_quotes, _cut_at_word):
        plain = fit(plain, room)
    return plain + tail


def _without_later_statements(text: str, room: int) -> str:
    """Return a text without as many of its last statements as make it too long, the first one kept."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    joints = [
        joint.start()
        for joint in re.finditer("; ", text)
        if not any(start <= joint.start() < end for start, end in quoted)
    ]
    while len(text) > room and joints:
        text = text[: joints.pop()]
    return text


def _with_shorter_quotes(text: str, room: int) -> str:
    """Return a text whose quotes are so short that it fits, the longest shortened most."""
    quotes = list(_QUOTED.finditer(text))
    if len(text) <= room or not quotes:
        return text
    left = room - len(text) + sum(len(quote[0]) for quote in quotes)
    shares: dict[int, int] = {}
    for count, quote in enumerate(sorted(quotes, key=lambda quote: len(quote[0]))):
        shares[quote.start()] = min(len(quote[0]), left // (len(quotes) - count))
        left -= shares[quote.start()]
    return _QUOTED.sub(lambda quote: _shorten_quote(quote, shares[quote.start()]), text)


def _shorten_quote(quote: re.Match[str], most: int) -> str:
    words = quote["plain"] or quote["curly"] or quote["angled"]
    room = max(_LEAST_QUOTE, most - len('""') - len(_OMISSION))
    if len(quote[0]) <= most or len(words) <= room:
        return quote[0]
    opening, closing = quote[0][0], {'"': '"', "“": "”", "«": "»"}[quote[0][0]]
    return f"{opening}{_cut_clause(words, room)}{closing}{_OMISSION}"


def _cut_clause(words: str, room: int) -> str:
    """Return the beginning of a sentence, up to the end of a clause or else of a phrase."""
    ends = [border.start() for border in _CLAUSE_BORDER.finditer(words[: room + 1])]
    end = max((end for end in ends if end >= max(_LEAST_QUOTE, room // 3)), default=0)
    cut = words[:end] if end else words[:room].rpartition(" ")[0] or words[:room]
    return _LOOSE_END.sub("", cut) or cut


def _cut_at_word(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    return (text[: room - 1].rpartition(" ")[0] or text[: room - 1]).rstrip(",") + "…"
