"""Pages that are something else than a policy."""

import re
from typing import Final

from policytrail.extract.guard.seen import SeenPage
from policytrail.model import BlockKind

_SHARE_OF_LINKS = 0.5
_FEW_WORDS = 400
_SOME_WORDS = 150
_ENOUGH_WORDS = 40
"""Below so many words their density says nothing."""
_FEWEST_SAYING = 25
_SENTENCE: Final = re.compile(r"[^.!?。]{30,}[.!?。]")
_JUDGED = 10_000
_DENSITY = 0.006
"""Share of words of policies below which a text is none: real ones in 25 languages have 0.008."""
_UNSPACED_DENSITY = 0.003
"""The same for languages that are written without blanks, counted by two characters."""
_UNSPACED: Final = frozenset({"zh", "ja", "ko", "th", "km", "my"})
_UNKNOWN: Final = frozenset({None, "ta", "bn", "ka", "hy", "fa", "ur"})
"""Languages of which we have no words; nothing can be concluded from their lack."""
_LANDING: Final = re.compile(
    r"welcome to the [^.\n]{0,40}(?:privacy|legal|help|trust|safety) cent(?:er|re)|take a look around"
)


def describe_wrong_page(seen: SeenPage) -> str | None:
    """Return what the page is instead, or None."""
    if not seen.document.blocks:
        return None
    return _describe_way_in(seen) or _describe_wording(seen)


def _describe_way_in(seen: SeenPage) -> str | None:
    """Return that a page only leads to others, or None."""
    document = seen.document
    length = sum(len(block.text) for block in document.blocks)
    linked = sum(link.end - link.start for link in document.links)
    if seen.words <= _FEW_WORDS and linked > _SHARE_OF_LINKS * length:
        return "the page is mostly links"
    landing = _LANDING.search(seen.text) if seen.words <= _SOME_WORDS else None
    return f"the page is a way in: {landing[0]!r}" if landing else None


def _describe_wording(seen: SeenPage) -> str | None:
    """Return that the words are not those of a policy, or None."""
    language = seen.document.language
    if any(block.kind is BlockKind.ROW for block in seen.document.blocks):
        return None  # lists of vendors or cookies are made of names
    if seen.is_doubtful and language not in _UNKNOWN - {None}:
        return "no word of a policy in it" if not seen.telling_words else _describe_thin(seen)
    if seen.is_selected or seen.is_named or language in _UNKNOWN:
        return None
    return _describe_density(seen)


def _describe_thin(seen: SeenPage) -> str | None:
    """Return that a very short text names policies and says nothing, or None."""
    says_nothing = seen.words < _FEWEST_SAYING and not _SENTENCE.search(seen.text)
    return "it names policies and says nothing" if says_nothing else None


def _describe_density(seen: SeenPage) -> str | None:
    judged = max(1, min(seen.words, seen.words * _JUDGED // max(1, len(seen.text))))
    least = _UNSPACED_DENSITY if seen.document.language in _UNSPACED else _DENSITY
    if seen.words >= _ENOUGH_WORDS and len(seen.telling_words) < least * judged:
        return "hardly a word of a policy in it"
    return None
