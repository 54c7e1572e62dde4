"""Pages that are something else than a policy."""

import re
from typing import Final

from policytrail.extract.guard.seen import Seen

# What a policy cannot do without, in the languages that we know the words of.
_NORMATIVE: Final = re.compile(
    r"\b(?:terms|conditions|polic(?:y|ies)|privacy|personal (?:data|information)|cookies?|agreement|liab(?:le|ility)"
    r"|shall|must|may not|consent|rights?|copyright|trademark|legal|law|laws|licen[cs]e|intellectual property|warrant(?:y|ies)"
    r"|responsib(?:le|ility)|prohibited|permitted|refund|subscription|gdpr|compliance|comply|guidelines|rules|processor"
    r"|subprocessors?|disclos(?:e|ure)|collect|accessibility|usage limit|subject to|service level|vulnerabilit(?:y|ies)|security)\b"
)
_KNOWN_LANGUAGES: Final = frozenset({"en"})
_NAMED: Final = re.compile(
    r"terms|conditions|polic|privacy|cookie|agreement|legal|imprint|guideline|notice|rules|licen[cs]e|statement|code of conduct"
    r"|processing|addendum|refund|warranty|disclaimer|security|compliance|accessib|subprocessor|sub-processor"
)
_SHARE_OF_LINKS = 0.5
_FEW_WORDS = 400
_SOME_WORDS = 150
_ENOUGH_WORDS = 100
"""Below so many words a lack of legal words says nothing."""
_DENSITY = 0.012
_LANDING: Final = re.compile(
    r"welcome to the [^.\n]{0,40}(?:privacy|legal|help|trust|safety) cent(?:er|re)|take a look around"
)


def detail_of(seen: Seen) -> str | None:
    """Return what the page is instead, or None."""
    document = seen.document
    if not document.blocks:
        return None
    length = sum(len(block.text) for block in document.blocks)
    linked = sum(link.end - link.start for link in document.links)
    if seen.words <= _FEW_WORDS and linked > _SHARE_OF_LINKS * length:
        return "the page is mostly links"
    landing = _LANDING.search(seen.text) if seen.words <= _SOME_WORDS else None
    if landing:
        return f"the page is a way in: {landing[0]!r}"
    if seen.words < _ENOUGH_WORDS or document.language not in _KNOWN_LANGUAGES:
        return None
    if not _NAMED.search(seen.head):
        found = len(_NORMATIVE.findall(seen.text))
        if found < _DENSITY * seen.words:
            return "no word of a policy in it"
    return None
