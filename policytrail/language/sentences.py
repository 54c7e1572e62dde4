r"""The sentences of a text, with their places or without, and how one is folded for matching.

Both steps keep offsets: a match in the folded text has the same place in the block, so that quotes
are cut from the policy itself and never from our copy of it.
"""

import re
from collections.abc import Iterator

from policytrail.text import DASHES, SINGLE_QUOTES

# A full stop ends a sentence before white space and a letter that is not small, a quote, a bracket or
# a figure, or (in texts tokenised for research) when it stands alone between spaces; before the mark
# of a part that stands without white space, `the app;(b) copy it`; in scripts without spaces, always.
_END = re.compile(
    r"(?<=\s[.!?])\s+|(?<=[.!?;])(?P<closing>[\"'”’“»)\]]*)\s+(?=(?P<letter>[^\W\d_])|[\d\"“„«'‘(\[¿¡•*–-])"
    r"|(?<=[。！？])|\n+|(?<=[a-z)][;.])(?=\((?:[a-z]|[ivx]{1,5})\)\s)"
)
# Abbreviations and numbers with a full stop that end no sentence.
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|inc|ltd|corp|co|no|nos|vs|mr|mrs|ms|dr|st|art|sec|para|cf|al|approx|"
    r"u\.s|u\.k|u\.s\.a|jr|sr|dept|est|fig|llc|s\.a|a\.m|p\.m|cal|civ|n\.v|b\.v|ste|str|blvd|ave|rd|apt|bldg|pte|pty|gmbh|l\.l\.c|s\.a\.s|v"
    r"|z\.b|bzw|ggf|gem|vgl|nr|inkl|abs|p\.ex)|\b[A-Za-z])\.$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\W*\d+(?:\.\d+)*\.")
"""The number of a clause, which is no sentence; at the end of a sentence it is the last word."""
_LONGEST = 900
_PART = re.compile(r"(?<=[;:])\s+|(?<=\.)\s+")
_CLAUSE = re.compile(
    r"[;:]\s+|,? (?:but|however|mais|aber) |,? (?:and|und|et) (?=(?:we|nous|wir) )"
)
_FOLDED = str.maketrans(dict.fromkeys(SINGLE_QUOTES, "'") | dict.fromkeys(DASHES, "-"))
_NOT = re.compile(r"n't\b")
WORDS = re.compile(r"[a-z0-9]+")


def fold_for_matching(text: str) -> str:
    """Return the text for matching: lower case, `n't` as a word, same length as before.

    >>> fold_for_matching("We don’t")
    'we do nt'
    """
    if text.isascii():
        return _NOT.sub(" nt", text.replace("`", "'").lower())
    lowered = text.translate(_FOLDED).lower()
    if len(lowered) != len(text):  # a few letters grow, e.g. the Turkish capital I with a dot
        lowered = "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)
    return _NOT.sub(" nt", lowered)


def split_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, verbatim and whole, however long they are.

    >>> split_sentences("We may, e.g. today. You must.")
    ('We may, e.g. today.', 'You must.')
    """
    spans = [span for begin, end in _whole_spans(text) for span in _trim_span(text, begin, end)]
    return tuple(text[begin:end] for begin, end in spans)


def split_clauses(folded: str) -> Iterator[str]:
    """Yield the parts of a folded sentence that deny or affirm on their own."""
    yield from filter(None, _CLAUSE.split(folded))


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each sentence, without the white space around it.

    >>> list(sentence_spans("We may. You, e.g. Ann, must."))
    [(0, 7), (8, 28)]
    """
    for begin, end in _whole_spans(text):
        yield from _quotable_spans(text, begin, end)


def _whole_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        ahead = text[start : match.start()]
        ends_short = _ABBREVIATED.search(ahead[-12:].split(" ")[-1] or ahead)
        goes_on = match["letter"] is not None and match["letter"].islower()
        if "\n" not in match[0] and (goes_on or ends_short or _NUMBERED.fullmatch(ahead)):
            continue
        yield start, match.start() + len(match["closing"] or "")
        start = match.end()
    yield start, len(text)


def _quotable_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span, divided at clauses if it is too long for a quote."""
    begin = start
    if end - start > _LONGEST:
        for match in _PART.finditer(text, start, end):
            if match.start() - begin > _LONGEST // 3:
                yield from _trim_span(text, begin, match.start())
                begin = match.end()
    yield from _trim_span(text, begin, end)


def _trim_span(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
