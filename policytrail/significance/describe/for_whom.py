"""Those with whom a named company contracts: "if you live in the EEA", "for customers located outside of it"."""

import re

from policytrail.model import Side
from policytrail.significance.describe.draft import placed_sentences

_PART = re.compile(r";|(?<=[\s,])\((?:[a-z]|[ivx]{1,5}|\d)\)\s")
"""What ends a part of a sentence that names several companies."""
_FOR_WHOM = re.compile(
    r"\b(?:if|when|where) (?:you|the customer|a user)(?:[’']re)? (?:are|is|live|lives|reside|resides|access|use|uses|accesses)\b[^;,.()]{3,70}"
    r"|\b(?:for|to|with) (?:[\w-]+ ){1,4}?(?:(?:who|that) )?(?:live|reside|located|residing|living|based|are resident|resident|established)"
    r" (?:outside|in)\b[^;,.()]{2,70}",
    re.IGNORECASE,
)
_OF_CONTRACT = re.compile(
    r"\b(?:you|your|we|us|our|contract\w*|agreement|terms|policy|operat\w*|offer\w*|provid\w*|controll?er|responsible|owner|publisher"
    r"|part(?:y|ies))\b",
    re.IGNORECASE,
)
_COMPANY = re.compile(r"\b(?:Inc|LLC|L\.L\.C|Ltd|Limited|GmbH|B\.V|AB|S\.A\.S|SAS)\b")


def is_party_to_policy(name: str, side: Side | None) -> bool:
    """Return whether the sentence of a named company speaks of a contract, of the reader or of those who write."""
    return any(
        name in sentence.text and _OF_CONTRACT.search(sentence.text) is not None
        for sentence in placed_sentences(side)
    )


def words_for_whom(name: str, side: Side | None) -> str:
    """Return the words that say whom a named company serves; empty if the clause around it names another too."""
    for sentence in placed_sentences(side):
        name_start = sentence.text.find(name)
        if name_start < 0:
            continue
        ends = [mark.start() for mark in _PART.finditer(sentence.text)]
        start = max((end for end in ends if end <= name_start), default=0)
        end = min(
            (end for end in ends if end >= name_start + len(name)), default=len(sentence.text)
        )
        around = sentence.text[start:name_start], sentence.text[name_start + len(name) : end]
        whom = [match.group().strip() for part in around for match in _FOR_WHOM.finditer(part)]
        if len(whom) == 1 and not any(map(_COMPANY.search, around)):
            return whom[0]
    return ""
