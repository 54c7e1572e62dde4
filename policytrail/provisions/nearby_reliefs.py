"""Reliefs that stand near a clause and not in it: the opt-out in the next sentence, the section's exception."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from textwrap import shorten

from policytrail.model import Attribute, BlockKind, Provision, Severity
from policytrail.provisions.matcher import Matcher
from policytrail.provisions.severity import weigh_provision
from policytrail.provisions.statements import PolicySentence

_UNDER_TITLE = 8
"""Sentences on either side of a clause, under the same heading, in which a relief is looked for."""
_IN_SECTION = 40
"""The same under the heading above: an opt-out may have a title of its own."""
_ORDER = (Severity.NONE, Severity.LOW, Severity.MEDIUM, Severity.HIGH)
_LONGEST_QUOTE = 240
"""Characters of a relief that are quoted beside the clause."""
# An opt-out of some people, of a later change, or one that is refused relieves nobody now; nor does
# notice that one has to look for.
_OF_SOME = re.compile(
    r"\b(?:residents?|california|colorado|nevada|virginia|eea|european|switzerland|gdpr|if you (?:live|reside|are located))\b"
    r"|\breject\w* (?:\w+ ){0,3}(?:changes?|modifications?|amendments?)\b|\b(?:described|set out|explained) in (?:the|our)\b"
    r"|\bby (?:updating|posting|changing|revising|amending)\b"
    r"|\b(?:advertisers?|partners?|companies|businesses|sellers?|publishers?|merchants?|developers?) (?:can|may)\b"
    r"|\bunable to\b|\bif an opt|\b(?:can ?not|may not|no way to|not possible to|even if you) (?:\w+ ){0,3}(?:opt|unsubscribe|object|decline|disable|reject)"
)

_GRANTS = re.compile(
    r"\b(?:you|users?|customers?|consumers?) (?:may|can|could|will be able|are able|have (?:the|a) (?:right|option|choice))\b"
    r"|\bunsubscrib|\bdo nt wish\b"
)


class NearbyReliefs:
    """Lowers the severity of clauses by the reliefs that stand near them."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._types = matcher.taxonomy.by_id

    def relieve_provisions(
        self, provisions: Sequence[Provision], sentences: Sequence[PolicySentence]
    ) -> list[Provision]:
        """Return the provisions; those that a relief nearby makes less severe have it as an attribute."""
        places = [(one.quote.position, one.quote.start) for one in sentences]
        return [self._relieve(provision, sentences, places) for provision in provisions]

    def _relieve(
        self,
        provision: Provision,
        sentences: Sequence[PolicySentence],
        places: Sequence[tuple[int, int]],
    ) -> Provision:
        kind = self._types[provision.type]
        readers = [
            reader
            for reader in self._matcher.attribute_readers(kind)
            if reader.nearby and reader.name not in provision.values
        ]
        if not readers or provision.severity in (Severity.NONE, Severity.LOW):
            return provision
        at = bisect_left(places, (provision.quote.position, provision.quote.start))
        around = _sentences_around(sentences, at, provision)
        # The sentence that grants a choice says more than one that only speaks of it.
        for sentence in sorted(around, key=lambda one: not _GRANTS.search(one.folded)):
            for reader in readers:
                found = reader.read_nearby(sentence.quote, sentence.folded, sentence.tokens.words)
                whole = _with_sentence(found, sentence) if found else None
                lighter = self._lightened(provision, whole) if whole else None
                if lighter is not None:
                    return lighter
        return provision

    def _lightened(self, provision: Provision, relief: Attribute) -> Provision | None:
        """Return a clause with a relief; None if that does not make it less severe."""
        attributes = (*provision.attributes, relief)
        severity, rule = weigh_provision(
            self._types[provision.type].severity,
            {attribute.name: attribute.value for attribute in attributes},
            provision.stated,
            is_row=provision.quote.block.kind is BlockKind.ROW,
        )
        if _ORDER.index(severity) >= _ORDER.index(provision.severity):
            return None
        return replace(provision, attributes=attributes, severity=severity, severity_rule=rule)


def _with_sentence(relief: Attribute, sentence: PolicySentence) -> Attribute:
    """Return a relief with the whole sentence that states it."""
    words = shorten(sentence.quote.excerpt, _LONGEST_QUOTE, placeholder=" ...")
    return replace(relief, quote=sentence.quote, reason=f'said near the clause: "{words}"')


def _sentences_around(
    sentences: Sequence[PolicySentence], at: int, provision: Provision
) -> Iterator[PolicySentence]:
    """Yield the sentences of a clause's section that may relieve it, the next ones first."""
    if at >= len(sentences):
        return
    own = sentences[at].place
    behind = range(at + 1, min(len(sentences), at + 1 + _IN_SECTION))
    before = range(at - 1, max(-1, at - 1 - _UNDER_TITLE), -1)
    for position in (*behind, *before):
        sentence = sentences[position]
        quote = sentence.quote
        is_in_block = quote.position == provision.quote.position
        if is_in_block and position > at and quote.start < provision.quote.end:
            continue  # the clause itself
        is_under_title = sentence.place.title == own.title and abs(position - at) <= _UNDER_TITLE
        is_in_section = own.section != "" and sentence.place.section == own.section
        if (is_under_title or is_in_section) and not _OF_SOME.search(sentence.folded):
            yield sentence
