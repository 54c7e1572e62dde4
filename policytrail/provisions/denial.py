"""Whether a sentence denies the act that its words name: `we do not sell your data`.

A negation governs what follows it in its clause: across a list (`sell, rent or share`), but not
past a `but` or a new subject. A user's negation (`if you do not want us to sell`) denies nothing.
"""

import re
from collections.abc import Iterator, Sequence

from policytrail.provisions.patterns import Pattern

_REACH = 300
"""Most characters after a negation that it can govern: a list of verbs, then their object."""
_NEGATION = re.compile(
    r"(?<!\bcan and )(?<!\bmay and )\b(?:(?:under no circumstances|in no (?:event|case)|at no time|not|nt|never|neither|nor|cannot|"
    r"refrains? from|avoid(?:s|ing)?|none of|prohibited from|exclud(?:es?|ed|ing))\b|without (?=\w+ing\b)|"
    r"no (?=\w+(?: \w+){0,5} (?:is|are|will|shall|may|be|has|have)\b)|"
    r"no (?=(?:biometric|sensitive|automated|personal|location|data|information|cookies?|tracking|"
    r"ads|advertis\w+|one|third)\b))(?!\W*(?:only|limited|just|merely|necessarily|solely|least|exceed)\b)"
)
_NEGATING = frozenset({
    "no", "not", "nt", "never", "neither", "nor", "none", "cannot", "without", "prohibited",
    "refrain", "refrains", "avoid", "avoids", "avoiding",
    "exclude", "excludes", "excluded", "excluding",
})  # fmt: skip
"""A sentence that `_NEGATION` matches contains one of these words."""
_BREAK = re.compile(
    r"[;:]|(?<!e\.g)(?<!i\.e)\.\s|\b(?:but|however|although|though|unless|except|while|whereas|instead|because|if|when|"
    r"rather|other than|only)\b|(?:\band|,)\s+(?:we|you|they|it|our|these|this|may|will)\b"
)
_AUXILIARY = re.compile(
    r"\b(?:do|does|did|will|would|can|could|may|must|shall|should|are|is|be|been|has|have)\s+$"
)
_OF_THE_USER = re.compile(
    r"\b(?:you|users?|customers?|members?|who|please)(?!\s+(?:data|content|information|inputs?|outputs?)\b)"
    r"\s+(?:\w+\s+){0,2}?$"
    r"|^\W*(?:please\s+)?do\s+$|\bif (?:\w+ ){1,4}$"
)
_LABEL = re.compile(
    r"\W*[\w /&()-]{1,60}:\s"
    r"|\W*\*\*(?!(?:we|no|not|never)\b)\w+(?:[ /&-]+\w+){0,2}(?:[.:]\*\*|\*\*[.:])\s"
)
"""A heading at the start of a paragraph (`Sale: `, `**Sale.** `): it names what is denied, and asserts nothing."""
_POINTS_BACK = re.compile(
    r"(?:\W+\w+){1,3}?\W+(?:this|such|these|that)\W+(?:\w+\W+){0,3}?(?:information|data)\b"
)


def denial_in(
    folded: str, acts: Sequence[Pattern], words: frozenset[str]
) -> tuple[int, int] | None:
    """Return the span from the negation to what it denies; None if any of it is asserted.

    An assertion prevails: `We do not sell it; we rent it` denies no sale. `words` are those of the
    sentence: if none of them can negate, nothing is searched.
    """
    if _NEGATING.isdisjoint(words):
        return None
    negations = [
        negation.span() for negation in _NEGATION.finditer(folded) if _is_ours(folded, negation)
    ]
    if not negations:
        return None
    denied: tuple[int, int] | None = None
    for start, end in _act_spans(folded, acts):
        governed = _governing_negation(folded, negations, start, end) or _taken_up(
            folded, negations, end
        )
        if governed is None:
            return None
        denied = denied or governed
    return denied


def _is_ours(folded: str, negation: re.Match[str]) -> bool:
    """Return whether the negation is the service's and not the user's: `if you do not want us to`."""
    before = folded[max(0, negation.start() - 40) : negation.start()]
    return not (_OF_THE_USER.search(before) or _OF_THE_USER.search(_AUXILIARY.sub("", before)))


def _act_spans(folded: str, acts: Sequence[Pattern]) -> Iterator[tuple[int, int]]:
    label = _LABEL.match(folded)
    begin = label.end() if label else 0
    for pattern in acts:
        for negation in pattern.parts[0].finditer(folded, begin):
            yield negation.span()


def _governing_negation(
    folded: str, negations: Sequence[tuple[int, int]], act: int, end: int
) -> tuple[int, int] | None:
    """Return the span from the negation that governs an act; None if the act is asserted."""
    for start, begun in negations:
        between = folded[begun:act]
        if 0 <= act - begun <= _REACH and not _BREAK.search(between):
            return start, end
    return None


def _taken_up(
    folded: str, negations: Sequence[tuple[int, int]], after: int
) -> tuple[int, int] | None:
    """Return the span of a later denial that refers back: `..., we do not collect such data`."""
    for start, end in negations:
        back = _POINTS_BACK.match(folded, end)
        if start >= after and back:
            return start, back.end()
    return None


_ANY_NEGATION = re.compile(
    r"\b(?:not|nt|never|neither|nor|cannot|no|nothing|without|excluding)\b(?!\W*(?:only|limited|just|merely|solely)\b)"
)
_SHORT_REACH = 80
"""Most characters over which a negation governs a single word."""
_UN = re.compile(r"\bnon\W?$")
_OWN_BREAK = re.compile(
    r"[;:,.]|\b(?:but|however|unless|except|while|if|when|or no)\b|\band\s+(?:we|you)\b"
)


def is_negated(folded: str, start: int, end: int, *, by_itself: bool = False) -> bool:
    """Return whether words are negated: `non-transferable`, `you cannot opt out`.

    `by_itself` says that the words contain a negation of their own, which then does not count.

    >>> is_negated("a non-exclusive licence", 6, 15), is_negated("an exclusive licence", 3, 12)
    (True, False)
    """
    if not by_itself and _ANY_NEGATION.search(folded, start, end):
        return True
    if _UN.search(folded, max(0, start - 5), start):
        return True
    begin = max(0, start - _SHORT_REACH)
    last = None
    for negation in _ANY_NEGATION.finditer(folded, begin, start):
        last = negation
    return last is not None and not _OWN_BREAK.search(folded, last.end(), start)
